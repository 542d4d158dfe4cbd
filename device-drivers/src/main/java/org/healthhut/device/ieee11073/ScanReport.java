package org.healthhut.device.ieee11073;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.gatt.MedicalNumber;
import org.jspecify.annotations.Nullable;

/**
 * What a report holds (ieee-11073.md, Fixed scan report).
 *
 * <pre>
 * fixed 0D1D     request(2) number(2) list of: handle(2) length(2) value
 * variable 0D1E  request(2) number(2) list of: handle(2) list of: attribute(2) length(2) value
 * persons 0D1F   request(2) number(2) list of: person(2) list of: handle(2) length(2) value
 * </pre>
 *
 * @param skipped the handles of what could not be read, in words
 */
record ScanReport(List<Observation> observations, List<String> skipped) {
  static final int FIXED = 0x0D1D;
  static final int VARIABLE = 0x0D1E;
  static final int FIXED_BY_PERSON = 0x0D1F;

  /**
   * One object observed once.
   *
   * @param person whom the device took it for; 0 where it does not tell persons apart
   * @param type what was measured: SCADA code
   * @param unit as the report has it, else as the configuration has it
   * @param numbers one, or three for a pressure
   * @param status the measurement status, 0 where there is none
   */
  record Observation(
      int person,
      int type,
      int unit,
      List<MedicalNumber> numbers,
      @Nullable LocalDateTime at,
      int status) {
    public Observation {
      numbers = List.copyOf(numbers);
    }
  }

  ScanReport {
    observations = List.copyOf(observations);
    skipped = List.copyOf(skipped);
  }

  /** A report, or why it is none. */
  sealed interface Decoded {
    record Read(ScanReport report) implements Decoded {}

    record Malformed(String why) implements Decoded {}
  }

  static boolean isReport(int event) {
    return event == FIXED || event == VARIABLE || event == FIXED_BY_PERSON;
  }

  /** {@code event} must be a report. */
  static Decoded decode(int event, Bytes information, Configuration configuration) {
    return new Reading(configuration).decode(event, new Mder(information));
  }

  /** A report as far as it has been read. */
  private static final class Reading {
    private final Configuration configuration;
    private final List<Observation> observations = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Reading(Configuration configuration) {
      this.configuration = configuration;
    }

    Decoded decode(int event, Mder reader) {
      reader.u16();
      reader.u16();
      if (event == FIXED_BY_PERSON) {
        reader.list(each -> {
          int person = each.u16();
          return each.list(one -> fixed(person, one));
        });
      } else {
        reader.list(each -> event == FIXED ? fixed(0, each) : variable(each));
      }
      var problem = reader.problem();
      return problem == null
          ? new Decoded.Read(new ScanReport(observations, skipped))
          : new Decoded.Malformed(problem);
    }

    private int fixed(int person, Mder reader) {
      int handle = reader.u16();
      var value = reader.octets();
      var object = configuration.objects().get(handle);
      if (object == null) {
        skip(handle, "is not configured");
        return handle;
      }
      var map = object.map();
      int length = map.stream().mapToInt(Configuration.Entry::length).sum();
      if (object.timeOptional() && value.length() == map.getFirst().length()) {
        map = map.subList(0, 1);
        length = value.length();
      }
      if (length != value.length()) {
        reader.refuse("a length that does not fit");
        return handle;
      }
      var fields = new Mder(value);
      var observed = new Observed(person, object);
      for (var entry : map) {
        observed.read(entry.attribute(), fields.take(entry.length()), reader);
      }
      keep(handle, observed);
      return handle;
    }

    private int variable(Mder reader) {
      int handle = reader.u16();
      var object = configuration.objects().get(handle);
      var observed = object == null ? null : new Observed(0, object);
      reader.list(each -> {
        int attribute = each.u16();
        var value = each.octets();
        if (observed != null) {
          observed.read(attribute, value, each);
        }
        return attribute;
      });
      if (observed == null) {
        skip(handle, "is not configured");
      } else {
        keep(handle, observed);
      }
      return handle;
    }

    private void keep(int handle, Observed observed) {
      if (observed.numbers.isEmpty()) {
        skip(handle, "has no value that is read");
      } else {
        observations.add(observed.done());
      }
    }

    private void skip(int handle, String why) {
      skipped.add("handle %d %s".formatted(handle, why));
    }
  }

  /** One observation as far as it has been read. */
  private static final class Observed {
    private final int person;
    private final int type;
    private int unit;
    private List<MedicalNumber> numbers = List.of();
    private @Nullable LocalDateTime at;
    private int status;

    Observed(int person, Configuration.Measured object) {
      this.person = person;
      this.type = object.type();
      this.unit = object.unit();
    }

    /** What is wrong in {@code value} is wrong in {@code whole}. */
    void read(int attribute, Bytes value, Mder whole) {
      var fields = new Mder(value);
      switch (attribute) {
        case Attribute.SIMPLE_VALUE -> numbers(List.of(MedicalNumber.ofFloat(fields.s32())), whole);
        case Attribute.BASIC_VALUE -> numbers(List.of(MedicalNumber.ofSfloat(fields.u16())), whole);
        case Attribute.COMPOUND_BASIC_VALUE ->
            numbers(fields.list(each -> MedicalNumber.ofSfloat(each.u16())), whole);
        case Attribute.TIME_STAMP -> at = fields.absoluteTime();
        case Attribute.UNIT -> unit = fields.u16();
        case Attribute.STATUS -> status = fields.u16();
        default -> fields.take(value.length());
      }
      whole.adopt(fields);
    }

    private void numbers(List<MedicalNumber> read, Mder whole) {
      if (numbers.isEmpty()) {
        numbers = read;
      } else {
        whole.refuse("two values in one observation");
      }
    }

    Observation done() {
      return new Observation(person, type, unit, numbers, at, status);
    }
  }
}
