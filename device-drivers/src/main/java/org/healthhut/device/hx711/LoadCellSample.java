package org.healthhut.device.hx711;

import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.sampled.SampleFraming;

/** What one look at the converter gave, and how it travels to {@link LoadCell}. */
public enum LoadCellSample {
  /** A conversion; its 24 bits are the value. */
  CONVERSION(0x51, Hx711Code.CODE_MAX),
  /** A conversion left out because the converter has not settled after a reset (hx711.md). */
  SETTLING(0x52, 0),
  /** No conversion was ready in time. */
  LATE(0x53, 0),
  /** This machine held the clock high for too long: the converter may have reset itself. */
  DISTURBED(0x54, 0),
  /** DOUT was low after the last pulse, where it must be high. */
  STUCK(0x55, 0),
  /** Conversions come far more often than 10 times a second. */
  FAST(0x56, 0);

  private static final int CALIBRATION = 0x57;

  static final SampleFraming FRAMING =
      new SampleFraming(
          Map.of(
              CONVERSION.kind, CONVERSION.valueMax,
              SETTLING.kind, SETTLING.valueMax,
              LATE.kind, LATE.valueMax,
              DISTURBED.kind, DISTURBED.valueMax,
              STUCK.kind, STUCK.valueMax,
              FAST.kind, FAST.valueMax),
          CALIBRATION);

  private final int kind;
  private final int valueMax;

  LoadCellSample(int kind, int valueMax) {
    this.kind = kind;
    this.valueMax = valueMax;
  }

  /** Comes first, once. */
  public static Bytes calibration(LoadCellCalibration calibration) {
    return SampleFraming.text(CALIBRATION, calibration.toString());
  }

  public static Bytes conversion(int bits) {
    return SampleFraming.word(CONVERSION.kind, bits);
  }

  /** A sample without a value. */
  public Bytes bytes() {
    return SampleFraming.word(kind, 0);
  }

  static boolean isCalibration(Bytes body) {
    return body.u8(0) == CALIBRATION;
  }

  static LoadCellSample of(Bytes body) {
    for (var sample : values()) {
      if (sample.kind == body.u8(0)) {
        return sample;
      }
    }
    throw new IllegalArgumentException("no sample: " + body.hex());
  }
}
