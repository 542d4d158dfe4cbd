package org.healthhut.device.ultrasonic;

import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.sampled.SampleFraming;

/** What one burst gave, and how it travels to {@link EchoStature}. */
public enum EchoSample {
  /** An echo; the value is how long its pin was high, in µs. */
  ECHO(0x61, 0xFFFF),
  /** The pin stayed high for the longest time: nothing threw the burst back. */
  NO_ECHO(0x62, 0),
  /** The pin never went high: the sensor did not take the trigger. */
  UNANSWERED(0x63, 0),
  /** The pin was high before the trigger. */
  STUCK(0x64, 0),
  /** This machine looked away for more than 0.2 ms, so the time is not known. */
  DISTURBED(0x65, 0);

  private static final int MOUNTING = 0x67;

  static final SampleFraming FRAMING =
      new SampleFraming(
          Map.of(
              ECHO.kind, ECHO.valueMax,
              NO_ECHO.kind, NO_ECHO.valueMax,
              UNANSWERED.kind, UNANSWERED.valueMax,
              STUCK.kind, STUCK.valueMax,
              DISTURBED.kind, DISTURBED.valueMax),
          MOUNTING);

  private final int kind;
  private final int valueMax;

  EchoSample(int kind, int valueMax) {
    this.kind = kind;
    this.valueMax = valueMax;
  }

  /** Comes first, once. */
  public static Bytes mounting(Mounting mounting) {
    return SampleFraming.text(MOUNTING, mounting.toString());
  }

  public static Bytes echo(int micros) {
    return SampleFraming.word(ECHO.kind, Math.clamp(micros, 0, ECHO.valueMax));
  }

  /** A sample without a value. */
  public Bytes bytes() {
    return SampleFraming.word(kind, 0);
  }

  static boolean isMounting(Bytes body) {
    return body.u8(0) == MOUNTING;
  }

  static EchoSample of(Bytes body) {
    for (var sample : values()) {
      if (sample.kind == body.u8(0)) {
        return sample;
      }
    }
    throw new IllegalArgumentException("no sample: " + body.hex());
  }
}
