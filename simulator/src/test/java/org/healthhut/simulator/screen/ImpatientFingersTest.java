package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fingers that touch any button there is, on a real page with devices that are unplugged, while it
 * is loaded again: it always shows a screen, it always ends, and it keeps nothing.
 *
 * <p>The long form: {@code -Dfinger.visits=200}.
 */
class ImpatientFingersTest {
  private static final int VISITS = Integer.getInteger("finger.visits", 5);
  private static final int TOUCHES_MAX = 25;
  private static final String RESIDENT = "990101195603150037";

  /** They stand in no other text of the page. */
  private static final List<String> NAMES = List.of("龘*", "靐*", "齉*", "爩*", "麤*");

  /** A few seconds, on a machine that has nothing else to do. */
  private static final Duration LEFT_WITHIN = Duration.ofMinutes(2);

  private static final Locator.ClickOptions AT_ONCE = new Locator.ClickOptions().setTimeout(500);

  @TempDir Path folder = Path.of("");

  @Test
  void aPageAlwaysShowsAScreenAndKeepsNothing() throws Exception {
    long seed = Long.getLong("finger.seed", 1);
    var random = new Random(seed);
    try (var browsers = Browsers.open();
        var kiosk =
            new BenchKiosk(
                folder, Bench.places("bp-a=suntech-oem,glu-a=sinocare-uart,scale-a=and-scale"))) {
      kiosk.bench.pace(Pace.INSTANT).join();
      var page = browsers.page(1080, 1920);
      page.navigate("http://127.0.0.1:" + kiosk.agent.screenPort() + "/");
      for (int visit = 0; visit < VISITS; visit++) {
        var where = "seed " + seed + " visit " + visit;
        var name = NAMES.get(visit % NAMES.size());
        kiosk.online(new Answer(true, name, "male", 1956, null, null, List.of()));
        assertThat(page.locator("body[data-screen=idle]")).isVisible();
        if (random.nextBoolean()) {
          signIn(page);
        }
        for (int touch = random.nextInt(TOUCHES_MAX); touch > 0; touch--) {
          anything(page, kiosk, random);
        }
        leave(page, kiosk, where);
        assertFalse(
            Browsers.held(page).contains(name.substring(0, 1)), where + ": a name was left");
        assertEquals("[{},{}]", stored(page), where);
      }
      assertEquals(List.of(), browsers.complaints());
    }
  }

  private static void signIn(Page page) {
    page.locator("#begin").click();
    page.locator("#type").click();
    for (int i = 0; i < RESIDENT.length(); i++) {
      page.locator("[data-key='" + RESIDENT.charAt(i) + "']").click();
    }
    page.locator("#confirm").click();
    assertThat(page.locator("body[data-screen=confirm]")).isVisible();
  }

  private static void anything(Page page, BenchKiosk kiosk, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> page.reload();
      case 1 -> kiosk.skip(Duration.ofSeconds(random.nextInt(70)));
      case 2 -> {
        kiosk.bench.unplug("scale-a").join();
        kiosk.bench.plug("scale-a").join();
      }
      case 3 -> {
        var _ =
            kiosk.bench.measure(
                any(random, List.of("bp-a", "glu-a", "scale-a")), Persona.ALL.get(1));
      }
      default -> touch(page, random);
    }
    assertThat(page.locator("main h1, main .figures, main .countdown, main").first()).isVisible();
  }

  private static void touch(Page page, Random random) {
    var buttons = page.locator("button:enabled:visible").all();
    if (buttons.isEmpty()) {
      return;
    }
    try {
      buttons.get(random.nextInt(buttons.size())).click(AT_ONCE);
    } catch (PlaywrightException _) {
      // The screen was another before the finger was there.
    }
  }

  /** Everybody goes away; silence ends what they left, also what the last touch has just begun. */
  private static void leave(Page page, BenchKiosk kiosk, String where) {
    var idle = page.locator("body[data-screen=idle]");
    int quiet = 0;
    long end = System.nanoTime() + LEFT_WITHIN.toNanos();
    while (quiet < 2 && System.nanoTime() < end) {
      kiosk.skip(Duration.ofMinutes(6));
      page.waitForTimeout(300);
      quiet = idle.isVisible() ? quiet + 1 : 0;
    }
    assertEquals("idle", page.getAttribute("body", "data-screen"), where + ": no way out");
  }

  private static String stored(Page page) {
    return (String) page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])");
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
