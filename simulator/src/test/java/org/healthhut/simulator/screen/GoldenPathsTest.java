package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Residents' visits from the first touch to the last, in a browser, with devices on
 * pseudo-terminals and a clock that can be moved.
 */
class GoldenPathsTest {
  /** Nobody's: no area of China has the code 990101. */
  private static final String RESIDENT = "990101195603150037";

  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder = Path.of("");

  private static Browsers browsers;

  private BenchKiosk kiosk;
  private Page page;

  @BeforeAll
  static void openBrowsers() {
    browsers = Browsers.open();
  }

  @AfterAll
  static void closeBrowsers() {
    browsers.close();
  }

  @BeforeEach
  void open() throws Exception {
    kiosk =
        new BenchKiosk(
            folder, Bench.places("bp-a=suntech-oem,glu-a=sinocare-uart,scale-a=and-scale"));
    kiosk.bench.pace(Pace.INSTANT).join();
    page = browsers.page(1080, 1920);
    page.navigate("http://127.0.0.1:" + kiosk.agent.screenPort() + "/");
    at("idle");
  }

  @AfterEach
  void close() {
    page.close();
    kiosk.close();
    assertEquals(List.of(), browsers.complaints());
  }

  @Test
  void aResidentRestsMeasuresTwiceAndIsSentTheResult() throws Exception {
    kiosk.bench.pace(Pace.REAL).join();
    kiosk.online(
        new Answer(
            true,
            "王*明",
            "male",
            1956,
            "李医生",
            null,
            List.of(
                new Answer.Past(
                    Instant.parse("2026-10-02T01:00:00Z"),
                    Map.of(
                        Metric.SYSTOLIC, Quantity.of(151, Unit.MM_HG),
                        Metric.DIASTOLIC, Quantity.of(94, Unit.MM_HG)),
                    Set.of()))));
    signIn();
    assertThat(page.locator("#who")).containsText("王*明");
    page.locator("#choose-blood-pressure").click();
    at("rest");
    kiosk.skip(REST);
    at("arm");
    var first = sit(149, 93, 76);
    page.locator("#start").click();
    at("inflating");
    assertThat(page.locator("#stop")).isVisible();
    assertThat(page.locator("main svg path.curve, main svg polyline").first()).isVisible();
    kiosk.bench.pace(Pace.INSTANT).join();
    first.done().get(60, TimeUnit.SECONDS);
    at("between");
    var second = sit(147, 91, 74);
    kiosk.skip(MINUTE);
    second.done().get(60, TimeUnit.SECONDS);
    at("result");
    assertThat(page.locator("main")).containsText("148");
    assertThat(page.locator("#class")).containsText("1 级");
    assertThat(page.locator("#kept")).containsText("已保存");
    kiosk.deliver();
    assertThat(page.locator("#kept")).containsText("已送达");
    assertThat(page.locator("#kept")).containsText("李医生");
    page.locator("#contact").click();
    page.locator("#take-away").click();
    at("take-away");
    assertTrue(scanned().startsWith("https://hub.example/t/"), "a link while online");
    page.locator("#end").click();
    at("ended");
    var held = Browsers.held(page);
    assertFalse(held.contains("148"), "a value stayed on the screen");
    assertFalse(held.contains("王"), "a name stayed on the screen");
  }

  @Test
  void aSkippedRestIsAskedAboutAndMarked() throws Exception {
    asGuest();
    page.locator("#choose-blood-pressure").click();
    page.locator("#skip-rest").click();
    at("rest-skip");
    page.locator("#yes").click();
    at("arm");
    twice(118, 76);
    assertThat(page.locator("#class")).containsText("正常");
    assertThat(page.locator("main")).containsText("没有休息满");
  }

  @Test
  void anArmThatMovedIsToldSoAndMeasuredAgain() throws Exception {
    armed();
    var moving = new Bench.Wish(Map.of(), Set.of(), "02", Comparator.EXACTLY);
    var moved = kiosk.bench.measure("bp-a", Persona.ALL.getFirst(), moving);
    page.locator("#start").click();
    moved.done().get(60, TimeUnit.SECONDS);
    at("trouble");
    assertThat(page.locator("main")).containsText("BP-02");
    assertThat(page.locator("#again")).hasCount(0);
    kiosk.bench.pace(Pace.REAL).join();
    var again = sit(124, 80, 70);
    kiosk.skip(MINUTE);
    at("inflating");
    page.locator("#stop").click();
    at("stopped");
    again.done().get(60, TimeUnit.SECONDS);
    at("stopped");
  }

  @Test
  void aVeryHighValueIsRepeatedInQuietBeforeHelpIsCalled() throws Exception {
    armed();
    var first = sit(186, 112, 80);
    page.locator("#start").click();
    first.done().get(60, TimeUnit.SECONDS);
    at("calm");
    assertFalse(page.locator("main").textContent().contains("186"), "a number that frightens");
    kiosk.skip(REST);
    at("arm");
    var second = sit(184, 110, 80);
    page.locator("#start").click();
    second.done().get(60, TimeUnit.SECONDS);
    at("symptoms");
    page.locator("#symptom-chest").click();
    page.locator("#done").click();
    at("urgent");
    assertThat(page.locator("main")).containsText("120");
    assertThat(page.locator("body")).containsText("工作人员");
  }

  @Test
  void withoutANetworkTheResultIsCarriedHomeAsText() throws Exception {
    asGuest();
    weigh();
    at("result");
    page.locator("#take-away").click();
    at("take-away");
    assertTrue(scanned().matches("健康小屋自测 2026-11-21 09:\\d\\d 体重 \\S+ kg.*"), scanned());
  }

  @Test
  void twoPeopleInARowAndNoTraceOfTheFirst() throws Exception {
    signIn();
    weigh();
    at("result");
    var weight = page.locator("main .figure b, main b").first().textContent();
    page.locator("#exit").click();
    at("ended");
    page.locator("#end").click();
    at("idle");
    asGuest();
    assertThat(page.locator("#who")).containsText("访客");
    var held = Browsers.held(page);
    assertFalse(held.contains(weight) || held.contains("尾号"), "a trace of the one before");
    var stored =
        page.evaluate(
            "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])");
    assertEquals("[{},{},\"\"]", stored);
  }

  @Test
  void aReloadInTheMiddleOfAMeasurementShowsTheSameScreen() throws Exception {
    kiosk.bench.pace(Pace.REAL).join();
    armed();
    var run = sit(121, 79, 66);
    page.locator("#start").click();
    at("inflating");
    page.reload();
    at("inflating");
    assertThat(page.locator("#stop")).isVisible();
    kiosk.bench.pace(Pace.INSTANT).join();
    run.done().get(60, TimeUnit.SECONDS);
    at("between");
    page.reload();
    at("between");
    assertThat(page.locator("main")).containsText("121");
  }

  @Test
  void whoIsStillThereSaysSoAndGoesOn() {
    asGuest();
    kiosk.skip(Duration.ofSeconds(91));
    assertThat(page.locator("#still-there")).isVisible();
    page.locator("#stay").click();
    assertThat(page.locator("#still-there")).hasCount(0);
    at("menu");
    kiosk.skip(Duration.ofSeconds(121));
    at("idle");
  }

  @Test
  void englishAndLargeGoWithThePerson() {
    page.locator("#language").click();
    assertThat(page.locator("h1").first()).containsText("Blood pressure");
    page.locator("#size").click();
    asGuest();
    assertThat(page.locator("body")).hasClass("large");
    assertThat(page.locator("h1").first()).containsText("measure");
    page.locator("#exit").click();
    at("ended");
    page.locator("#end").click();
    at("idle");
    assertThat(page.locator("body")).not().hasClass("large");
    assertThat(page.locator("h1").first()).containsText("量血压");
  }

  private void signIn() {
    page.locator("#begin").click();
    page.locator("#type").click();
    for (int i = 0; i < RESIDENT.length(); i++) {
      page.locator("[data-key='" + RESIDENT.charAt(i) + "']").click();
    }
    page.locator("#confirm").click();
    at("confirm");
    page.locator("#yes").click();
    at("consent");
    page.locator("#yes").click();
    at("menu");
  }

  private void asGuest() {
    page.locator("#begin").click();
    page.locator("#guest").click();
    at("menu");
  }

  private void armed() {
    asGuest();
    page.locator("#choose-blood-pressure").click();
    at("rest");
    kiosk.skip(REST);
    at("arm");
  }

  private void twice(int systolic, int diastolic) throws Exception {
    var first = sit(systolic, diastolic, 66);
    page.locator("#start").click();
    first.done().get(60, TimeUnit.SECONDS);
    at("between");
    var second = sit(systolic, diastolic, 66);
    kiosk.skip(MINUTE);
    second.done().get(60, TimeUnit.SECONDS);
    at("result");
  }

  /** Puts an arm into the cuff; it waits for the kiosk. */
  private Bench.Run sit(int systolic, int diastolic, int pulse) {
    var values = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.put(Metric.SYSTOLIC, BigDecimal.valueOf(systolic));
    values.put(Metric.DIASTOLIC, BigDecimal.valueOf(diastolic));
    values.put(Metric.MEAN_PRESSURE, BigDecimal.valueOf((systolic + 2L * diastolic) / 3));
    values.put(Metric.PULSE, BigDecimal.valueOf(pulse));
    return kiosk.bench.measure("bp-a", Persona.ALL.getFirst(), Bench.Wish.of(values));
  }

  private void weigh() throws Exception {
    var _ = kiosk.bench.measure("scale-a", Persona.ALL.get(1)).done().get(60, TimeUnit.SECONDS);
  }

  private void at(String screen) {
    Locator body = page.locator("body[data-screen=" + screen + "]");
    try {
      assertThat(body).isVisible();
    } catch (AssertionError e) {
      throw new AssertionError(
          "not at " + screen + " but at: " + page.locator("main").textContent().strip(), e);
    }
  }

  /** What a phone reads off the screen. */
  private String scanned() throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    int width = image.getWidth();
    int height = image.getHeight();
    var pixels = image.getRGB(0, 0, width, height, null, 0, width);
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    return new QRCodeReader().decode(bitmap).getText();
  }
}
