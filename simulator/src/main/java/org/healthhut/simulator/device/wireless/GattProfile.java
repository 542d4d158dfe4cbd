package org.healthhut.simulator.device.wireless;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of device writes into its characteristics. Source: protocols/ble-gatt.md.
 *
 * <pre>
 * 2A35 pressure     flags systolic diastolic mean [time] [pulse] [user] [status (2)]     SFLOATs
 * 2A36 cuff         the same fields, the pressure now first and no number behind it
 * 2A9D weight       flags weight/0.005 kg [time] [user] [BMI/0.1 height/0.001 m]
 * 2A5E spot check   flags SpO2 pulse [time] [status (2)] [device status (3)] [perfusion]
 * 2A5F continuous   flags SpO2 pulse [fast pair] [slow pair] [status (2)] [device status (3)] ...
 * 2A1C temperature  flags FLOAT [time] [type]
 * </pre>
 */
enum GattProfile {
  BLOOD_PRESSURE {
    @Override
    Transmission record(LocalDateTime at, Measurement found) {
      return pressure(at, found, false, USER);
    }

    @Override
    Optional<Transmission> live(BigDecimal now, Measurement found) {
      var value =
          Bytes.of(0)
              .plus(sfloat(now))
              .plus(Numbers.little(Numbers.NAN, 2))
              .plus(Numbers.little(Numbers.NAN, 2));
      return Optional.of(Gatt.value(0x2A36, value, "袖带 cuff " + now + " mmHg"));
    }
  },

  /**
   * Beurer BM59, BM85: pulse and status with the high byte first, the user always, unannounced, a
   * mean of 0.
   */
  BLOOD_PRESSURE_BEURER {
    @Override
    Transmission record(LocalDateTime at, Measurement found) {
      var value =
          Bytes.of(0x16)
              .plus(number(found, Metric.SYSTOLIC))
              .plus(number(found, Metric.DIASTOLIC))
              .plus(found.failed() ? Numbers.little(Numbers.NAN, 2) : Bytes.of(0, 0))
              .plus(Numbers.dateTime(at))
              .plus(
                  found.failed()
                      ? Numbers.big(Numbers.NAN, 2)
                      : Numbers.big(Numbers.sfloat(found.value(Metric.PULSE)), 2))
              .plus(Bytes.of(USER))
              .plus(Numbers.big(status(found), 2));
      return Gatt.value(0x2A35, value, result(found));
    }
  },

  WEIGHT {
    @Override
    Transmission record(LocalDateTime at, Measurement found) {
      var kg = found.failed() ? BigDecimal.ZERO : found.value(Metric.WEIGHT);
      var index = kg.divide(METRES.multiply(METRES), 1, RoundingMode.HALF_UP);
      return weight(at, found, USER, index, METRES);
    }
  },

  /**
   * Flags and status bits as the Bluetooth SIG has them, from whom the note takes its tables: in
   * the note's one example they fit the continuous form only, and its "validated" bit 5 is the
   * SIG's "measurement ongoing"; validated is bit 7.
   */
  OXIMETER {
    @Override
    Transmission record(LocalDateTime at, Measurement found) {
      return spotCheck(at, found);
    }

    @Override
    Optional<Transmission> live(BigDecimal now, Measurement found) {
      var value =
          Bytes.of(0x04)
              .plus(sfloat(now))
              .plus(number(found, Metric.PULSE))
              .plus(Numbers.little(ONGOING, 2));
      return Optional.of(Gatt.value(0x2A5F, value, "连续 continuous " + now + " %"));
    }
  },

  THERMOMETER {
    @Override
    Transmission record(LocalDateTime at, Measurement found) {
      return temperature(at, found, BODY);
    }
  };

  /** Error codes: the measurement failed and there is no number. */
  static final String NAN = "NaN";

  static final String NAN_MOVED = "NaN-moved";
  static final String NAN_CUFF_LOOSE = "NaN-cuff-loose";

  /** guess: bits of the SIG's tables; the note has no list. */
  static final String INVALID = "invalid";

  static final String UNCONNECTED = "no-finger";
  static final String MALFUNCTION = "sensor-fault";

  /** The weight could not be measured. */
  static final String UNSUCCESSFUL = "FFFF";

  private static final int USER = 1;
  private static final int BODY = 2;
  private static final int ONGOING = 1 << 5;
  private static final int VALIDATED = 1 << 7;
  private static final int INVALID_BIT = 1 << 15;
  private static final int SENSOR_UNCONNECTED_TO_USER = 1 << 11;
  private static final int SENSOR_MALFUNCTIONING = 1 << 14;

  /** What somebody typed in for the scale's only user. */
  private static final BigDecimal METRES = new BigDecimal("1.635");

  private static final BigDecimal FIVE_GRAMS = new BigDecimal("0.005");

  Body body() {
    return switch (this) {
      case BLOOD_PRESSURE, BLOOD_PRESSURE_BEURER -> Body.PRESSURE;
      case WEIGHT -> Body.WEIGHT;
      case OXIMETER -> Body.OXYGEN;
      case THERMOMETER -> Body.TEMPERATURE;
    };
  }

  abstract Transmission record(LocalDateTime at, Measurement found);

  /** A value on its way, where the profile has a characteristic for it. */
  Optional<Transmission> live(BigDecimal now, Measurement found) {
    return Optional.empty();
  }

  /**
   * What the device can do, where the note has a characteristic for it; nothing of it is needed.
   */
  Optional<Transmission> feature() {
    return switch (this) {
      case BLOOD_PRESSURE, BLOOD_PRESSURE_BEURER ->
          Optional.of(Gatt.value(0x2A49, Bytes.of(0x07, 0x00), "特性 feature"));
      case WEIGHT ->
          Optional.of(Gatt.value(0x2A9E, Bytes.of(0x07, 0x00, 0x00, 0x00), "特性 feature"));
      case OXIMETER -> Optional.empty();
      case THERMOMETER -> Optional.of(Gatt.value(0x2A1D, Bytes.of(BODY), "部位 type"));
    };
  }

  static Transmission pressure(
      @Nullable LocalDateTime at, Measurement found, boolean kilopascal, int user) {
    int flags =
        (kilopascal ? 0x01 : 0)
            | (at == null ? 0 : 0x02)
            | 0x04
            | (user == 0 ? 0 : 0x08)
            | (at == null ? 0 : 0x10);
    var value =
        Bytes.of(flags)
            .plus(number(found, Metric.SYSTOLIC))
            .plus(number(found, Metric.DIASTOLIC))
            .plus(number(found, Metric.MEAN_PRESSURE));
    if (at != null) {
      value = value.plus(Numbers.dateTime(at));
    }
    value = value.plus(number(found, Metric.PULSE));
    if (user != 0) {
      value = value.plus(Bytes.of(user));
    }
    if (at != null) {
      value = value.plus(Numbers.little(status(found), 2));
    }
    return Gatt.value(0x2A35, value, result(found));
  }

  private static int status(Measurement found) {
    var flags = found.flags();
    return (flags.contains(Flag.MOVED) || found.error().equals(NAN_MOVED) ? 0x01 : 0)
        | (flags.contains(Flag.CUFF_LOOSE) || found.error().equals(NAN_CUFF_LOOSE) ? 0x02 : 0)
        | (flags.contains(Flag.IRREGULAR_PULSE) ? 0x04 : 0);
  }

  private static String result(Measurement found) {
    return found.failed()
        ? "失败 failed"
        : "结果 %s/%s %s"
            .formatted(
                found.value(Metric.SYSTOLIC),
                found.value(Metric.DIASTOLIC),
                found.value(Metric.PULSE));
  }

  static Transmission weight(
      LocalDateTime at, Measurement found, int user, BigDecimal index, BigDecimal metres) {
    int count =
        found.failed() ? 0xFFFF : found.value(Metric.WEIGHT).divide(FIVE_GRAMS).intValueExact();
    var value =
        Bytes.of(0x0E)
            .plus(Numbers.little(count, 2))
            .plus(Numbers.dateTime(at))
            .plus(Bytes.of(user))
            .plus(Numbers.little(index.movePointRight(1).intValueExact(), 2))
            .plus(Numbers.little(metres.movePointRight(3).intValueExact(), 2));
    return Gatt.value(
        0x2A9D, value, found.failed() ? "失败 failed" : found.value(Metric.WEIGHT) + " kg");
  }

  /** In hundredths of a pound, with no time. */
  static Transmission weightInPounds(BigDecimal pounds) {
    return Gatt.value(
        0x2A9D,
        Bytes.of(0x01).plus(Numbers.little(pounds.movePointRight(2).intValueExact(), 2)),
        pounds + " lb");
  }

  private static Transmission spotCheck(LocalDateTime at, Measurement found) {
    int deviceStatus =
        switch (found.error()) {
          case UNCONNECTED -> SENSOR_UNCONNECTED_TO_USER;
          case MALFUNCTION -> SENSOR_MALFUNCTIONING;
          default -> 0;
        };
    int status = found.failed() ? found.error().equals(INVALID) ? INVALID_BIT : 0 : VALIDATED;
    var value =
        Bytes.of(0x07)
            .plus(number(found, Metric.OXYGEN_SATURATION))
            .plus(number(found, Metric.PULSE))
            .plus(Numbers.dateTime(at))
            .plus(Numbers.little(status, 2))
            .plus(Numbers.little(deviceStatus, 3));
    return Gatt.value(
        0x2A5E,
        value,
        found.failed()
            ? "失败 failed"
            : "SpO2 %s %%, %s/min"
                .formatted(found.value(Metric.OXYGEN_SATURATION), found.value(Metric.PULSE)));
  }

  static Transmission temperature(LocalDateTime at, Measurement found, int type) {
    int number =
        found.failed() ? Numbers.FLOAT_NAN : Numbers.floating(found.value(Metric.TEMPERATURE));
    var value =
        Bytes.of(0x06)
            .plus(Numbers.little(number, 4))
            .plus(Numbers.dateTime(at))
            .plus(Bytes.of(type));
    return Gatt.value(
        0x2A1C, value, found.failed() ? "失败 failed" : found.value(Metric.TEMPERATURE) + " ℃");
  }

  /** No number when the measurement failed. */
  private static Bytes number(Measurement found, Metric metric) {
    return found.failed() ? Numbers.little(Numbers.NAN, 2) : sfloat(found.value(metric));
  }

  private static Bytes sfloat(BigDecimal value) {
    return Numbers.little(Numbers.sfloat(value), 2);
  }
}
