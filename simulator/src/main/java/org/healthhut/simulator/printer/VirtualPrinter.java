package org.healthhut.simulator.printer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.pty.Pty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receipt printer on a pseudo-terminal, on a thread of its own. */
public final class VirtualPrinter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VirtualPrinter.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final Pty pty;
  private final ReceiptPaper paper;
  private final Thread thread;
  private volatile List<String> printed = List.of();
  private volatile int loading = -1;
  private volatile boolean closing;

  private VirtualPrinter(Pty pty, int rollLines) {
    this.pty = pty;
    this.paper = new ReceiptPaper(rollLines);
    this.thread = Thread.ofPlatform().name("printer-" + pty.path()).daemon().unstarted(this::run);
  }

  /**
   * Switches one on.
   *
   * @param rollLines how many lines of text it has paper for
   */
  public static VirtualPrinter on(int rollLines) throws IOException {
    var printer = new VirtualPrinter(Pty.open(), rollLines);
    printer.thread.start();
    return printer;
  }

  /** Where the kiosk finds it. */
  public Path path() {
    return pty.path();
  }

  /** What has been printed: text, {@code [WxH dots]} for a picture, {@code [cut]}. */
  public List<String> printed() {
    return printed;
  }

  /** Puts in a roll, soon. */
  public void load(int rollLines) {
    loading = rollLines;
  }

  /** Pulls the plug. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(CLOSE_MAX)) {
        log.atWarn().log("printer.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (pty) {
      while (!closing) {
        var bytes = pty.read(LOOK_EVERY);
        if (loading >= 0) {
          paper.load(loading);
          loading = -1;
        }
        Bytes answer = paper.received(bytes);
        printed = paper.lines();
        if (!answer.isEmpty()) {
          pty.write(answer);
        }
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("printer.lost");
    }
  }
}
