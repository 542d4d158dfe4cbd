package org.healthhut.kiosk.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.healthhut.device.LineSettings;
import org.healthhut.device.link.Ports;
import org.jspecify.annotations.Nullable;

/**
 * A receipt printer that speaks ESC/POS with GB 18030.
 *
 * @param port a printer file as {@code /dev/usb/lp0}, or what a device's port may be
 * @param line how a serial port is set; nothing to a printer file
 */
public record PrinterConfig(String port, LineSettings line, Paper paper) {
  private static final Pattern FILE = Pattern.compile("/dev/(usb/)?lp\\d{1,3}");

  /** What most receipt printers are set to when they are sold. */
  private static final int BAUD = 9600;

  /** The roll. */
  public enum Paper {
    MM_58("58", 32, 384),
    MM_80("80", 48, 576);

    private final String width;
    private final int columns;
    private final int dots;

    Paper(String width, int columns, int dots) {
      this.width = width;
      this.columns = columns;
      this.dots = dots;
    }

    /** How many narrow characters a line has. */
    public int columns() {
      return columns;
    }

    /** How many dots a line has. */
    public int dots() {
      return dots;
    }
  }

  /** Whether the port is a printer file, which can be written to only. */
  public boolean file() {
    return FILE.matcher(port).matches();
  }

  static @Nullable PrinterConfig read(YamlMap map) {
    var baud = map.number("baud", 1200, 921_600, BAUD);
    var paper =
        map.value(
            "paperMm",
            Paper.MM_58,
            "58 or 80",
            text ->
                Arrays.stream(Paper.values())
                    .filter(p -> p.width.equals(text))
                    .findFirst()
                    .orElse(null));
    var line = LineSettings.of8N1(baud == null ? BAUD : baud);
    var port = map.value("port", "a port, as /dev/usb/lp0", text -> port(text, line));
    return baud == null || port == null || paper == null
        ? null
        : new PrinterConfig(port, line, paper);
  }

  private static @Nullable String port(String text, LineSettings line) {
    if (FILE.matcher(text).matches()) {
      return text;
    }
    try {
      return Ports.port(text, line).name();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
