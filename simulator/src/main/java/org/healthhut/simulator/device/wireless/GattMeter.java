package org.healthhut.simulator.device.wireless;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A Bluetooth LE glucose meter: keeps what it measures and tells it when it is asked.
 *
 * <pre>
 * 2A18  flags  number (2)  base time (7)  [offset, minutes (2)]  [SFLOAT, type and place]  [status (2)]
 * 2A34  flags 02  number (2)  meal
 * 2A52  01 operator [filter 01, number (2)]  -&gt; records, then 06 00 01 result
 * </pre>
 *
 * <p>Source: protocols/ble-gatt.md, "Glucose measurement". Results of a request: 1 success, 6 no
 * records. guess: the other results (2 no such request, 5 no such operand, both from the Bluetooth
 * SIG's tables); that operator 6 asks for the last record as 5 does (the note has 5, the SIG 6);
 * the context's flags and meals (SIG), since the note has its number only; that there is no
 * concentration with a fault; that LO is a minus infinity.
 */
final class GattMeter extends WirelessDevice {
  static final Map<String, Integer> STATUS =
      Map.of(
          "sensor", 1 << 1,
          "sample-small", 1 << 2,
          "strip", 1 << 3,
          "strip-type", 1 << 4,
          "too-hot", 1 << 7,
          "too-cold", 1 << 8,
          "strip-pulled", 1 << 9,
          "fault", 1 << 10);

  private static final int HIGH = 1 << 5;
  private static final int LOW = 1 << 6;
  private static final int MEASUREMENT = 0x2A18;
  private static final int CONTEXT = 0x2A34;
  private static final int CAPILLARY_WHOLE_BLOOD = 1;
  private static final int CONTROL_SOLUTION = 0xA;
  private static final int FINGER = 1;
  private static final int OF_CONTROL = 4;
  private static final int SUCCESS = 1;
  private static final int NO_SUCH_REQUEST = 2;
  private static final int NO_SUCH_OPERATOR = 4;
  private static final int NO_SUCH_OPERAND = 5;
  private static final int NO_RECORDS = 6;
  private static final int OTHERS = 3;
  private static final int CAPACITY = 500;

  private final GattFacts facts;
  private final List<Kept> kept = new ArrayList<>();
  private final Intake intake = new Intake(Gatt::size, Duration.ofSeconds(1), Gatt.WRITE_MAX);
  private int nextNumber;

  /** A result as the meter keeps it, by its own clock. */
  record Kept(int number, LocalDateTime at, Measurement found) {}

  GattMeter(DeviceClock clock, RandomGenerator random) {
    super(clock, random, Body.GLUCOSE);
    facts = new GattFacts(random);
    nextNumber = 1 + random.nextInt(400);
    for (int days = OTHERS; days > 0; days--) {
      keep(now().minusDays(days).minusMinutes(random.nextInt(200)), body.stranger(random));
    }
  }

  private void keep(LocalDateTime at, Measurement found) {
    kept.add(new Kept(nextNumber++ & 0xFFFF, at, found));
    if (kept.size() > CAPACITY) {
      kept.removeFirst();
    }
  }

  @Override
  void disconnected() {
    intake.clear();
  }

  @Override
  List<Transmission> connected(Duration uptime) {
    return facts.told(now());
  }

  @Override
  List<Transmission> measured(Measurement found, Duration uptime) {
    keep(now(), found);
    return isConnected() ? List.of(facts.battery()) : List.of();
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var write : intake.take(bytes, uptime)) {
      var value = write.drop(3);
      if (write.u16le(0) == Gatt.CURRENT_TIME) {
        Gatt.time(value).ifPresent(clock::set);
      } else {
        sends.addAll(asked(value));
      }
    }
    return sends;
  }

  private List<Transmission> asked(Bytes request) {
    int code = request.u8(0);
    if (code != 0x01) {
      return List.of(response(code, NO_SUCH_REQUEST));
    }
    @Nullable List<Kept> wanted =
        switch (request.u8(1)) {
          case 1 -> kept;
          case 3 -> request.length() == 5 && request.u8(2) == 1 ? from(request.u16le(3)) : null;
          case 5, 6 -> kept.isEmpty() ? kept : List.of(kept.getLast());
          default -> List.of();
        };
    if (wanted == null) {
      return List.of(response(code, NO_SUCH_OPERAND));
    }
    if (wanted.isEmpty()) {
      boolean known = List.of(1, 3, 5, 6).contains(request.u8(1));
      return List.of(response(code, known ? NO_RECORDS : NO_SUCH_OPERATOR));
    }
    var sends = new ArrayList<Transmission>();
    for (var each : wanted) {
      sends.addAll(told(each));
    }
    sends.add(response(code, SUCCESS));
    return sends;
  }

  private List<Kept> from(int number) {
    return kept.stream().filter(each -> each.number() >= number).toList();
  }

  private static Transmission response(int code, int result) {
    return Gatt.value(
        Gatt.ACCESS_CONTROL, Bytes.of(0x06, 0x00, code, result), "答复 response " + result);
  }

  private static List<Transmission> told(Kept of) {
    int meal = meal(of.found());
    var record = record(of, true, 0, meal > 0);
    if (meal == 0) {
      return List.of(record);
    }
    var context = Bytes.of(0x02).plus(Numbers.little(of.number(), 2)).plus(Bytes.of(meal));
    return List.of(record, Gatt.value(CONTEXT, context, "餐别 meal " + meal));
  }

  private static int meal(Measurement found) {
    var flags = found.flags();
    return flags.contains(Flag.BEFORE_MEAL)
        ? 1
        : flags.contains(Flag.AFTER_MEAL) ? 2 : flags.contains(Flag.FASTING) ? 3 : 0;
  }

  /**
   * A record.
   *
   * @param molar in mol/L; else in kg/L, the value being in mg/dL
   * @param offset minutes from the time to when it was measured
   */
  static Transmission record(Kept of, boolean molar, int offset, boolean contextFollows) {
    var found = of.found();
    boolean control = found.flags().contains(Flag.CONTROL_SOLUTION);
    int status = status(found);
    boolean hasStatus = !contextFollows || status != 0;
    int flags =
        0x01
            | (found.failed() ? 0 : 0x02)
            | (molar ? 0x04 : 0)
            | (hasStatus ? 0x08 : 0)
            | (contextFollows ? 0x10 : 0);
    var value =
        Bytes.of(flags)
            .plus(Numbers.little(of.number(), 2))
            .plus(Numbers.dateTime(of.at()))
            .plus(Numbers.little(offset, 2));
    if (!found.failed()) {
      int type = control ? CONTROL_SOLUTION : CAPILLARY_WHOLE_BLOOD;
      int place = control ? OF_CONTROL : FINGER;
      value = value.plus(concentration(found, molar)).plus(Bytes.of(place << 4 | type));
    }
    if (hasStatus) {
      value = value.plus(Numbers.little(status, 2));
    }
    return Gatt.value(MEASUREMENT, value, "记录 record %d".formatted(of.number()));
  }

  private static int status(Measurement found) {
    return switch (found.beyond()) {
      case ABOVE -> HIGH;
      case BELOW -> LOW;
      case EXACTLY -> STATUS.getOrDefault(found.error(), 0);
    };
  }

  private static Bytes concentration(Measurement found, boolean molar) {
    if (found.beyond() != Comparator.EXACTLY) {
      return Numbers.little(
          found.beyond() == Comparator.ABOVE ? Numbers.PLUS_INFINITY : Numbers.MINUS_INFINITY, 2);
    }
    BigDecimal value = found.value(Metric.GLUCOSE);
    return Numbers.little(Numbers.sfloat(value.movePointLeft(molar ? 3 : 5)), 2);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Gatt.note(fromKiosk);
  }
}
