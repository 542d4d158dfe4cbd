package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.ScreenView.Comfort;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.screen.TestScreen.Size;
import org.healthhut.simulator.screen.TestScreen.Touched;
import org.junit.jupiter.api.Test;

/** Each screen by itself: nothing on it is too small, cut off, hard to see or out of reach. */
class ScreensTest {
  private static final int SCRIPTS_BYTES_MAX = 60_000;

  /** Writes {@code docs/screens} of the kiosk agent, which a build otherwise leaves as it is. */
  private static final boolean WRITING = Boolean.getBoolean("screens.write");

  private static final Path DOCS = Path.of("..", "kiosk-agent", "docs", "screens");

  @Test
  void everyWordAndTargetIsLargeEnoughAndWholeInBothLanguagesAndSizes() throws Exception {
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      var outside = script("outside.js");
      var found = new ArrayList<String>();
      for (var size : Size.values()) {
        var page = screen.page(browsers, size);
        for (var comfort : comforts()) {
          for (var fixture : screen.fixtures(true).entrySet()) {
            screen.show(page, fixture.getValue(), comfort);
            var name = fixture.getKey() + " " + size + " " + comfort;
            strings(page.evaluate(outside)).forEach(each -> found.add(name + ": " + each));
            if (fixture.getKey().equals("consent")) {
              page.locator("#terms").click();
              strings(page.evaluate(outside)).forEach(each -> found.add(name + " terms: " + each));
            }
          }
        }
      }
      assertEquals("", String.join("\n", found));
      assertEquals(List.of(), browsers.complaints());
    }
  }

  @Test
  void axeHasNothingAgainstAnyScreen() throws Exception {
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      var page = screen.page(browsers, Size.PORTRAIT);
      var axe = Axe.on(page);
      var found = new ArrayList<String>();
      for (var fixture : screen.fixtures(true).entrySet()) {
        screen.show(page, fixture.getValue(), new Comfort("zh", false, 2));
        axe.violations().forEach(each -> found.add(fixture.getKey() + ": " + each));
      }
      assertEquals("", String.join("\n", found));
      assertEquals(List.of(), browsers.complaints());
    }
  }

  @Test
  void everyScreenHasAFixture() {
    var missing = EnumSet.allOf(ScreenView.Screen.class);
    Fixtures.of("start", false).values().forEach(view -> missing.remove(view.screen()));
    assertEquals(EnumSet.noneOf(ScreenView.Screen.class), missing);
  }

  @Test
  void aTouchNamesTheScreenItWasMadeOnAndTheStopStaysInReach() throws Exception {
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      var page = screen.page(browsers, Size.PORTRAIT);
      screen.show(page, screen.fixture("confirm"), new Comfort("zh", false, 2));
      page.locator("#yes").click();
      assertEquals(new Touched("Yes", "confirm"), screen.touched());
      screen.show(page, screen.fixture("inflating"), new Comfort("en", true, 2));
      page.locator("#stop").click();
      assertEquals(new Touched("Stop", "inflating"), screen.touched());
      screen.show(page, screen.fixture("result"), new Comfort("zh", false, 3));
      page.locator("#volume").click();
      assertEquals(new Touched("Prefer", "result"), screen.touched());
      screen.show(page, screen.fixture("result-leaving"), new Comfort("zh", false, 2));
      assertThat(page.locator(".page.hushed")).hasCount(1);
      page.locator("#stay").click();
      assertEquals(new Touched("Stay", "result"), screen.touched());
    }
  }

  @Test
  void saysEachPromptOnceAndNothingAgainAfterAReload() throws Exception {
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      var said = new LinkedBlockingQueue<String>();
      var page = screen.page(browsers, Size.PORTRAIT);
      page.onRequest(request -> {
        if (request.url().contains("/voice/")) {
          said.add(request.url().replaceFirst(".*/voice/", ""));
        }
      });
      screen.show(Fixtures.saying(screen.fixture("rest"), 1, "rest-start", "calm"));
      assertThat(page.locator("[data-screen=rest]")).hasCount(1);
      page.waitForCondition(() -> said.size() == 2);
      assertEquals(List.of("zh/rest-start", "zh/calm"), List.copyOf(said));
      page.reload();
      assertThat(page.locator("[data-screen=rest]")).hasCount(1);
      screen.show(Fixtures.saying(screen.fixture("arm"), 2, "arm"));
      page.waitForCondition(() -> said.size() > 2);
      assertEquals(List.of("zh/rest-start", "zh/calm", "zh/arm"), List.copyOf(said));
    }
  }

  @Test
  void scriptsStaySmall() throws Exception {
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      var page = browsers.page(Size.PORTRAIT.width(), Size.PORTRAIT.height());
      var scripts = new ArrayList<Response>();
      page.onResponse(response -> {
        if (response.url().endsWith(".js")) {
          scripts.add(response);
        }
      });
      screen.show(screen.fixture("idle"));
      page.navigate(screen.address());
      assertThat(page.locator("#begin")).isVisible();
      int bytes = scripts.stream().mapToInt(response -> zipped(response.body())).sum();
      assertTrue(scripts.size() > 10 && bytes <= SCRIPTS_BYTES_MAX, bytes + " bytes of scripts");
    }
  }

  /** Pictures for the documentation, as {@code -Dscreens.write=true} asks. */
  @Test
  void picturesOfEveryScreen() throws Exception {
    if (!WRITING) {
      return;
    }
    Files.createDirectories(DOCS);
    try (var browsers = Browsers.open();
        var screen = TestScreen.open()) {
      for (var size : Size.values()) {
        var page = screen.page(browsers, size);
        for (var fixture : screen.fixtures(false).entrySet()) {
          // Another first: two pictures of one screen would be taken for each other.
          screen.show(page, "maintenance");
          screen.show(fixture.getValue());
          assertThat(page.locator("[data-screen=" + fixture.getValue().screen().key() + "]"))
              .hasCount(1);
          Files.write(
              DOCS.resolve(fixture.getKey() + "-" + size.name().toLowerCase(Locale.ROOT) + ".webp"),
              picture(page, size));
        }
      }
    }
  }

  /** At half its size: small enough to be kept, large enough to be read. */
  private static byte[] picture(Page page, Size size) {
    var clip = new JsonObject();
    clip.addProperty("x", 0);
    clip.addProperty("y", 0);
    clip.addProperty("width", size.width());
    clip.addProperty("height", size.height());
    clip.addProperty("scale", 0.5);
    var how = new JsonObject();
    how.addProperty("format", "webp");
    how.addProperty("quality", 62);
    how.add("clip", clip);
    var session = page.context().newCDPSession(page);
    try {
      var taken = session.send("Page.captureScreenshot", how);
      return Base64.getDecoder().decode(taken.get("data").getAsString());
    } finally {
      session.detach();
    }
  }

  private static List<Comfort> comforts() {
    return List.of(
        new Comfort("zh", false, 2),
        new Comfort("zh", true, 2),
        new Comfort("en", false, 2),
        new Comfort("en", true, 2));
  }

  private static List<String> strings(Object found) {
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String script(String resource) throws IOException {
    try (var in = ScreensTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int zipped(byte[] content) {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.size();
  }
}
