package org.healthhut.device;

import java.time.Duration;

/**
 * How a serial line is set.
 *
 * @param quiet how long a silence inside a frame means that the rest will not come
 */
public record LineSettings(int baud, int dataBits, Parity parity, int stopBits, Duration quiet) {
  public enum Parity {
    NONE,
    EVEN,
    ODD
  }

  public LineSettings {
    if (baud < 300 || baud > 921_600) {
      throw new IllegalArgumentException("baud must be 300..921600, is " + baud);
    }
    if (dataBits < 7 || dataBits > 8) {
      throw new IllegalArgumentException("data bits must be 7 or 8, are " + dataBits);
    }
    if (stopBits < 1 || stopBits > 2) {
      throw new IllegalArgumentException("stop bits must be 1 or 2, are " + stopBits);
    }
  }

  /** Eight data bits, no parity, one stop bit; 100 ms of silence end a frame. */
  public static LineSettings of8N1(int baud) {
    return new LineSettings(baud, 8, Parity.NONE, 1, Duration.ofMillis(100));
  }

  public LineSettings withBaud(int other) {
    return new LineSettings(other, dataBits, parity, stopBits, quiet);
  }

  /** As technicians write it: {@code 9600 8N1}. */
  @Override
  public String toString() {
    return baud + " " + dataBits + parity.name().charAt(0) + stopBits;
  }
}
