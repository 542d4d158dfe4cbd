package org.healthhut.simulator.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.SerialEnd;
import org.healthhut.simulator.browser.Browsers;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @Test
  void pressingMeasureShowsTheBytes(@TempDir Path folder) throws Exception {
    try (var browsers = Browsers.open();
        var real = new RealBench(folder);
        var cuff = SerialEnd.open(real.bench.port("bp-a"));
        var meter = SerialEnd.open(real.bench.port("glu-a"));
        var _ = SerialEnd.open(real.bench.port("scale-a"))) {
      var page = browsers.page(1440, 900);
      page.navigate(real.server.address().toString());
      assertThat(page.getByText("模拟数据 HTEST")).isVisible();
      page.getByText("×10").click();
      meter.write(Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46"));

      page.locator("#bp-a-systolic").fill("152");
      page.locator("#bp-a-diastolic").fill("95");
      page.locator("#bp-a-pulse").fill("76");
      measure(page, "bp-a");
      assertThat(card(page, "bp-a").locator(".panel")).containsText("152/95");
      assertThat(rows(page, "bp-a").last()).containsText("152,095,076");
      assertTrue(cuff.receive(bytes -> bytes.length() >= 55).latin1().contains("152,095,076"));

      spoil(page, "glu-a", "crc");
      measure(page, "glu-a");
      assertThat(page.locator(".row.bad")).hasCount(1);
      assertThat(rows(page, "glu-a").last()).containsText("mmol/L");
      measure(page, "scale-a");
      assertThat(rows(page, "scale-a").last()).containsText("kg");
      spoil(page, "bp-a", "truncate");
      page.locator("[data-fault=slice]").click();
      measure(page, "bp-a");
      assertThat(rows(page, "bp-a").last()).containsText("截断");
      real.bench.pace(Pace.REAL).join();
      measure(page, "bp-a");
      Eventually.holds("a measurement runs", () -> real.device("bp-a").measuring());
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("bench-1440x900.png")));

      assertEquals(List.of(), browsers.complaints());
      assertEquals(0, sideways(page), "the page is wider than the window");
    }
  }

  @Test
  void unpluggingShowsOnTheCard(@TempDir Path folder) throws Exception {
    try (var browsers = Browsers.open();
        var real = new RealBench(folder)) {
      var page = browsers.page(1440, 900);
      page.navigate(real.server.address().toString());
      assertThat(page.locator(".empty").or(page.locator(".row.mark").first())).isVisible();
      card(page, "glu-a").getByText("拔线").click();
      assertThat(card(page, "glu-a")).containsText("已拔线");
      assertThat(page.locator(".row.mark").last()).containsText("拔线");
      page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("bench-idle.png")));
      card(page, "glu-a").getByText("插入").click();
      assertThat(card(page, "glu-a")).containsText("未打开");
      page.locator("#bp-a-systolic").fill("1000");
      measure(page, "bp-a");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("systolic must be 0..999");
    }
  }

  @Test
  void showsAndUsesDevicesOfEveryKind(@TempDir Path folder) throws Exception {
    var places =
        VirtualCatalogue.models().stream()
            .map(model -> new Bench.Place(model.id(), model))
            .limit(Bench.PLACES_MAX)
            .toList();
    try (var browsers = Browsers.open();
        var real = new RealBench(folder, places)) {
      var page = browsers.page(1440, 900);
      page.navigate(real.server.address().toString());
      page.getByText("即时 instant").click();
      for (var place : places) {
        card(page, place.name()).locator("button.primary").click();
        assertThat(card(page, place.name()).locator(".panel")).isVisible();
      }
      assertThat(page.getByRole(AriaRole.ALERT)).isEmpty();
      assertEquals(List.of(), browsers.complaints());
      assertEquals(0, sideways(page), "the page is wider than the window");
    }
  }

  private static Locator card(Page page, String device) {
    return page.locator(".card[data-device=" + device + "]");
  }

  private static Locator rows(Page page, String device) {
    return page.locator(".row[data-device=" + device + "]");
  }

  private static void measure(Page page, String device) {
    card(page, device).locator("button.primary").click();
  }

  private static void spoil(Page page, String device, String fault) {
    page.locator(".faults").getByText(device).click();
    page.locator("[data-fault=" + fault + "]").click();
  }

  private static int sideways(Page page) {
    return (int)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}
