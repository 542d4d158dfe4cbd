package org.healthhut.simulator.screen;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.healthhut.kiosk.screen.ScreenServer;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

/**
 * A kiosk with every kind of device shows all of them on one screen, and nothing lies over another.
 */
class CrowdedScreenTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> CATEGORIES =
      List.of("blood-pressure", "glucose", "weight", "height", "oximeter", "thermometer");
  private static final Map<String, List<ScreenView.Value>> VALUES =
      Map.of(
          "blood-pressure",
          List.of(
              value("systolic", "188", "mmHg"),
              value("diastolic", "104", "mmHg"),
              value("pulse", "104", "次/分")),
          "glucose",
          List.of(value("glucose", "13.4", "mmol/L")),
          "weight",
          List.of(value("weight", "120.45", "kg"), value("height", "188.0", "cm")),
          "height",
          List.of(value("height", "188.0", "cm")),
          "oximeter",
          List.of(value("oxygenSaturation", "100", "%"), value("pulse", "104", "次/分")),
          "thermometer",
          List.of(value("skinTemperature", "34.28", "°C")));

  /** What every card shows at once. */
  private enum Shown {
    HOW,
    LIVE,
    FAULT,
    READING
  }

  @Test
  void nothingLiesOverAnotherAtBothSizesInEveryState() throws Exception {
    try (var browsers = Browsers.open();
        var screen = screen()) {
      screen.start();
      int number = 0;
      var found = new ArrayList<String>();
      for (var size : List.of(List.of(1080, 1920), List.of(1920, 1080))) {
        var page = browsers.page(size.getFirst(), size.getLast());
        for (int kinds = 3; kinds <= CATEGORIES.size(); kinds++) {
          for (var shown : Shown.values()) {
            var view = view(screen.startId(), CATEGORIES.subList(0, kinds), shown, ++number);
            screen.show(view);
            if (page.url().equals("about:blank")) {
              page.navigate("http://127.0.0.1:" + screen.port() + "/");
            }
            assertThat(page.locator("[data-screen=measuring] .card")).hasCount(kinds);
            assertThat(page.locator(".clock")).containsText(view.clock().time());
            var name =
                "crowded-%d-%s-%dx%d".formatted(kinds, shown, size.getFirst(), size.getLast());
            if (kinds == CATEGORIES.size()) {
              page.screenshot(
                  new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
            }
            found.addAll(outside(page, name));
          }
        }
      }
      assertEquals("", String.join("\n", found));
      assertEquals(List.of(), browsers.complaints());
    }
  }

  /** Names whatever sticks out of its card, and every card that sticks out of the page. */
  private static final String OUTSIDE =
      """
      () => {
        const found = [];
        const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
        const main = document.querySelector('main').getBoundingClientRect();
        for (const card of document.querySelectorAll('.card')) {
          const box = card.getBoundingClientRect();
          if (!inside(box, main)) found.push(card.dataset.category + ' leaves the page');
          const pieces = [...card.querySelectorAll('h2, p, button, b, .unit, .label, li, code, .kept')].filter(e => e.getClientRects().length);
          for (const piece of pieces) {
            if (!inside(piece.getBoundingClientRect(), box)) found.push(card.dataset.category + ' ' + piece.textContent.trim() + ' leaves its card');
          }
          const texts = pieces.filter(e => e.matches('h2, p, button, ol li, .figure b'));
          texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
            if (one.contains(other) || other.contains(one)) return;
            const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 1 && down > Math.min(a.height, b.height) / 4) found.push(card.dataset.category + ' ' + one.textContent.trim() + ' lies over ' + other.textContent.trim());
          }));
        }
        return found;
      }
      """;

  private static List<String> outside(Page page, String name) {
    var found = (List<?>) page.evaluate(OUTSIDE);
    return found.stream().map(each -> name + ": " + each).toList();
  }

  private static ScreenServer screen() throws IOException {
    var now =
        new Moment(
            Instant.parse("2026-11-21T01:00:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));
    return ScreenServer.bind(0, () -> now, new Random(1), _ -> true, _ -> true);
  }

  private static ScreenView view(String start, List<String> categories, Shown shown, int number) {
    return new ScreenView(
        start,
        "one",
        ScreenView.Screen.MEASURING,
        "青松社区健康小屋",
        true,
        21.5,
        new ScreenView.Clock("10:%02d".formatted(number), 11, 21, 6, true),
        new ScreenView.Line(true, "mqtt", 0),
        categories.stream().map(category -> device(category, shown)).toList(),
        false,
        null,
        new ScreenView.Who(true, null),
        shown == Shown.READING ? readings(categories) : List.of(),
        null,
        null);
  }

  private static ScreenView.Device device(String category, Shown shown) {
    boolean live = shown == Shown.LIVE;
    var values = VALUES.getOrDefault(category, List.of());
    return new ScreenView.Device(
        category + "-a",
        category,
        "设备",
        "device",
        "ready",
        category.equals("blood-pressure"),
        live ? "measuring" : null,
        live && !category.equals("glucose") ? values.getFirst() : null,
        shown == Shown.FAULT ? "DV-02" : null);
  }

  /** Each category measured twice. */
  private static List<ScreenView.Reading> readings(List<String> categories) {
    return IntStream.range(0, 2 * categories.size())
        .mapToObj(i -> categories.get(i % categories.size()))
        .map(category ->
            new ScreenView.Reading(
                category + "-a",
                category,
                "10:12",
                VALUES.getOrDefault(category, List.of()),
                List.of(),
                "delivered"))
        .toList();
  }

  private static ScreenView.Value value(String metric, String number, String unit) {
    return new ScreenView.Value(metric, number, unit, null);
  }
}
