package org.healthhut.simulator.device.wireless;

import java.time.LocalDateTime;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.vital.Metric;

/**
 * What a kind of IEEE 11073 device reports. Source: protocols/ieee-11073.md, "Fixed scan report",
 * "Which handle means what" and the variable report of a weight.
 *
 * <p>guess: that an oximeter's observations carry a time as the others do; the shape of a
 * configuration report (its attributes are those of the standard and not in the note).
 */
enum HdpKind {
  BLOOD_PRESSURE(0x02BC, Apdu.FIXED) {
    @Override
    List<Bytes> observations(LocalDateTime at, Measurement found) {
      var compound =
          Bytes.of(0, 3, 0, 6)
              .plus(number(found, Metric.SYSTOLIC))
              .plus(number(found, Metric.DIASTOLIC))
              .plus(number(found, Metric.MEAN_PRESSURE));
      return List.of(fixed(1, compound, at), fixed(2, number(found, Metric.PULSE), at));
    }

    @Override
    Bytes objects() {
      return Apdu.list(
          object(
              1,
              attribute(TYPE, Bytes.hex("00 02 4A 04")),
              attribute(UNIT, Bytes.hex("0F 20")),
              attribute(0x0A76, Bytes.hex("00 03 00 06 4A 05 4A 06 4A 07")),
              attribute(VALUE_MAP, Apdu.list(pair(0x0A75, 10), pair(TIME, 8)))),
          object(
              2,
              attribute(TYPE, Bytes.hex("00 02 48 2A")),
              attribute(UNIT, Bytes.hex("0A A0")),
              attribute(VALUE_MAP, Apdu.list(pair(BASIC_VALUE, 2), pair(TIME, 8)))));
    }
  },

  /** A configuration of its own, and reports that say of each value what it is, as A&D's do. */
  WEIGHT(0x4000, Apdu.VARIABLE) {
    @Override
    List<Bytes> observations(LocalDateTime at, Measurement found) {
      return List.of(variableWeight(at, found));
    }

    @Override
    Bytes objects() {
      return Apdu.list(
          object(
              1,
              attribute(TYPE, Bytes.hex("00 02 E1 40")),
              attribute(UNIT, Bytes.hex("06 C3")),
              attribute(VALUE_MAP, Apdu.list(pair(SIMPLE_VALUE, 4), pair(TIME, 8)))));
    }
  },

  OXIMETER(0x0190, Apdu.FIXED) {
    @Override
    List<Bytes> observations(LocalDateTime at, Measurement found) {
      return List.of(
          fixed(1, number(found, Metric.OXYGEN_SATURATION), at),
          fixed(10, number(found, Metric.PULSE), at));
    }

    @Override
    Bytes objects() {
      return Apdu.list(
          object(
              1,
              attribute(TYPE, Bytes.hex("00 02 4B B8")),
              attribute(UNIT, Bytes.hex("02 20")),
              attribute(VALUE_MAP, Apdu.list(pair(BASIC_VALUE, 2), pair(TIME, 8)))),
          object(
              10,
              attribute(TYPE, Bytes.hex("00 02 48 1A")),
              attribute(UNIT, Bytes.hex("0A A0")),
              attribute(VALUE_MAP, Apdu.list(pair(BASIC_VALUE, 2), pair(TIME, 8)))));
    }
  };

  /** Error code: there is no number. */
  static final String NAN = "NaN";

  private static final int NUMERIC = 0x0006;
  private static final int TYPE = 0x092F;
  private static final int UNIT = 0x0996;
  private static final int TIME = 0x0990;
  private static final int VALUE_MAP = 0x0A55;
  private static final int BASIC_VALUE = 0x0A4C;
  private static final int SIMPLE_VALUE = 0x0A56;
  private static final int REQUEST = 0xF000;

  private final int configuration;
  private final int event;

  HdpKind(int configuration, int event) {
    this.configuration = configuration;
    this.event = event;
  }

  Body body() {
    return switch (this) {
      case BLOOD_PRESSURE -> Body.PRESSURE;
      case WEIGHT -> Body.WEIGHT;
      case OXIMETER -> Body.OXYGEN;
    };
  }

  int configuration() {
    return configuration;
  }

  /** The kind of report its observations come in. */
  int event() {
    return event;
  }

  abstract List<Bytes> observations(LocalDateTime at, Measurement found);

  /** Its objects, for a kiosk that does not know its configuration. */
  abstract Bytes objects();

  /** What is in a scan report. */
  static Bytes report(int number, List<Bytes> observations) {
    return Apdu.word(REQUEST)
        .plus(Apdu.word(number))
        .plus(Apdu.list(observations.toArray(Bytes[]::new)));
  }

  static Bytes fixed(int handle, Bytes value, LocalDateTime at) {
    return Apdu.word(handle).plus(Apdu.counted(value.plus(Numbers.decimalTime(at))));
  }

  static Bytes fixedWeight(LocalDateTime at, Measurement found) {
    return fixed(1, Numbers.big(weight(found), 4), at);
  }

  static Bytes variableWeight(LocalDateTime at, Measurement found) {
    return Apdu.word(1)
        .plus(
            Apdu.list(
                attribute(SIMPLE_VALUE, Numbers.big(weight(found), 4)),
                attribute(TIME, Numbers.decimalTime(at)),
                attribute(UNIT, Bytes.hex("06 C3"))));
  }

  private static int weight(Measurement found) {
    return found.failed() ? Numbers.FLOAT_NAN : Numbers.floating(found.value(Metric.WEIGHT));
  }

  private static Bytes number(Measurement found, Metric metric) {
    return Numbers.big(found.failed() ? Numbers.NAN : Numbers.sfloat(found.value(metric)), 2);
  }

  private static Bytes object(int handle, Bytes... attributes) {
    return Apdu.word(NUMERIC).plus(Apdu.word(handle)).plus(Apdu.list(attributes));
  }

  private static Bytes attribute(int id, Bytes value) {
    return Apdu.word(id).plus(Apdu.counted(value));
  }

  private static Bytes pair(int id, int length) {
    return Apdu.word(id).plus(Apdu.word(length));
  }
}
