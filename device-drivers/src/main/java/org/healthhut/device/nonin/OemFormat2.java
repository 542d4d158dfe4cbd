package org.healthhut.device.nonin;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.oximetry.PushedSamples;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.vital.Moment;

/**
 * An OEM III module or XPOD in serial format 2: three packets a second (spo2-nonin.md, A). Pulse
 * and saturation are those of frames 0 to 2; the averages of the other frames are not used.
 */
public final class OemFormat2 implements Driver {
  /** spo2-nonin.md, table of devices. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Chosen by this project; the note calls half a second without a frame disconnected. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(2);

  // Status byte.
  private static final int SENSOR_DISCONNECTED = 0x40;
  private static final int ARTEFACT = 0x20;
  private static final int OUT_OF_TRACK = 0x10;
  private static final int FINGER_OFF = 0x08;
  private static final int PERFUSION = 0x06;
  private static final int RED = 0x04;

  private static final int PULSE_HIGH = 0;
  private static final int PULSE_LOW = 1;
  private static final int SATURATION = 2;

  private static final int PULSE_NONE = 511;
  private static final int SATURATION_NONE = 127;

  private final PushedSamples samples =
      new PushedSamples(
          new PacketFraming(), PacketFraming.FRAME_MAX, OemFormat2::decode, true, SILENCE_MAX);

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return samples.on(stimulus, now);
  }

  /** Decodes a body of {@link PacketFraming}; what one frame of it warns of holds for all. */
  static Sample decode(Bytes packet) {
    int status = 0;
    boolean red = false;
    for (int i = 0; i < PacketFraming.FRAMES; i++) {
      status |= packet.u8(i * 2);
      red |= (packet.u8(i * 2) & PERFUSION) == RED;
    }
    if ((status & SENSOR_DISCONNECTED) != 0) {
      return new Sample.SensorFault("sensor disconnected");
    }
    if ((status & FINGER_OFF) != 0) {
      return new Sample.NoFinger();
    }
    int high = data(packet, PULSE_HIGH);
    int low = data(packet, PULSE_LOW);
    int saturation = data(packet, SATURATION);
    if (high > 3 || low > 127) {
      return new Sample.Malformed("pulse bytes with too many bits");
    }
    if (saturation > 100 && saturation != SATURATION_NONE) {
      return new Sample.Malformed("saturation above 100 %");
    }
    if ((status & (ARTEFACT | OUT_OF_TRACK)) != 0) {
      return new Sample.Unsure("movement");
    }
    if (red) {
      return new Sample.Unsure("weak signal");
    }
    int pulse = high * 128 + low;
    return pulse == 0 || pulse == PULSE_NONE || saturation == 0 || saturation == SATURATION_NONE
        ? new Sample.Unsure("no value yet")
        : new Sample.Values(saturation, pulse, false);
  }

  private static int data(Bytes packet, int frame) {
    return packet.u8(frame * 2 + 1);
  }
}
