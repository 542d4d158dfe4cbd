package org.healthhut.kiosk.voice;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that make and read sound, run one at a time for one clip. */
final class Programs {
  /** A clip takes them some hundredths of a second. */
  private static final Duration RUN_MAX = Duration.ofSeconds(30);

  private Programs() {}

  static boolean has(String program) {
    try {
      run(List.of(program, "--version"));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException when there is no such program, or it fails or hangs
   */
  static void run(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(RUN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command.getFirst() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.getFirst() + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.getFirst() + " failed with " + process.exitValue());
    }
  }
}
