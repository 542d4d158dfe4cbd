package org.healthhut.simulator.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.kiosk.config.PrinterConfig;
import org.healthhut.kiosk.takeaway.EscPos;
import org.healthhut.kiosk.takeaway.Printed;
import org.healthhut.kiosk.takeaway.PrinterThread;
import org.healthhut.kiosk.takeaway.Sheet;
import org.junit.jupiter.api.Test;

/** The kiosk's printing against a printer that was written without looking at it. */
final class VirtualPrinterTest {
  /** It does answer; how soon is up to the machine. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

  private static final Sheet SHEET =
      new Sheet(
          "青松社区健康小屋",
          LocalDateTime.of(2026, 11, 21, 9, 14),
          List.of(new Sheet.Value("血压", "148/92 mmHg"), new Sheet.Value("脉搏", "76次/分")),
          "");
  private static final Bytes SLIP =
      EscPos.slip(SHEET, "https://hub.example/t/x", PrinterConfig.Paper.MM_58);
  private static final List<String> ON_PAPER =
      List.of(
          "健康小屋自测",
          "青松社区健康小屋",
          "2026-11-21 09:14",
          "-".repeat(32),
          "血压" + " ".repeat(17) + "148/92 mmHg",
          "脉搏" + " ".repeat(21) + "76次/分",
          "-".repeat(32),
          "自助测量，仅供参考",
          "扫一扫，存到手机",
          "[152x150 dots]",
          "[cut]");

  @Test
  void aSlipIsTheSameInWhateverPiecesItComes() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    for (int round = 0; round < 50; round++) {
      var paper = new ReceiptPaper(100);
      var rest = SLIP;
      while (!rest.isEmpty()) {
        int size = Math.min(rest.length(), 1 + random.nextInt(200));
        assertEquals(Bytes.EMPTY, paper.received(rest.slice(0, size)));
        rest = rest.drop(size);
      }
      assertEquals(ON_PAPER, paper.lines(), "round " + round + " of seed 3");
    }
  }

  @Test
  void printsOverASerialLineUntilThePaperIsOut() throws Exception {
    try (var printer = VirtualPrinter.on(ON_PAPER.size() + 3);
        var thread = thread(printer)) {
      thread.start();
      assertEquals(Printed.PRINTED, print(thread));
      assertEquals(ON_PAPER, printer.printed());
      assertEquals(Printed.NO_PAPER, print(thread), "ran out within the second");
      assertEquals(Printed.NO_PAPER, print(thread), "was out before the third");
      printer.load(100);
      assertEquals(Printed.PRINTED, print(thread));
    }
  }

  @Test
  void saysThatAPrinterIsGone() throws Exception {
    var printer = VirtualPrinter.on(100);
    try (var thread = thread(printer)) {
      thread.start();
      assertEquals(Printed.PRINTED, print(thread));
      printer.close();
      assertEquals(Printed.FAILED, print(thread));
    }
    assertTrue(printer.printed().contains("[cut]"));
  }

  private static PrinterThread thread(VirtualPrinter printer) {
    var line = LineSettings.of8N1(9600);
    var config = new PrinterConfig(printer.path().toString(), line, PrinterConfig.Paper.MM_58);
    return new PrinterThread(PrinterThread.port(config), ANSWERS_WITHIN, Duration.ofMinutes(1));
  }

  private static Printed print(PrinterThread thread) throws Exception {
    var told = new CompletableFuture<Printed>();
    thread.print(SLIP, told::complete);
    return told.get(60, TimeUnit.SECONDS);
  }
}
