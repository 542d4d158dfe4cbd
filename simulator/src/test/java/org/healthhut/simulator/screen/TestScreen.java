package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.kiosk.screen.ScreenServer;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.ScreenView.Comfort;
import org.healthhut.kiosk.voice.Clips;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** The screen server without an agent behind it: shows what a test gives it. */
final class TestScreen implements AutoCloseable {
  /** Neighbours in turn, so that a test sees when a screen has been drawn. */
  private static final List<String> STATIONS = List.of("青松社区健康小屋", "梧桐社区健康小屋");

  private static final Moment NOW =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));

  private final BlockingQueue<Touched> touches = new LinkedBlockingQueue<>();
  private final ScreenServer server;
  private int shown;

  enum Size {
    PORTRAIT(1080, 1920),
    LANDSCAPE(1920, 1080);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }

    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  /** A touch by the name of its event, and the screen it was made on. */
  record Touched(String touch, String on) {}

  private TestScreen() throws IOException {
    server =
        ScreenServer.bind(
            0,
            () -> NOW,
            new Random(1),
            (touch, on) -> touches.add(new Touched(touch.getClass().getSimpleName(), on)));
    server.with(Clips.PATH, new Clips(null));
  }

  static TestScreen open() throws IOException {
    var screen = new TestScreen();
    screen.server.start();
    return screen;
  }

  String address() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  void with(String path, HttpHandler page) {
    server.with(path, page);
  }

  Map<String, ScreenView> fixtures(boolean simulated) {
    return Fixtures.of(server.startId(), simulated);
  }

  ScreenView fixture(String name) {
    var view = fixtures(false).get(name);
    if (view == null) {
      throw new IllegalArgumentException("no fixture " + name);
    }
    return view;
  }

  /** A page of that size that is listening. */
  Page page(Browsers browsers, Size size) {
    var page = browsers.page(size.width, size.height);
    load(page);
    return page;
  }

  void load(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    show(fixture("maintenance"));
    page.navigate(address());
    assertThat(page.locator("[data-screen=maintenance]")).hasCount(1);
  }

  void show(ScreenView view) {
    server.show(view);
  }

  /** Shows a view and waits until the page has drawn it. */
  void show(Page page, ScreenView view, Comfort comfort) {
    var station = STATIONS.get(++shown % STATIONS.size());
    show(Fixtures.in(view, comfort, station));
    assertThat(page.locator(".station")).hasText(station);
  }

  /** As most people want it. */
  void show(Page page, String fixture) {
    show(page, fixture(fixture), new Comfort("zh", false, 2));
  }

  /** The next touch; null when none comes. */
  @Nullable Touched touched() throws InterruptedException {
    return touches.poll(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.close();
  }
}
