package org.healthhut.device.contec;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.oximetry.Sample;

/** What a packet of protocol V7 means (spo2-contec.md, B). */
sealed interface V7Packet {
  /** What the finger shows, sixty times a second. */
  record RealTime(Sample sample) implements V7Packet {}

  /**
   * The answer to a command.
   *
   * @param reason 0 where it was done
   */
  record Feedback(int command, int reason) implements V7Packet {}

  /** The device does nothing. */
  record Idle() implements V7Packet {}

  /** The device goes; why is in a code nobody has described. */
  record Disconnecting(int reason) implements V7Packet {}

  /** Answers to what is never asked, and types seen in captures alone. */
  record Unused(int type) implements V7Packet {}

  // Byte 2 on the wire.
  int PROBE_OFF = 0x80;
  int SEARCHING_TOO_LONG = 0x10;
  // Byte 3.
  int SEARCHING = 0x80;

  int PULSE_NONE = 0xFF;

  /** Decodes a body of {@link V7Framing}, whose length fits its type. */
  static V7Packet decode(Bytes body) {
    return switch (body.u8(0)) {
      case 0x01 -> new RealTime(sample(body));
      case 0x0B -> new Feedback(body.u8(1), body.u8(2));
      case 0x0C -> new Idle();
      case 0x0D -> new Disconnecting(body.u8(1));
      default -> new Unused(body.u8(0));
    };
  }

  private static Sample sample(Bytes body) {
    if ((body.u8(1) & PROBE_OFF) != 0) {
      return new Sample.NoFinger();
    }
    int pulse = body.u8(4) == PULSE_NONE ? 0 : body.u8(4);
    return Finger.sample(
        body.u8(1) & 0x0F,
        (body.u8(1) & SEARCHING_TOO_LONG) != 0 || (body.u8(2) & SEARCHING) != 0,
        body.u8(5) & 0x7F,
        pulse);
  }
}
