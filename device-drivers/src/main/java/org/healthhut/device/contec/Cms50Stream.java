package org.healthhut.device.contec;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.oximetry.PushedSamples;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.vital.Moment;

/**
 * A CMS50D+ before firmware 4: five bytes sixty times a second, of which only the first has its
 * highest bit set (spo2-contec.md, A). There is no checksum.
 */
public final class Cms50Stream implements Driver {
  /** spo2-contec.md, table of generations. */
  public static final LineSettings LINE =
      new LineSettings(19_200, 8, Parity.ODD, 1, Duration.ofMillis(100));

  private static final int FRAME = 5;

  /** Chosen by this project: a hundred frames and more. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(2);

  // Byte 0.
  private static final int FINGER_OUT = 0x10;
  // Byte 2.
  private static final int PULSE_HIGH_BIT = 0x40;
  private static final int SEARCHING = 0x20;
  private static final int PROBE_ERROR = 0x10;

  private static final int PULSE_NONE = 0xFF;

  private final PushedSamples samples =
      new PushedSamples(Cms50Stream::front, FRAME, Cms50Stream::decode, true, SILENCE_MAX);

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return samples.on(stimulus, now);
  }

  static Framed front(Bytes received) {
    if (received.u8(0) < 0x80) {
      return new Framed.Noise(1, "no first byte");
    }
    for (int i = 1; i < Math.min(received.length(), FRAME); i++) {
      if (received.u8(i) >= 0x80) {
        return new Framed.Noise(i, "cut short");
      }
    }
    return received.length() < FRAME
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(0, FRAME), FRAME);
  }

  /** spo2-contec.md, A, table of bytes. */
  static Sample decode(Bytes frame) {
    int strength = frame.u8(0) & 0x0F;
    if ((frame.u8(0) & FINGER_OUT) != 0) {
      return new Sample.NoFinger();
    }
    if ((frame.u8(2) & PROBE_ERROR) != 0) {
      return new Sample.SensorFault("probe error");
    }
    int pulse = frame.u8(3) + ((frame.u8(2) & PULSE_HIGH_BIT) != 0 ? 0x80 : 0);
    return Finger.sample(
        strength, (frame.u8(2) & SEARCHING) != 0, frame.u8(4), pulse == PULSE_NONE ? 0 : pulse);
  }
}
