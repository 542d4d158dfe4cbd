package org.healthhut.simulator.device.pressure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Microlife BP3GX1-5X over USB: its memory, its clock and the id of its owner as hexadecimal text,
 * in HID reports of 8 bytes.
 *
 * <pre>
 * report: n in the low nibble, n bytes of data, 7 at most, the rest 0
 * 12 16 18 cmd         kiosk to monitor
 * 06 text s s          monitor to kiosk; ss = low byte of the sum of the text, in hexadecimal
 *   22 records: count (4) 0000 id (24), then 32 a record: YYMMDDhhmm, 6, word (8), 8
 *   word: systolic + diastolic · 2^10 + pulse · 2^20
 *   24 id    26 clock MMDDYYYYhhmmss    23, 27 set them: 06, then the text of 32 or 40 and its sum
 * </pre>
 *
 * <p>Source: protocols/microlife-bp.md, B. A failed measurement is not stored.
 *
 * <p>guess: a request stands alone in one report; the high nibble of the first byte, set here,
 * means nothing; newest first; what is set is acknowledged with 06 and a clock is set in the words
 * it is read in; it is silent while it measures.
 */
final class MicrolifeHid implements Monitor.Format {
  private static final int REPORT = 8;
  private static final int DATA_MAX = 7;
  private static final int HIGH_NIBBLE = 0xF0;
  private static final Bytes REQUEST = Bytes.of(0x12, 0x16, 0x18);
  private static final int RECORDS = 0x22;
  private static final int SET_ID = 0x23;
  private static final int READ_ID = 0x24;
  private static final int READ_CLOCK = 0x26;
  private static final int SET_CLOCK = 0x27;
  private static final Bytes ACK = Bytes.of(0x06);
  private static final List<Integer> ARGUMENT_LENGTHS = List.of(34, 42);
  private static final int ID_LENGTH = 24;

  private static final DateTimeFormatter CLOCK = pattern("MMdduuuuHHmmss");
  private static final DateTimeFormatter RECORD_TIME = pattern("uuMMddHHmm");

  private final DeviceClock clock;
  private final CuffMemory memory;
  private String id = hexText("HUT01");

  /** The setting whose text is being received, or 0. */
  private int setting;

  private String argument = "";

  MicrolifeHid(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    this.memory = new CuffMemory(clock, random);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  public int requestAt(Bytes heard) {
    int length = heard.u8(0) & 0x0F;
    if (length < 1 || length > DATA_MAX) {
      return Intake.NOISE;
    }
    var data = heard.slice(1, Math.min(heard.length(), 1 + length));
    if (setting == 0 && (length != 4 || !begins(data))) {
      return Intake.NOISE;
    }
    return heard.length() < REPORT ? Intake.PARTIAL : REPORT;
  }

  private static boolean begins(Bytes data) {
    return REQUEST.startsWith(data.slice(0, Math.min(REQUEST.length(), data.length())));
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (monitor.cuff().isInflated()) {
      return;
    }
    var data = request.slice(1, 1 + (request.u8(0) & 0x0F));
    if (data.startsWith(REQUEST)) {
      setting = 0;
      answer(data.u8(3), monitor);
    } else if (setting != 0) {
      argument(data.latin1(), monitor);
    }
  }

  private void answer(int command, Monitor monitor) {
    switch (command) {
      case RECORDS -> monitor.say(records(memory.newestFirst(), id));
      case READ_ID -> monitor.say(reply(id, "用户 id"));
      case READ_CLOCK -> monitor.say(reply(CLOCK.format(clock.now()), "时钟 clock"));
      case SET_ID, SET_CLOCK -> {
        setting = command;
        argument = "";
        monitor.say(acknowledged());
      }
      default -> {}
    }
  }

  private void argument(String text, Monitor monitor) {
    argument += text;
    if (ARGUMENT_LENGTHS.contains(argument.length())) {
      var said = argument.substring(0, argument.length() - 2);
      if (argument.equals(said + sum(said)) && set(said)) {
        setting = 0;
        monitor.say(acknowledged());
        return;
      }
    }
    if (argument.length() >= ARGUMENT_LENGTHS.getLast()) {
      setting = 0;
    }
  }

  private boolean set(String said) {
    if (setting == SET_ID) {
      id = said.substring(0, ID_LENGTH);
      return true;
    }
    var told = clock(said);
    if (told == null) {
      return false;
    }
    clock.skew(clock.skew().plus(Duration.between(clock.now(), told)));
    return true;
  }

  private static @Nullable LocalDateTime clock(String said) {
    try {
      return LocalDateTime.parse(said.substring(0, 14), CLOCK);
    } catch (DateTimeException _) {
      return null;
    }
  }

  @Override
  public void plugged(boolean in, Monitor monitor) {
    setting = 0;
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    if (!found.failed()) {
      memory.keep(found);
    }
  }

  /**
   * @param id as 24 hexadecimal digits
   */
  static Transmission records(List<CuffMemory.Kept> records, String id) {
    var text = new StringBuilder("%04X0000%s".formatted(records.size(), id));
    for (var kept : records) {
      long word =
          kept.of(Metric.SYSTOLIC)
              | ((long) kept.of(Metric.DIASTOLIC) << 10)
              | ((long) kept.of(Metric.PULSE) << 20);
      text.append(RECORD_TIME.format(kept.at())).append("000000%08X00000000".formatted(word));
    }
    return reply(text.toString(), "记录 records " + records.size());
  }

  static String hexText(String id) {
    var digits = new StringBuilder();
    id.chars().forEach(character -> digits.append("%02X".formatted(character)));
    return digits.append("0".repeat(ID_LENGTH - digits.length())).toString();
  }

  static Transmission reply(String text, String note) {
    return reports(ACK.plus(Bytes.ascii(text + sum(text))), note);
  }

  private static Transmission acknowledged() {
    return reports(ACK, "确认 ACK");
  }

  private static String sum(String text) {
    return "%02X".formatted(Bytes.ascii(text).sum() & 0xFF);
  }

  /** Reports with {@code data} in them; the checksum is its last byte. */
  private static Transmission reports(Bytes data, String note) {
    var reports = Bytes.EMPTY;
    int checksum = 0;
    for (int at = 0; at < data.length(); at += DATA_MAX) {
      var part = data.slice(at, Math.min(data.length(), at + DATA_MAX));
      checksum = reports.length() + part.length();
      reports =
          reports
              .plus(Bytes.of(HIGH_NIBBLE | part.length()))
              .plus(part)
              .plus(Bytes.copyOf(new byte[DATA_MAX - part.length()]));
    }
    return new Transmission(reports, note, checksum);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.length() != REPORT || !fromKiosk.drop(1).startsWith(REQUEST)) {
      return new Note("文本 text, or no request", Verdict.UNCHECKED);
    }
    return new Note(
        switch (fromKiosk.u8(4)) {
          case RECORDS -> "读取全部记录 read all records";
          case SET_ID -> "设用户 set id";
          case READ_ID -> "读取用户 read id";
          case READ_CLOCK -> "读时钟 read clock";
          case SET_CLOCK -> "设时钟 set clock";
          default -> "未知命令 unknown, ignored";
        },
        Verdict.UNCHECKED);
  }
}
