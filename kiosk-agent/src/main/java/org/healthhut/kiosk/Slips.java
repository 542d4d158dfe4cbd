package org.healthhut.kiosk;

import java.time.Duration;
import java.util.function.Consumer;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.PrinterConfig;
import org.healthhut.kiosk.screen.TakeAwayScreen;
import org.healthhut.kiosk.takeaway.EscPos;
import org.healthhut.kiosk.takeaway.Printed;
import org.healthhut.kiosk.takeaway.PrinterThread;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.jspecify.annotations.Nullable;

/** Prints what a visit has found, where there is a printer. */
final class Slips implements AutoCloseable {
  private static final Duration FIRST_ANSWER_MAX = Duration.ofMillis(500);
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final AgentConfig config;
  private final PrinterConfig.@Nullable Paper paper;
  private final @Nullable PrinterThread printer;

  private Slips(AgentConfig config, @Nullable PrinterConfig printer) {
    this.config = config;
    this.paper = printer == null ? null : printer.paper();
    this.printer =
        printer == null
            ? null
            : new PrinterThread(PrinterThread.port(printer), FIRST_ANSWER_MAX, DEADLINE);
  }

  static Slips of(AgentConfig config) {
    var slips = new Slips(config, config.printer().orElse(null));
    if (slips.printer != null) {
      slips.printer.start();
    }
    return slips;
  }

  /** Never blocks; {@code told} is called once, on any thread. */
  void print(Visit.Measuring visit, Consumer<Stage.Printing> told) {
    if (printer == null || paper == null) {
      told.accept(Stage.Printing.FAILED);
      return;
    }
    var sheet = TakeAwayScreen.sheet(visit, config.station());
    var scan = TakeAwayScreen.scanned(visit, config.station(), config.screen().takeAway());
    printer.print(EscPos.slip(sheet, scan, paper), printed -> told.accept(outcome(printed)));
  }

  private static Stage.Printing outcome(Printed printed) {
    return switch (printed) {
      case PRINTED -> Stage.Printing.DONE;
      case NO_PAPER -> Stage.Printing.NO_PAPER;
      case FAILED -> Stage.Printing.FAILED;
    };
  }

  @Override
  public void close() {
    if (printer != null) {
      printer.close();
    }
  }
}
