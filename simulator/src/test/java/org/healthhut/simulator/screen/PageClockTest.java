package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.screen.TestScreen.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page does by itself when time passes; the page's clock stands but for the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageClockTest {
  private static final long MORNING = Instant.parse("2026-11-21T01:14:00Z").toEpochMilli();
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();

  /** Says in {@code window.missed} how often the line was lost, before the page hears of it. */
  private static final String MISSED =
      """
      window.missed = 0;
      window.EventSource = class extends EventSource {
        constructor(address) {
          super(address);
          this.addEventListener('error', () => window.missed++);
        }
      };
      """;

  private final Browsers browsers = Browsers.open();

  @AfterAll
  void closeBrowsers() {
    browsers.close();
  }

  private Page page() {
    var page = browsers.page(Size.PORTRAIT.width(), Size.PORTRAIT.height());
    page.clock().install(new Clock.InstallOptions().setTime(MORNING));
    page.clock().pauseAt(MORNING + 60_000);
    return page;
  }

  @Test
  void asksForAMomentWhileTheAgentIsAwayAndAfterFifteenSecondsToStartAgain() throws Exception {
    var page = page();
    page.addInitScript(MISSED);
    try (var screen = TestScreen.open()) {
      screen.load(page);
      screen.show(page, "result");
    }
    page.waitForCondition(() -> page.evaluate("window.missed > 0").equals(true));
    page.clock().runFor(2_000);
    assertThat(page.locator("#one-moment")).hasCount(0);
    page.clock().runFor(1_000);
    assertThat(page.locator("#one-moment")).containsText("请稍等，马上就好");
    assertThat(page.locator(".page.hushed")).hasCount(1);
    page.clock().runFor(11_000);
    assertThat(page.locator("#one-moment")).containsText("请稍等，马上就好");
    page.clock().runFor(1_000);
    assertThat(page.locator("#one-moment")).containsText("请重新开始，已保存的结果不会丢");
    assertThat(page.locator(".page.hushed")).hasCount(1);
  }

  @Test
  void anIdleScreenMovesAndDimsUntilItIsTouched() throws Exception {
    try (var screen = TestScreen.open()) {
      var page = page();
      screen.load(page);
      screen.show(page, "idle");
      var places = new ArrayList<String>();
      places.add(place(page));
      page.clock().fastForward(TEN_MINUTES - 60_000);
      assertThat(page.locator("body.dim")).hasCount(0);
      page.clock().fastForward(60_000);
      assertThat(page.locator("body.dim")).hasCount(1);
      assertThat(page.locator("body.dim .page")).hasCSS("filter", "brightness(0.45)");
      for (int i = 0; i < 4; i++) {
        places.add(place(page));
        page.clock().fastForward(TEN_MINUTES);
      }
      assertEquals(List.of("0 0", "4 0", "4 4", "0 4", "0 0"), places);
      page.locator(".station").click();
      assertThat(page.locator("body.dim")).hasCount(0);
      page.clock().fastForward(TEN_MINUTES);
      assertThat(page.locator("body.dim")).hasCount(1);
      screen.show(page, "rest");
      assertThat(page.locator("body.dim")).hasCount(0);
      page.clock().fastForward(TEN_MINUTES);
      assertThat(page.locator("body.dim")).hasCount(0);
      screen.show(page, "idle");
      page.clock().fastForward(TEN_MINUTES);
      assertThat(page.locator("body.dim")).hasCount(1);
    }
  }

  private static String place(Page page) {
    var box = page.locator(".page").boundingBox();
    return Math.round(box.x) + " " + Math.round(box.y);
  }

  @Test
  void theStationsNameHeldFiveSecondsOpensTheServicePageWhereNobodyIs() throws Exception {
    var opened = new AtomicInteger();
    try (var screen = TestScreen.open()) {
      screen.with(
          "/service",
          exchange -> {
            opened.incrementAndGet();
            // Nothing to show: the page stays.
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      var page = page();
      screen.load(page);
      screen.show(page, "menu");
      hold(page, 6_000);
      screen.show(page, "idle");
      hold(page, 4_000);
      page.clock().runFor(10_000);
      page.locator(".station").click();
      page.clock().runFor(10_000);
      assertEquals(0, opened.get());
      hold(page, 5_000);
      page.waitForCondition(() -> opened.get() == 1);
    }
  }

  private static void hold(Page page, long millis) {
    page.locator(".station").hover();
    page.mouse().down();
    page.clock().runFor(millis);
    page.mouse().up();
  }
}
