package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.device.Persona;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A technician at the kiosk's own screen, with devices on pseudo-terminals. */
class ServicePageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Whatever sticks out of the page sideways, and every button too small to touch. */
  private static final String WRONG =
      """
      () => {
        const found = [];
        for (const element of document.querySelectorAll('.frame *')) {
          const box = element.getBoundingClientRect();
          if (box.width && (box.left < 0 || box.right > innerWidth + 1)) found.push('outside: ' + element.className + ' ' + element.textContent.trim().slice(0, 30));
          if (element.matches('button') && box.height && box.height < 64) found.push('small: ' + element.textContent.trim());
        }
        return found;
      }
      """;

  /** The standard bench, and a meter that tells its clock. */
  private static final List<Bench.Place> PLACES =
      Stream.concat(
              Bench.STANDARD.stream(),
              Stream.of(new Bench.Place("glu-b", VirtualCatalogue.get("onetouch-ultra2"))))
          .toList();

  /** As an earlier start has left it. */
  private static final String DAMAGED =
      """
      {"broken": 1, "unseen": {"at": "2026-11-20T23:14:05Z", "segments": 2, "lost": 3,
       "setAside": 1, "indexRebuilt": true, "newEpoch": false}}
      """;

  /** A toast is gone after seconds, whether a test has looked by then or not. */
  private static final String REMEMBER_TOASTS =
      """
      window.toasted = '';
      new MutationObserver(() => {
        for (const toast of document.querySelectorAll('.toast')) {
          window.toasted += toast.textContent;
        }
      }).observe(document, {childList: true, subtree: true, characterData: true});
      """;

  @TempDir Path folder = Path.of("");

  private final List<String> wrong = new ArrayList<>();

  @Test
  void aTechnicianFindsEverythingAndLeavesNothingOpen() throws Exception {
    Files.createDirectories(folder.resolve("data/service"));
    Files.writeString(folder.resolve("data/service/damage.json"), DAMAGED);
    try (var browsers = Browsers.open();
        var kiosk = new BenchKiosk(folder, PLACES)) {
      var page = browsers.page(1080, 1920);
      page.addInitScript(REMEMBER_TOASTS);
      var axe = enter(page, kiosk);
      judge(axe, "desk");
      assertThat(page.locator("#account")).containsText("平");
      page.locator("#account").scrollIntoViewIfNeeded();
      shoot(page, "service-account");
      assertThat(page.locator("#damage")).containsText("丢失的记录");
      page.locator("[data-do=damage-seen]").click();
      assertThat(page.locator("#damage")).hasCount(0);
      looksAtBytes(page, kiosk, axe);
      testsTheScale(page);
      setsAClock(page, kiosk);
      entersDates(page);
      disablesAndEnables(page);
      readsTheLogAndCompares(page, axe);
      page.locator("[data-do=leave]").click();
      assertThat(page.locator("body")).not().containsText("维护");
      assertThat(page).hasURL(Pattern.compile("http://[^/]+/"));

      var landscape = browsers.page(1920, 1080);
      typePin(landscape, kiosk, BenchKiosk.PIN);
      assertThat(landscape.locator("#checks [data-check]")).hasCount(12);
      shoot(landscape, "service-landscape");
      device(landscape, "glu-a").locator("[data-do=strips]").click();
      shoot(landscape, "service-strips-landscape");
      judge(Axe.on(landscape), "strips");
      landscape.locator("[data-do=cancel]").click();
      kiosk.skip(Duration.ofMinutes(5));
      assertThat(landscape.locator("body")).not().containsText("维护");
      assertEquals(
          List.of(),
          browsers.complaints().stream().filter(line -> !saysOnlyThatItWasRefused(line)).toList());
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** What a browser says about answers that refuse. */
  private static boolean saysOnlyThatItWasRefused(String line) {
    return line.matches("Failed to load resource: .* status of 4(01|03|09) .*");
  }

  private Axe enter(Page page, BenchKiosk kiosk) throws Exception {
    typePin(page, kiosk, "80412290");
    assertThat(page.locator("#said")).containsText("还可以试 4 次");
    shoot(page, "service-door");
    var axe = Axe.on(page);
    judge(axe, "door");
    press(page, BenchKiosk.PIN);
    assertThat(page.locator("[data-screen=desk]")).isVisible();
    assertThat(page.locator("#checks [data-check]")).hasCount(12);
    for (var name : List.of("bp-a", "glu-a", "scale-a")) {
      assertThat(device(page, name)).hasAttribute("data-health", "ready");
    }
    assertThat(page.locator("[data-check=certificate]")).hasAttribute("data-mark", "note");
    assertThat(device(page, "glu-a").locator("[data-do=clock]")).hasCount(0);
    shoot(page, "service-portrait");
    return axe;
  }

  private static void toasted(Page page, String words) throws Exception {
    Eventually.holds(words, () -> ((String) page.evaluate("window.toasted")).contains(words));
  }

  private void judge(Axe axe, String name) {
    axe.violations().forEach(each -> wrong.add(name + ": " + each));
  }

  private static void typePin(Page page, BenchKiosk kiosk, String pin) {
    page.navigate("http://127.0.0.1:" + kiosk.agent.screenPort() + "/service");
    press(page, pin);
  }

  private void looksAtBytes(Page page, BenchKiosk kiosk, Axe axe) throws Exception {
    device(page, "bp-a").locator("[data-do=bytes]").click();
    assertThat(page.locator("[data-wire]")).isVisible();
    kiosk.bench.measure("bp-a", Persona.ALL.getFirst()).done().get(60, TimeUnit.SECONDS);
    assertThat(page.locator("[data-wire] .decoded").first()).isVisible();
    assertThat(device(page, "bp-a").locator("dl")).containsText("1 次");
    shoot(page, "service-bytes");
    judge(axe, "bytes");
    device(page, "bp-a").locator("[data-do=hush]").click();
    assertThat(page.locator("[data-wire]")).hasCount(0);
  }

  private void testsTheScale(Page page) {
    device(page, "scale-a").locator("[data-do=selftest]").click();
    assertThat(device(page, "scale-a").locator("[data-test=done]")).isVisible();
    assertThat(device(page, "scale-a").locator(".steps .bad")).hasCount(0);
    assertThat(device(page, "scale-a")).hasAttribute("data-health", "ready");
    shoot(page, "service-selftest");
  }

  private void setsAClock(Page page, BenchKiosk kiosk) throws Exception {
    var meter = device(page, "glu-b");
    kiosk.bench.unplug("glu-b").join();
    kiosk.bench.skewClock("glu-b", Duration.ofMinutes(17)).join();
    kiosk.bench.plug("glu-b").join();
    assertThat(meter.locator("dl")).containsText(Pattern.compile("快 1\\d 分钟"));
    shoot(page, "service-clock-wrong");
    meter.locator("[data-do=clock]").click();
    toasted(page, "已要求校时");
    assertThat(meter.locator("dl")).containsText(Pattern.compile("[+−]\\d+ 秒"));
    shoot(page, "service-clock-set");
  }

  private void entersDates(Page page) {
    device(page, "bp-a").locator("[data-do=calibration]").click();
    type(page, "RL-26/0417");
    page.locator("[data-field=on]").click();
    for (int i = 0; i < 8; i++) {
      page.locator("[data-do=wipe]").click();
    }
    type(page, "20261201");
    shoot(page, "service-calibration");
    page.locator("[data-do=year]").click();
    page.locator("[data-do=submit]").click();
    assertThat(page.locator(".wrong")).containsText("日期不对");
    page.locator("[data-field=on]").click();
    page.locator("[data-do=wipe]").click();
    page.locator("[data-do=wipe]").click();
    page.locator("[data-do=wipe]").click();
    page.locator("[data-do=wipe]").click();
    type(page, "1120");
    page.locator("[data-do=year]").click();
    page.locator("[data-do=submit]").click();
    assertThat(device(page, "bp-a")).containsText("检定至 2027-11-19（363 天）");
    device(page, "glu-a").locator("[data-do=strips]").click();
    type(page, "A23");
    page.locator("[data-field=expires]").click();
    type(page, "20261231");
    page.locator("[data-do=submit]").click();
    assertThat(device(page, "glu-a")).containsText("试纸 A23 至 2026-12-31");
    device(page, "glu-a").locator("[data-do=control]").click();
    page.locator("[data-option=true]").click();
    page.locator("[data-do=submit]").click();
    assertThat(device(page, "glu-a")).containsText("质控 2026-11-21 通过");
  }

  private void disablesAndEnables(Page page) {
    device(page, "scale-a").locator("[data-do=disable]").click();
    page.locator("[data-option=cleaning]").click();
    shoot(page, "service-disable");
    page.locator("[data-do=submit]").click();
    assertThat(device(page, "scale-a")).hasAttribute("data-health", "disabled");
    shoot(page, "service-disabled");
    device(page, "scale-a").locator("[data-do=enable]").click();
    assertThat(device(page, "scale-a")).hasAttribute("data-health", "ready");
  }

  private void readsTheLogAndCompares(Page page, Axe axe) throws Exception {
    // Here the programs log to Logback; on a kiosk all of it comes this way.
    Logger.getLogger("org.healthhut").info("line.of=990101194807020141 test.logged");
    page.locator("[data-do=logs]").click();
    assertThat(page.locator(".log")).containsText("test.logged line.of=[number]");
    shoot(page, "service-log");
    judge(axe, "log");
    page.locator("[data-sheet] [data-do=cancel]").click();
    page.locator("[data-do=changes]").click();
    assertThat(page.locator(".diff .minus")).containsText("idleSeconds: 60");
    shoot(page, "service-compare");
    page.locator("[data-do=rollback]").click();
    page.locator("[data-do=rollback]").click();
    toasted(page, "not in a test");
    page.locator("[data-sheet] [data-do=cancel]").click();
    var download = page.waitForDownload(page.locator("#logs [data-do=download]")::click);
    assertEquals("hut-001-log", download.suggestedFilename().substring(0, 11));
  }

  private static void type(Page page, String text) {
    press(page, "[data-sheet]", text);
  }

  private static void press(Page page, String pin) {
    press(page, "", pin);
  }

  private static void press(Page page, String within, String keys) {
    keys.chars()
        .mapToObj(key -> within + " [data-key='" + (char) key + "']")
        .forEach(key -> page.locator(key).click());
  }

  private static Locator device(Page page, String name) {
    return page.locator("[data-device='" + name + "']");
  }

  private void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    ((List<?>) page.evaluate(WRONG)).forEach(each -> wrong.add(name + ": " + each));
  }
}
