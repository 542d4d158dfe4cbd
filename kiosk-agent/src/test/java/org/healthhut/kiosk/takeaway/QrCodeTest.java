package org.healthhut.kiosk.takeaway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.healthhut.kiosk.visit.TakeAwayCode;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.junit.jupiter.api.Test;

final class QrCodeTest {
  static final Sheet SHEET =
      new Sheet(
          "青松社区健康小屋",
          LocalDateTime.of(2026, 11, 21, 9, 14),
          Sheet.values(
              Map.of(
                  Metric.SYSTOLIC, Quantity.of(148, Metric.SYSTOLIC.unit()),
                  Metric.DIASTOLIC, Quantity.of(92, Metric.DIASTOLIC.unit()),
                  Metric.MEAN_PRESSURE, Quantity.of(110, Metric.MEAN_PRESSURE.unit()),
                  Metric.PULSE, Quantity.of(76, Metric.PULSE.unit()),
                  Metric.GLUCOSE, Quantity.above("33.3", Metric.GLUCOSE.unit()),
                  Metric.OXYGEN_SATURATION, Quantity.of(97, Metric.OXYGEN_SATURATION.unit()))),
          "1X");

  @Test
  void saysWhatWasMeasuredInOneLine() {
    assertEquals(
        "健康小屋自测 2026-11-21 09:14 血压 148/92 mmHg 脉搏 76次/分" + " 血糖 高于 33.3 mmol/L 血氧 97%",
        SHEET.plain());
  }

  @Test
  void isReadBackFromItsPath() throws Exception {
    for (var text : List.of(SHEET.plain(), address(), "a", "血".repeat(150))) {
      var code = QrCode.of(text);
      assertEquals(text, scanned(code, 2));
      assertTrue(code.pixelsPerModule(342) * code.modules() <= 342);
    }
  }

  /** The sizes the take-away screen is laid out for. */
  @Test
  void staysWithinTheSizesOfTheScreen() {
    assertEquals(33 + 8, QrCode.of(address()).modules());
    assertEquals(8, QrCode.of(address()).pixelsPerModule(328));
    assertTrue(QrCode.of(SHEET.plain()).modules() <= 49 + 8);
  }

  @Test
  void holdsTheLongestSheetAndRefusesMore() {
    var value = new Sheet.Value("额头体表温度", "高于 33.3 mmol/L");
    var values = Collections.nCopies(10, value);
    var longest = new Sheet("", SHEET.at(), values, "");
    var bytes = longest.plain().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(QrCode.of(longest.plain()).modules() <= 81 + 8, bytes + " bytes");
    var tooLong = "血".repeat(151);
    assertThrows(IllegalArgumentException.class, () -> QrCode.of(tooLong));
    var tooMany = Collections.nCopies(11, value);
    assertThrows(IllegalArgumentException.class, () -> new Sheet("", SHEET.at(), tooMany, ""));
    assertThrows(IllegalArgumentException.class, () -> new Sheet("", SHEET.at(), values, "011X"));
  }

  @Test
  void everyMetricFitsOnOneSheet() {
    var all = new EnumMap<Metric, Quantity>(Metric.class);
    for (var metric : Metric.values()) {
      all.put(metric, new Quantity(Comparator.BELOW, new BigDecimal("123.45"), metric.unit()));
    }
    assertEquals(10, new Sheet("", SHEET.at(), Sheet.values(all), "").values().size());
  }

  @Test
  void drawsCodesNobodyMistakes() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    var seen = new HashSet<String>();
    for (int i = 0; i < 2_000; i++) {
      var code = TakeAwayCode.draw(random);
      assertTrue(code.text().matches("[2-9A-HJ-NP-Z]{24}"), code.text());
      assertTrue(seen.add(code.text()));
      assertEquals(code, TakeAwayCode.parse(code.text()).orElseThrow());
      assertFalse(code.toString().contains(code.text()));
    }
    for (var wrong : List.of("", "A".repeat(23), "A".repeat(25), "0".repeat(24), "a".repeat(24))) {
      assertTrue(TakeAwayCode.parse(wrong).isEmpty(), wrong);
    }
  }

  private static String address() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
    return "https://hub.example/t/" + TakeAwayCode.draw(random).text();
  }

  private static String scanned(QrCode code, int scale) throws ReaderException {
    var rows = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    int side = code.modules() * scale;
    var pixels = new int[side * side];
    Arrays.fill(pixels, 0xFFFFFF);
    var matcher = rows.matcher(code.path());
    while (matcher.find()) {
      int x = Integer.parseInt(matcher.group(1));
      int y = Integer.parseInt(matcher.group(2));
      int run = Integer.parseInt(matcher.group(3));
      for (int down = y * scale; down < (y + 1) * scale; down++) {
        Arrays.fill(pixels, down * side + x * scale, down * side + (x + run) * scale, 0);
      }
    }
    assertEquals("", rows.matcher(code.path()).replaceAll(""));
    return scan(pixels, side);
  }

  static String scan(int[] pixels, int side) throws ReaderException {
    var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
    var found = new QRCodeReader().decode(picture, Map.of(DecodeHintType.TRY_HARDER, true));
    if (found.getBarcodeFormat() != BarcodeFormat.QR_CODE) {
      throw NotFoundException.getNotFoundInstance();
    }
    return found.getText();
  }
}
