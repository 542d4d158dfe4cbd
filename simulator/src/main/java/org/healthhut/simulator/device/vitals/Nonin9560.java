package org.healthhut.simulator.device.vitals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Nonin 9560 on its Bluetooth serial channel: says its number, takes data format 8, then four bytes
 * a second; off some seconds after the finger has left.
 *
 * <pre>
 * 02 74 02 02 02 03       -&gt; 02 F4 0B 02, 9 digits, sum of id and digits, 03
 * 02 70 04 02 08 00 7E 03 -&gt; 06 (15 for another format, and the old one stays)
 * 02 70 02 02 08 03       -&gt; 06
 *
 * 1 0 OOT low marginal ARTF pulse.8 pulse.7    0 pulse (7)    0 SpO2 (7)
 * 0 0 SmartPoint 0 SNSA 0 0 battery            missing: pulse 511, SpO2 127
 * </pre>
 *
 * <p>Source: protocols/spo2-nonin.md, B. guess: that it says nothing before a format is chosen, is
 * silent for 12 s after it has switched itself off ("needs about 10-15 s before a new connection"),
 * and that a finger switches it on.
 */
final class Nonin9560 extends Oximeter {
  static final String ARTEFACT = "artefact";
  static final String LOW_PERFUSION = "low-perfusion";
  static final String OUT_OF_TRACK = "OOT";
  static final String BATTERY = "low-battery";

  static final int NO_PULSE_RATE = 511;
  static final int NO_SATURATION = 127;
  static final int OOT = 0x20;
  static final int LOW = 0x10;
  static final int MARGINAL = 0x08;
  static final int ARTF = 0x04;
  static final int SMART_POINT = 0x20;
  static final int SNSA = 0x08;
  static final int LOW_BATTERY = 0x01;

  private static final Bytes ASK_SERIAL = Bytes.hex("02 74 02 02 02 03");
  private static final Bytes FORMAT_8 = Bytes.hex("02 70 04 02 08 00 7E 03");
  private static final Bytes FORMAT_8_SHORT = Bytes.hex("02 70 02 02 08 03");
  private static final int FORMAT_LENGTH = 8;
  private static final int SERIAL_ID = 2;

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration ON_WITHOUT_FINGER = Duration.ofSeconds(8);
  private static final Duration AWAY = Duration.ofSeconds(12);

  private final Intake intake = new Intake(Nonin9560::size, SECOND, FORMAT_LENGTH);
  private final String serial;
  private boolean formatted;
  private boolean fingerLeft;
  private Duration fingerLeftAt = Duration.ZERO;

  Nonin9560(RandomGenerator random) {
    super(random, SECOND);
    serial = String.valueOf(500_000_000 + random.nextInt(1_000_000));
  }

  @Override
  void pluggedIn(Duration uptime) {
    formatted = false;
    fingerLeft = false;
    intake.clear();
  }

  @Override
  void fingerMoved(boolean in, Duration uptime) {
    fingerLeft = !in;
    fingerLeftAt = uptime;
  }

  private boolean isOff(Duration uptime) {
    var alone = uptime.minus(fingerLeftAt);
    return fingerLeft
        && alone.compareTo(ON_WITHOUT_FINGER) > 0
        && alone.compareTo(ON_WITHOUT_FINGER.plus(AWAY)) < 0;
  }

  @Override
  List<Transmission> says(Duration at) {
    if (isOff(at)) {
      formatted = false;
      return List.of();
    }
    return formatted ? List.of(seen()) : List.of();
  }

  private Transmission seen() {
    if (!finger.isIn()) {
      return record(0, NO_PULSE_RATE, NO_SATURATION, SNSA);
    }
    if (finger.hasNumbers()) {
      return record(0, finger.pulse(), finger.saturation(), finger.isSteady() ? SMART_POINT : 0);
    }
    int first =
        switch (finger.trouble()) {
          case ARTEFACT -> ARTF;
          case LOW_PERFUSION -> LOW;
          case BATTERY -> 0;
          default -> OOT;
        };
    return record(
        first, NO_PULSE_RATE, NO_SATURATION, finger.trouble().equals(BATTERY) ? LOW_BATTERY : 0);
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var request : intake.take(bytes, uptime)) {
      if (!isOff(uptime)) {
        sends.add(answered(request));
      }
    }
    return sends;
  }

  private Transmission answered(Bytes request) {
    if (request.equals(ASK_SERIAL)) {
      return serial(serial);
    }
    boolean known = request.equals(FORMAT_8) || request.equals(FORMAT_8_SHORT);
    formatted = formatted || known;
    return new Transmission(
        Bytes.of(known ? 0x06 : 0x15),
        known ? "确认 ACK" : "不认识的格式 unknown format",
        Transmission.NO_CHECKSUM);
  }

  static Transmission serial(String digits) {
    var counted = Bytes.of(SERIAL_ID).plus(Bytes.ascii(digits));
    var frame =
        Bytes.of(0x02, 0xF4, 1 + counted.length())
            .plus(counted)
            .plus(Bytes.of(counted.sum() & 0xFF, 0x03));
    return new Transmission(frame, "序列号 serial " + digits, frame.length() - 2);
  }

  /**
   * What it sees.
   *
   * @param first bits 5 to 2 of the first byte
   * @param last the last byte
   */
  static Transmission record(int first, int pulse, int saturation, int last) {
    var note =
        (last & SNSA) != 0
            ? "手指未放 finger off"
            : saturation == NO_SATURATION
                ? "无读数 no numbers"
                : "SpO2 %d %%, %d/min%s"
                    .formatted(saturation, pulse, (last & SMART_POINT) != 0 ? ", SmartPoint" : "");
    return new Transmission(
        Bytes.of(0x80 | first | pulse >> 7, pulse & 0x7F, saturation, last),
        note,
        Transmission.NO_CHECKSUM);
  }

  /** 02, a code, the length from here to before the 03. */
  private static int size(Bytes rest) {
    if (rest.u8(0) != 0x02) {
      return Intake.NOISE;
    }
    if (rest.length() < 3) {
      return rest.length() == 1 || isCode(rest.u8(1)) ? Intake.PARTIAL : Intake.NOISE;
    }
    int size = rest.u8(2) + 4;
    if (!isCode(rest.u8(1)) || size > FORMAT_LENGTH) {
      return Intake.NOISE;
    }
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    return rest.u8(size - 1) == 0x03 && isWhole(rest.slice(0, size)) ? size : Intake.NOISE;
  }

  private static boolean isCode(int code) {
    return code == 0x70 || code == 0x74;
  }

  /** The long form of a format's choice has a sum behind it: code, length and data. */
  private static boolean isWhole(Bytes request) {
    return request.length() < FORMAT_LENGTH
        || (request.slice(1, FORMAT_LENGTH - 2).sum() & 0xFF) == request.u8(FORMAT_LENGTH - 2);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(Nonin9560::size, fromKiosk)) {
      return new Note("不是命令 not a command", Verdict.BAD);
    }
    return fromKiosk.u8(1) == 0x74
        ? new Note("询问序列号 what serial number?", Verdict.UNCHECKED)
        : new Note("选择格式 %d choose a format".formatted(fromKiosk.u8(4)), Verdict.UNCHECKED);
  }
}
