package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.healthhut.kiosk.screen.ScreenServer;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.ScreenView.Comfort;
import org.healthhut.kiosk.voice.Clips;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

/** Each screen by itself: nothing on it is too small, cut off, hard to see or out of reach. */
class ScreensTest {
  private static final int SCRIPTS_BYTES_MAX = 60_000;

  /** Writes {@code docs/screens} of the kiosk agent, which a build otherwise leaves as it is. */
  private static final boolean WRITING = Boolean.getBoolean("screens.write");

  private static final Path DOCS = Path.of("..", "kiosk-agent", "docs", "screens");

  /** Neighbours in turn, so that a test sees when a screen has been drawn. */
  private static final List<String> STATIONS = List.of("青松社区健康小屋", "梧桐社区健康小屋");

  private enum Size {
    PORTRAIT(1080, 1920),
    LANDSCAPE(1920, 1080);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  private record Touched(String touch, String on) {}

  private final BlockingQueue<Touched> touches = new LinkedBlockingQueue<>();
  private int shown;

  @Test
  void everyWordAndTargetIsLargeEnoughAndWholeInBothLanguagesAndSizes() throws Exception {
    try (var browsers = Browsers.open();
        var screen = screen()) {
      var outside = script("outside.js");
      var found = new ArrayList<String>();
      for (var size : Size.values()) {
        var page = open(browsers, size, screen);
        for (var comfort : comforts()) {
          for (var fixture : Fixtures.of(screen.startId(), true).entrySet()) {
            show(screen, page, fixture.getValue(), comfort);
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
        var screen = screen()) {
      var page = open(browsers, Size.PORTRAIT, screen);
      var axe = Axe.on(page);
      var found = new ArrayList<String>();
      for (var fixture : Fixtures.of(screen.startId(), true).entrySet()) {
        show(screen, page, fixture.getValue(), new Comfort("zh", false, 2));
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
        var screen = screen()) {
      var page = open(browsers, Size.PORTRAIT, screen);
      var fixtures = Fixtures.of(screen.startId(), false);
      show(screen, page, view(fixtures, "confirm"), new Comfort("zh", false, 2));
      page.locator("#yes").click();
      assertEquals(new Touched("Yes", "confirm"), touches.poll(5, TimeUnit.SECONDS));
      show(screen, page, view(fixtures, "inflating"), new Comfort("en", true, 2));
      page.locator("#stop").click();
      assertEquals(new Touched("Stop", "inflating"), touches.poll(5, TimeUnit.SECONDS));
      show(screen, page, view(fixtures, "result"), new Comfort("zh", false, 3));
      page.locator("#volume").click();
      assertEquals(new Touched("Prefer", "result"), touches.poll(5, TimeUnit.SECONDS));
      show(screen, page, view(fixtures, "result-leaving"), new Comfort("zh", false, 2));
      assertThat(page.locator(".page.hushed")).hasCount(1);
      page.locator("#stay").click();
      assertEquals(new Touched("Stay", "result"), touches.poll(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void saysEachPromptOnceAndNothingAgainAfterAReload() throws Exception {
    try (var browsers = Browsers.open();
        var screen = screen()) {
      var fixtures = Fixtures.of(screen.startId(), false);
      var said = new LinkedBlockingQueue<String>();
      var page = open(browsers, Size.PORTRAIT, screen);
      page.onRequest(request -> {
        if (request.url().contains("/voice/")) {
          said.add(request.url().replaceFirst(".*/voice/", ""));
        }
      });
      screen.show(Fixtures.saying(view(fixtures, "rest"), 1, "rest-start", "calm"));
      assertThat(page.locator("[data-screen=rest]")).hasCount(1);
      page.waitForCondition(() -> said.size() == 2);
      assertEquals(List.of("zh/rest-start", "zh/calm"), List.copyOf(said));
      page.reload();
      assertThat(page.locator("[data-screen=rest]")).hasCount(1);
      screen.show(Fixtures.saying(view(fixtures, "arm"), 2, "arm"));
      page.waitForCondition(() -> said.size() > 2);
      assertEquals(List.of("zh/rest-start", "zh/calm", "zh/arm"), List.copyOf(said));
    }
  }

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

  @Test
  void asksForAMomentWhileTheAgentIsAwayAndAfterFifteenSecondsToStartAgain() throws Exception {
    try (var browsers = Browsers.open()) {
      Page page;
      try (var screen = screen()) {
        page = browsers.page(Size.LANDSCAPE.width, Size.LANDSCAPE.height);
        page.addInitScript(MISSED);
        page.clock().install();
        load(page, screen);
        var result = view(Fixtures.of(screen.startId(), false), "result");
        show(screen, page, result, new Comfort("zh", false, 2));
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
      assertThat(page.locator("#one-moment")).containsText("请重新开始，刚才的结果已保存");
      assertThat(page.locator(".page.hushed")).hasCount(1);
    }
  }

  private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();

  @Test
  void anIdleScreenMovesAndDimsUntilItIsTouched() throws Exception {
    try (var browsers = Browsers.open();
        var screen = screen()) {
      var page = browsers.page(Size.PORTRAIT.width, Size.PORTRAIT.height);
      page.clock().install();
      load(page, screen);
      var fixtures = Fixtures.of(screen.startId(), false);
      show(screen, page, view(fixtures, "idle"), new Comfort("zh", false, 2));
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
      show(screen, page, view(fixtures, "rest"), new Comfort("zh", false, 2));
      assertThat(page.locator("body.dim")).hasCount(0);
      page.clock().fastForward(TEN_MINUTES);
      assertThat(page.locator("body.dim")).hasCount(0);
      show(screen, page, view(fixtures, "idle"), new Comfort("zh", false, 2));
      page.clock().fastForward(TEN_MINUTES);
      assertThat(page.locator("body.dim")).hasCount(1);
      assertEquals(List.of(), browsers.complaints());
    }
  }

  private static String place(Page page) {
    var box = page.locator(".page").boundingBox();
    return Math.round(box.x) + " " + Math.round(box.y);
  }

  @Test
  void theStationsNameHeldFiveSecondsOpensTheServicePageWhereNobodyIs() throws Exception {
    var opened = new AtomicInteger();
    try (var browsers = Browsers.open();
        var screen = screen()) {
      screen.with(
          "/service",
          exchange -> {
            opened.incrementAndGet();
            // Nothing to show: the page stays.
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      var page = browsers.page(Size.PORTRAIT.width, Size.PORTRAIT.height);
      page.clock().install();
      load(page, screen);
      var fixtures = Fixtures.of(screen.startId(), false);
      show(screen, page, view(fixtures, "menu"), new Comfort("zh", false, 2));
      hold(page, 6_000);
      show(screen, page, view(fixtures, "idle"), new Comfort("zh", false, 2));
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

  @Test
  void scriptsStaySmall() throws Exception {
    try (var browsers = Browsers.open();
        var screen = screen()) {
      var page = browsers.page(Size.PORTRAIT.width, Size.PORTRAIT.height);
      var scripts = new ArrayList<Response>();
      page.onResponse(response -> {
        if (response.url().endsWith(".js")) {
          scripts.add(response);
        }
      });
      screen.show(view(Fixtures.of(screen.startId(), false), "idle"));
      page.navigate("http://127.0.0.1:" + screen.port() + "/");
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
        var screen = screen()) {
      for (var size : Size.values()) {
        var page = open(browsers, size, screen);
        for (var fixture : Fixtures.of(screen.startId(), false).entrySet()) {
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
    clip.addProperty("width", size.width);
    clip.addProperty("height", size.height);
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

  private static ScreenView view(Map<String, ScreenView> fixtures, String name) {
    var view = fixtures.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no fixture " + name);
    }
    return view;
  }

  /** Shows a view and waits until the page has drawn it. */
  private void show(ScreenServer screen, Page page, ScreenView view, Comfort comfort) {
    var station = STATIONS.get(++shown % STATIONS.size());
    screen.show(Fixtures.in(view, comfort, station));
    assertThat(page.locator(".station")).hasText(station);
  }

  private Page open(Browsers browsers, Size size, ScreenServer screen) {
    var page = browsers.page(size.width, size.height);
    load(page, screen);
    return page;
  }

  private static void load(Page page, ScreenServer screen) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    screen.show(view(Fixtures.of(screen.startId(), false), "maintenance"));
    page.navigate("http://127.0.0.1:" + screen.port() + "/");
    assertThat(page.locator("[data-screen=maintenance]")).hasCount(1);
  }

  private ScreenServer screen() throws IOException {
    var now =
        new Moment(
            Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));
    var screen =
        ScreenServer.bind(
            0,
            () -> now,
            new Random(1),
            (touch, on) -> touches.add(new Touched(touch.getClass().getSimpleName(), on)));
    screen.with(Clips.PATH, new Clips(null));
    screen.start();
    return screen;
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
