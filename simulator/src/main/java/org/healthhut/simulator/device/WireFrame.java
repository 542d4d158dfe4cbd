package org.healthhut.simulator.device;

import java.time.Duration;
import org.healthhut.bytes.Bytes;

/**
 * Something that happened on a device's line.
 *
 * @param at uptime, which never jumps
 * @param bytes empty for a {@link Direction#MARK} and for a frame that was held back
 */
public record WireFrame(String device, Direction direction, Duration at, Bytes bytes, Note note) {

  /** Seen from the kiosk, as captures name it. */
  public enum Direction {
    /** From the device to the kiosk. */
    RX("rx"),
    /** From the kiosk to the device. */
    TX("tx"),
    /** Nothing on the wire: plugged in, unplugged, somebody started a measurement. */
    MARK("mark");

    private final String key;

    Direction(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }
}
