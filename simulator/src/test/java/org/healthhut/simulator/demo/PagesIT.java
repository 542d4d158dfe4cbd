package org.healthhut.simulator.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.healthhut.simulator.demo.SharedStack.LIMIT;
import static org.healthhut.simulator.demo.SharedStack.UPTIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages as people use them, in a real browser against the real programs. */
class PagesIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Nobody's, and used by no other test: wherever it turns up, it came from here. */
  private static final String CANARY = "990101194807020141";

  private final Stack stack = SharedStack.get();

  @BeforeEach
  void devicesAreReady() throws Exception {
    stack.bench().pace(Pace.INSTANT).join();
    try (var kiosk = new KioskClient(stack.screen(), UPTIME)) {
      kiosk.await("ready devices", KioskClient::ready, LIMIT);
    }
  }

  @Test
  void aResidentMeasuresAndTheDoctorSeesItWithoutReloading() throws Exception {
    try (var browsers = Browsers.open()) {
      var kiosk = browsers.page(1080, 1920);
      kiosk.navigate(stack.screen().toString());
      shoot(kiosk, "kiosk-idle");
      kiosk.locator("#begin").click();
      kiosk.locator("#type").click();
      for (int i = 0; i < CANARY.length(); i++) {
        kiosk.locator("[data-key='" + CANARY.charAt(i) + "']").click();
      }
      assertThat(kiosk.locator("#message")).containsText("号码正确");
      shoot(kiosk, "kiosk-identify");
      assertFalse(kiosk.content().contains(CANARY.substring(0, 14)), "the number is on the screen");
      kiosk.locator("#confirm").click();
      kiosk.locator("#yes").click();
      assertThat(kiosk.locator("h1")).containsText("同意");
      kiosk.locator("#yes").click();
      assertThat(kiosk.locator("#who")).containsText("41");
      shoot(kiosk, "kiosk-menu");

      measure("bp-a", Map.of(Metric.SYSTOLIC, 152, Metric.DIASTOLIC, 95, Metric.PULSE, 76));
      assertThat(kiosk.locator("main")).containsText("152");
      kiosk.locator("#stop").click();
      assertThat(kiosk.locator("#class")).containsText("1 级");
      assertThat(kiosk.locator("#kept")).containsText("已送达");
      shoot(kiosk, "kiosk-result");
      another(kiosk);
      measure("glu-a", Map.of());
      kiosk.locator("#meal-fasting").click();
      assertThat(kiosk.locator("#class")).isVisible();
      another(kiosk);
      measure("scale-a", Map.of());
      assertThat(kiosk.locator("#kept")).containsText("已送达");

      var doctor = browsers.page(1366, 768);
      signIn(doctor);
      doctor.locator("#number").fill(CANARY);
      doctor.getByText("查找").click();
      doctor.getByText("查看").click();
      assertThat(doctor.locator("#readings")).containsText("152/95");
      assertThat(doctor.locator("#readings tbody tr")).hasCount(3);

      measure("bp-a", Map.of(Metric.SYSTOLIC, 146, Metric.DIASTOLIC, 91, Metric.PULSE, 74));
      assertThat(doctor.locator("#readings")).containsText("146/91");
      assertThat(doctor.locator("[data-chart=pressure] canvas")).isVisible();
      assertEquals(
          List.of("高压", "低压", "单次高压", "单次低压"),
          doctor.evaluate(
              "() => Chart.getChart(document.querySelector('[data-chart=pressure] canvas'))"
                  + ".data.datasets.map(({label}) => label)"));
      shoot(doctor, "doctor-resident");
      assertFalse(doctor.content().contains(CANARY), "the number is on the doctor's page");
      assertFalse(doctor.url().contains("99010119"), "the number is in an address");

      kiosk.locator("#exit").click();
      assertThat(kiosk.locator("body[data-screen=ended]")).isVisible();
      assertFalse(Browsers.held(kiosk).contains("146"), "a value stayed on the screen");
      assertEquals(List.of(), browsers.complaints());
    }
    assertNobodyWroteTheNumberDown();
  }

  @Test
  void theDoctorsOtherPagesOpen() {
    try (var browsers = Browsers.open()) {
      var doctor = browsers.page(1366, 768);
      signIn(doctor);
      for (var page : List.of("residents", "tasks", "unclaimed", "quarantine", "fleet")) {
        doctor.navigate(stack.doctorApp() + "/" + page);
        assertThat(doctor.locator("h1")).isVisible();
        shoot(doctor, "doctor-" + page);
      }
      doctor.navigate(stack.doctorApp() + "/fleet/" + Stack.KIOSK);
      assertThat(doctor.locator("h1")).containsText(Stack.KIOSK.value());
      assertThat(doctor.locator("main")).containsText("平");
      shoot(doctor, "doctor-kiosk");
      assertEquals(List.of(), browsers.complaints());
    }
  }

  private static void another(Page kiosk) {
    kiosk.locator("#next").click();
    assertThat(kiosk.locator("body[data-screen=menu]")).isVisible();
  }

  private void signIn(Page doctor) {
    doctor.navigate(stack.doctorApp() + "/");
    doctor.locator("#username").fill(stack.doctor());
    doctor.locator("#password").fill(stack.doctorsPassword());
    doctor.locator("button[type=submit]").click();
    assertThat(doctor.locator("h1")).containsText("居民");
  }

  private void measure(String device, Map<Metric, Integer> values) throws Exception {
    var exact = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.forEach((metric, value) -> exact.put(metric, BigDecimal.valueOf(value)));
    var _ =
        stack
            .bench()
            .measure(device, Persona.ALL.get(1), Bench.Wish.of(exact))
            .done()
            .get(60, TimeUnit.SECONDS);
  }

  /** Searches every log and every file of the kiosk for the number and for its birth date. */
  private void assertNobodyWroteTheNumberDown() throws IOException {
    var found = new ArrayList<Path>();
    for (var folder : List.of("log", "kiosk")) {
      try (var files = Files.walk(stack.folder().resolve(folder))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          if (content.contains(CANARY) || content.contains("19480702")) {
            found.add(file);
          }
        }
      }
    }
    assertEquals(List.of(), found, "an identity number was written down");
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
