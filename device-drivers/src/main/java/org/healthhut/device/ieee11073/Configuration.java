package org.healthhut.device.ieee11073;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;

/**
 * Which object of a device is what (ieee-11073.md, Fixed scan report). Three arrangements have a
 * number and are known; any other has to be sent by the device first.
 *
 * <pre>
 * report 0D1C  number(2) list of: class(2) handle(2) list of: attribute(2) length(2) value
 * </pre>
 *
 * @param objects by their handles
 */
record Configuration(int number, Map<Integer, Measured> objects) {
  /**
   * An object that measures.
   *
   * @param type what it measures: SCADA code
   * @param unit as the nomenclature has it
   * @param map what a fixed report of it holds, in order
   * @param timeOptional a fixed report may leave the time stamp at its end out
   */
  record Measured(int type, int unit, List<Entry> map, boolean timeOptional) {
    public Measured {
      map = List.copyOf(map);
    }
  }

  /** An attribute in a fixed report, and how many bytes it takes there. */
  record Entry(int attribute, int length) {}

  /** The code space of what can be measured. */
  private static final int SCADA = 2;

  static final int PRESSURE = 0x4A04;
  static final int PRESSURE_PULSE = 0x482A;
  static final int WEIGHT = 0xE140;
  static final int SATURATION = 0x4BB8;
  static final int SATURATION_PULSE = 0x481A;

  private static final int HEIGHT = 0xE144;
  private static final int BODY_MASS_INDEX = 0xE150;

  /** Systolic, diastolic, mean, in the order of every pressure. */
  private static final List<Integer> PRESSURE_PARTS = List.of(0x4A05, 0x4A06, 0x4A07);

  static final int MM_HG = 0x0F20;

  /** Record-format.md, section 1. */
  static final int KPA = 0x0F03;

  static final int PER_MINUTE = 0x0AA0;
  static final int KG = 0x06C3;
  static final int LB = 0x06E0;
  static final int PERCENT = 0x0220;
  private static final int CM = 0x0511;
  private static final int KG_PER_M2 = 0x07A0;

  private static final Entry TIME = new Entry(Attribute.TIME_STAMP, 8);
  private static final Entry FLOAT = new Entry(Attribute.SIMPLE_VALUE, 4);
  private static final Entry SFLOAT = new Entry(Attribute.BASIC_VALUE, 2);
  private static final Entry THREE_SFLOATS = new Entry(Attribute.COMPOUND_BASIC_VALUE, 10);

  private static final List<Configuration> STANDARD =
      List.of(
          new Configuration(
              0x02BC,
              Map.of(
                  1,
                  new Measured(PRESSURE, MM_HG, List.of(THREE_SFLOATS, TIME), false),
                  2,
                  new Measured(PRESSURE_PULSE, PER_MINUTE, List.of(SFLOAT, TIME), false))),
          new Configuration(
              0x05DC,
              Map.of(
                  1,
                  new Measured(WEIGHT, KG, List.of(FLOAT, TIME), false),
                  2,
                  new Measured(HEIGHT, CM, List.of(FLOAT, TIME), false),
                  3,
                  new Measured(BODY_MASS_INDEX, KG_PER_M2, List.of(FLOAT, TIME), false))),
          new Configuration(
              0x0190,
              Map.of(
                  1,
                  new Measured(SATURATION, PERCENT, List.of(SFLOAT, TIME), true),
                  10,
                  new Measured(SATURATION_PULSE, PER_MINUTE, List.of(SFLOAT, TIME), true))));

  Configuration {
    objects = Map.copyOf(objects);
  }

  /** One of those that need not be sent. */
  static Optional<Configuration> standard(int number) {
    return STANDARD.stream().filter(each -> each.number() == number).findFirst();
  }

  /** A configuration as a device sends it, or why it is none. */
  sealed interface Decoded {
    record Sent(Configuration configuration) implements Decoded {}

    record Malformed(String why) implements Decoded {}
  }

  static Decoded decode(Bytes information) {
    var reader = new Mder(information);
    int number = reader.u16();
    var objects = new TreeMap<Integer, Measured>();
    reader.list(each -> {
      each.u16();
      int handle = each.u16();
      object(each).ifPresent(measured -> objects.put(handle, measured));
      return handle;
    });
    var problem = reader.problem();
    return problem == null
        ? new Decoded.Sent(new Configuration(number, objects))
        : new Decoded.Malformed(problem);
  }

  /** Empty for an object that measures nothing we know how to read. */
  private static Optional<Measured> object(Mder reader) {
    var attributes = new TreeMap<Integer, Bytes>();
    reader.list(each -> attributes.put(each.u16(), each.octets()));
    var type = new Mder(attributes.getOrDefault(Attribute.TYPE, Bytes.EMPTY));
    int partition = type.u16();
    int code = type.u16();
    var unit = new Mder(attributes.getOrDefault(Attribute.UNIT, Bytes.EMPTY));
    int unitCode = unit.u16();
    if (type.problem() != null || unit.problem() != null || partition != SCADA) {
      return Optional.empty();
    }
    var map = new Mder(attributes.getOrDefault(Attribute.VALUE_MAP, Bytes.of(0, 0, 0, 0)));
    var entries = map.list(each -> new Entry(each.u16(), each.u16()));
    if (map.problem() != null || (code == PRESSURE && !hasPressureParts(attributes))) {
      return Optional.empty();
    }
    return Optional.of(new Measured(code, unitCode, entries, false));
  }

  private static boolean hasPressureParts(Map<Integer, Bytes> attributes) {
    var parts = new Mder(attributes.getOrDefault(Attribute.PARTS, Bytes.EMPTY));
    var order = parts.list(Mder::u16);
    return parts.problem() == null && order.equals(PRESSURE_PARTS);
  }
}
