package org.healthhut.kiosk.takeaway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.kiosk.Waiting;
import org.healthhut.kiosk.config.PrinterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PrinterThreadTest {
  private static final String TEXT = QrCodeTest.SHEET.plain();
  private static final Bytes SLIP = EscPos.slip(QrCodeTest.SHEET, TEXT, PrinterConfig.Paper.MM_58);
  private static final Bytes OTHER_SLIP = Bytes.ascii("of somebody who stood here before\n");
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  @ParameterizedTest
  @EnumSource(PrinterConfig.Paper.class)
  void aSlipSaysWhatWasMeasuredAndNoMore(PrinterConfig.Paper paper) throws Exception {
    var slip = EscPos.slip(QrCodeTest.SHEET, TEXT, paper).toArray();
    int raster = find(slip, new byte[] {0x1D, 0x76, 0x30, 0});
    var lines =
        new String(slip, 0, raster, Charset.forName("GB18030"))
            .replaceAll("\\x1B@|\\x1B[ad].|[\\x1C\\x1D]!.|\\x1C&", "")
            .lines()
            .toList();
    assertEquals("健康小屋自测", lines.get(0));
    assertEquals("青松社区健康小屋", lines.get(1));
    assertEquals("2026-11-21 09:14", lines.get(2));
    assertEquals("证件尾号 1X", lines.get(3));
    assertTrue(lines.get(5).matches("血压 +148/92 mmHg"), lines.get(5));
    assertEquals(paper.columns() - 2, lines.get(5).length());
    assertTrue(lines.contains("自助测量，仅供参考"));
    assertEquals(TEXT, scanned(slip, raster, paper));
  }

  @Test
  void aControlCharacterInAStationsNameIsNoCommand() {
    var sheet = new Sheet("a\u001B@\u001Dvb", QrCodeTest.SHEET.at(), QrCodeTest.SHEET.values(), "");
    var slip = EscPos.slip(sheet, "x", PrinterConfig.Paper.MM_58).toArray();
    assertTrue(find(slip, "a@vb\n".getBytes(Charset.forName("GB18030"))) > 0);
  }

  @Test
  void printsAndSaysWhenThePaperIsOut() throws Exception {
    var paper = new PaperPrinter();
    paper.jobsLeft = 2;
    try (var printer = new PrinterThread(paper, SOON, LONG)) {
      printer.start();
      assertEquals(Printed.PRINTED, print(printer));
      assertEquals(SLIP, Bytes.copyOf(paper.printed()));
      assertEquals(Printed.NO_PAPER, print(printer), "ran out under this slip");
      assertEquals(Printed.NO_PAPER, print(printer), "was out before it");
      assertEquals(2 * SLIP.length(), paper.printed().length);
    }
  }

  @Test
  void worksWithAPrinterThatNeverAnswers() throws Exception {
    var paper = new PaperPrinter();
    paper.talks = false;
    try (var printer = new PrinterThread(paper, SOON, LONG)) {
      printer.start();
      assertEquals(Printed.PRINTED, print(printer));
    }
  }

  @Test
  void isTriedAgainAfterItWasUnplugged() throws Exception {
    var paper = new PaperPrinter();
    paper.unplugged = true;
    try (var printer = new PrinterThread(paper, SOON, LONG)) {
      printer.start();
      assertEquals(Printed.FAILED, print(printer));
      paper.unplugged = false;
      assertEquals(Printed.PRINTED, print(printer));
    }
  }

  /** Nobody may find the slip of somebody who stood here before. */
  @Test
  void whatIsLateIsNotPrintedLater() throws Exception {
    var paper = new PaperPrinter();
    paper.held = new CountDownLatch(1);
    try (var printer = new PrinterThread(paper, SOON, Duration.ofMillis(300))) {
      printer.start();
      var first = new CompletableFuture<Printed>();
      var second = new CompletableFuture<Printed>();
      var third = new CompletableFuture<Printed>();
      printer.print(OTHER_SLIP, first::complete);
      assertTrue(paper.writing.await(60, TimeUnit.SECONDS));
      printer.print(OTHER_SLIP, second::complete);
      printer.print(OTHER_SLIP, third::complete);
      assertEquals(Printed.FAILED, third.get(60, TimeUnit.SECONDS), "one waits, no more");
      assertEquals(Printed.FAILED, first.get(60, TimeUnit.SECONDS));
      assertEquals(Printed.FAILED, second.get(60, TimeUnit.SECONDS));
      paper.held.countDown();
      // This one may be late, too, on a busy machine.
      Waiting.until(() -> print(printer) == Printed.PRINTED);
      var printed = new String(paper.printed(), StandardCharsets.ISO_8859_1);
      assertFalse(printed.contains("somebody"), printed);
    }
  }

  @Test
  void endsWithoutWhatWaits() throws Exception {
    var paper = new PaperPrinter();
    paper.held = new CountDownLatch(1);
    var first = new CompletableFuture<Printed>();
    var second = new CompletableFuture<Printed>();
    try (var printer = new PrinterThread(paper, SOON, LONG)) {
      printer.start();
      printer.print(SLIP, first::complete);
      assertTrue(paper.writing.await(60, TimeUnit.SECONDS));
      printer.print(SLIP, second::complete);
    }
    assertEquals(Printed.FAILED, first.get(60, TimeUnit.SECONDS));
    assertEquals(Printed.FAILED, second.get(60, TimeUnit.SECONDS));
    assertEquals(0, paper.printed().length);
  }

  @Test
  void writesToAPrinterThatIsAFile(@TempDir Path folder) throws Exception {
    var file = Files.createFile(folder.resolve("lp0"));
    try (var printer = new PrinterThread(FileLink.port(file.toString()), SOON, LONG)) {
      printer.start();
      assertEquals(Printed.PRINTED, print(printer));
    }
    assertEquals(Bytes.of(0x10, 4, 4).plus(SLIP), Bytes.copyOf(Files.readAllBytes(file)));
    var line = LineSettings.of8N1(9600);
    assertTrue(new PrinterConfig("/dev/usb/lp0", line, PrinterConfig.Paper.MM_58).file());
    assertFalse(new PrinterConfig("/dev/ttyUSB0", line, PrinterConfig.Paper.MM_58).file());
  }

  private static Printed print(PrinterThread printer) {
    var told = new CompletableFuture<Printed>();
    printer.print(SLIP, told::complete);
    return told.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** The picture after GS v 0, with white around it as on paper. */
  private static String scanned(byte[] slip, int raster, PrinterConfig.Paper paper)
      throws Exception {
    int width = Byte.toUnsignedInt(slip[raster + 4]) + 256 * slip[raster + 5];
    int height = Byte.toUnsignedInt(slip[raster + 6]) + 256 * slip[raster + 7];
    assertTrue(width * 8 <= paper.dots(), width + " bytes a row");
    int margin = 30;
    int side = height + 2 * margin;
    var pixels = new int[side * side];
    Arrays.fill(pixels, 0xFFFFFF);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < height; x++) {
        if ((slip[raster + 8 + y * width + x / 8] >> (7 - x % 8) & 1) == 1) {
          pixels[(y + margin) * side + x + margin] = 0;
        }
      }
    }
    return QrCodeTest.scan(pixels, side);
  }

  private static int find(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
