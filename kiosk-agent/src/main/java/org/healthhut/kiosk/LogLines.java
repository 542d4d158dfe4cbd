package org.healthhut.kiosk;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One line an event: time, level, what happened, then its facts: {@code 2026-11-21T01:14:05.120Z
 * INFO reading.saved seq=17}.
 */
public final class LogLines extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord record) {
    var message = formatMessage(record);
    // The logger puts the facts before the event, which never holds a space.
    int event = message.lastIndexOf(' ') + 1;
    var line = new StringBuilder();
    line.append(TIME.format(record.getInstant())).append(' ');
    line.append(record.getLevel().getName()).append(' ').append(message, event, message.length());
    if (event > 0) {
      line.append(' ').append(message, 0, event - 1);
    }
    line.append('\n');
    var thrown = record.getThrown();
    if (thrown != null) {
      var stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      line.append(stack);
    }
    return line.toString();
  }
}
