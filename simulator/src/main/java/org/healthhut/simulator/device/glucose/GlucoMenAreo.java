package org.healthhut.simulator.device.glucose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;

/**
 * Menarini GlucoMen Areo: one byte asks, a block of text answers.
 *
 * <pre>
 * A2 who it is    80 records    C2 A1 [ CR LF YYMMDDHHMM CR LF sum CR LF ] CR LF sets the clock: P or F
 * [ CR LF  lines  sum (2 upper-case hex digits) CR LF  ] CR LF
 * Glu,7.9,mmol/L,02,250308,0941        00 no mark, 01 check, 02 before meal, 04 after meal, 08 exercise
 * </pre>
 *
 * <p>The sum is CRC-8/MAXIM from the bracket to the end of the last line. Source:
 * protocols/glucose-other.md, B. There is always a ketone among the older records, since "lines
 * with another first field are other analytes"; guess: that its first field is Ket. guess: that the
 * answer to A2 is a block too, and its three numbers.
 */
final class GlucoMenAreo implements Dialogue {
  private static final DateTimeFormatter DAY_AND_MINUTE =
      DateTimeFormatter.ofPattern("uuMMdd,HHmm", Locale.ROOT);
  private static final DateTimeFormatter SETTING =
      DateTimeFormatter.ofPattern("uuMMddHHmm", Locale.ROOT);

  private static final int WHO = 0xA2;
  private static final int RECORDS = 0x80;
  private static final Bytes SET = Bytes.of(0xC2, 0xA1).plus(Bytes.ascii("[\r\n"));
  private static final Bytes SET_END = Bytes.ascii("\r\n]\r\n");

  /** C2 A1, bracket, ten digits, sum and bracket, each with its end of line. */
  private static final int SET_SIZE = 2 + 3 + 12 + 4 + 3;

  private final MeterMemory memory;
  private final String serial;
  private final LocalDateTime ketoneAt;
  private final Intake intake =
      new Intake(GlucoMenAreo::sizeAtFront, Duration.ofSeconds(1), SET_SIZE);

  GlucoMenAreo(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AA999999", random);
    this.ketoneAt = memory.now().minusDays(random.nextInt(30, 90));
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream().map(this::answer).toList();
  }

  /** A setting is whole when it has its length, right or not: a wrong one is refused. */
  private static int sizeAtFront(Bytes rest) {
    int first = rest.u8(0);
    if (first == WHO || first == RECORDS) {
      return 1;
    }
    var front = rest.slice(0, Math.min(SET.length(), rest.length()));
    if (!SET.startsWith(front)) {
      return Intake.NOISE;
    }
    if (rest.length() < SET_SIZE) {
      return Intake.PARTIAL;
    }
    return rest.slice(SET_SIZE - SET_END.length(), SET_SIZE).equals(SET_END)
        ? SET_SIZE
        : Intake.NOISE;
  }

  private Transmission answer(Bytes request) {
    return switch (request.u8(0)) {
      case WHO -> block(List.of("  1,  2,  3," + serial + ",1.20"), "身份 identity");
      case RECORDS -> records();
      default -> set(request);
    };
  }

  private Transmission records() {
    if (memory.size() == 0) {
      return empty();
    }
    var lines = new ArrayList<String>();
    for (var kept : memory.newestFirst()) {
      lines.add(
          line(
              "Glu",
              kept.value().toPlainString(),
              kept.noted(Flag.BEFORE_MEAL) ? 0x02 : kept.noted(Flag.AFTER_MEAL) ? 0x04 : 0,
              kept.at()));
    }
    lines.add(line("Ket", "0.5", 0, ketoneAt));
    return block(lines, "共 " + lines.size() + " 行 lines");
  }

  private Transmission set(Bytes request) {
    var summed = request.slice(2, SET_SIZE - 7);
    var sum = request.slice(SET_SIZE - 7, SET_SIZE - 5).latin1();
    boolean right = sum.equals("%02X".formatted(crc(summed)));
    try {
      if (right) {
        memory.setClock(LocalDateTime.parse(request.slice(5, 15).latin1(), SETTING));
        return new Transmission(Bytes.ascii("P"), "时钟已设 clock set", Transmission.NO_CHECKSUM);
      }
    } catch (DateTimeException e) {
      // Not a time: refused as a wrong sum is.
    }
    return new Transmission(Bytes.ascii("F"), "不接受 refused", Transmission.NO_CHECKSUM);
  }

  static String line(String analyte, String value, int mark, LocalDateTime at) {
    return "%s,%s,mmol/L,%02X,%s".formatted(analyte, value, mark, DAY_AND_MINUTE.format(at));
  }

  static Transmission block(List<String> lines, String note) {
    var summed = Bytes.ascii("[\r\n" + String.join("\r\n", lines) + "\r\n");
    return new Transmission(
        summed.plus(Bytes.ascii("%02X\r\n]\r\n".formatted(crc(summed)))),
        note,
        summed.length() + 1);
  }

  /** What a meter without records says; its sum is none. */
  static Transmission empty() {
    return new Transmission(
        Bytes.ascii("[\r\n").plus(Bytes.of(0x90, 0x3D)).plus(SET_END),
        "没有记录 empty",
        Transmission.NO_CHECKSUM);
  }

  static int crc(Bytes bytes) {
    int crc = 0;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x8C;
      }
    }
    return crc;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(GlucoMenAreo::sizeAtFront, fromKiosk)) {
      return new Note("不认识 unknown", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u8(0)) {
          case WHO -> "问身份 identity";
          case RECORDS -> "读全部记录 all records";
          default -> "设时钟 set clock";
        },
        Verdict.UNCHECKED);
  }
}
