package org.healthhut.kiosk;

import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.IntConsumer;

/**
 * Ends a process in which a thread has died: the service manager starts it again, while a kiosk
 * that lives on without one of its threads may keep a resident's values on the screen.
 *
 * <p>Says what it was and where, and never the message: that may hold something of a person.
 *
 * @param halt ends the process without waiting for anything
 */
record LastWords(PrintStream err, IntConsumer halt) implements UncaughtExceptionHandler {
  private static final int CAUSES_MAX = 8;

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    try {
      err.println("thread " + thread.getName() + " died; the process ends");
      var cause = thrown;
      for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
        err.println(cause.getClass().getName());
        for (var frame : cause.getStackTrace()) {
          err.println("\tat " + frame);
        }
        cause = cause.getCause();
      }
      err.flush();
    } finally {
      halt.accept(CommandLine.FAILED);
    }
  }
}
