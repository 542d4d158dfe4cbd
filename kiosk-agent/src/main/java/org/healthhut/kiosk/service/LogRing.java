package org.healthhut.kiosk.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * The last lines of the log. Names and numbers of persons never get into the log; what looks like
 * one is taken out here all the same.
 */
public final class LogRing extends Handler {
  /** The oldest goes when another comes. */
  static final int LINES_MAX = 200;

  /** The rest of a longer line is left out. */
  static final int LINE_MAX = 400;

  /** An identity number, new or old, that is no part of something longer. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z])(?:\\d{17}[0-9Xx]|\\d{15})(?![0-9A-Za-z])");

  /** Sealed or signed content: three or five parts of base64url, the first a JSON object. */
  private static final Pattern SEALED =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){2,4}");

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> lines = new ArrayDeque<>();

  public LogRing(Formatter formatter) {
    setFormatter(formatter);
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    var text = getFormatter().format(record);
    lock.lock();
    try {
      text.lines().map(LogRing::scrubbed).forEach(this::keep);
    } finally {
      lock.unlock();
    }
  }

  private void keep(String line) {
    lines.addLast(line);
    if (lines.size() > LINES_MAX) {
      lines.removeFirst();
    }
  }

  /** One line without what could name a person. */
  static String scrubbed(String line) {
    var sealed = SEALED.matcher(line).replaceAll("[sealed]");
    var clean = NUMBER.matcher(sealed).replaceAll("[number]");
    return clean.length() <= LINE_MAX ? clean : clean.substring(0, LINE_MAX) + "…";
  }

  /** Oldest first. */
  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
