package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;

/**
 * OneTouch Verio IQ: packets without link control, each request answered once.
 *
 * <pre>
 * 03 0D 01 version   03 0B 01 02 serial   03 09 02 02 unit    03 20 02 clock   03 20 01 t32 set
 * 03 27 00 count     03 21 i (2) record   03 1A erase
 * record: 03 06 t32 mg/dL (2) control meal 00 00     t32 = seconds since 2000
 * </pre>
 *
 * <p>Source: protocols/onetouch-binary.md, "Verio IQ messages". guess: that an answer begins with
 * the prefix of its request (03 or 04); that a request which means nothing, or asks for a record
 * that is not there, is answered with 09; that HI and LO are numbers beyond 600 and 20, as on the
 * Ultra2.
 */
final class OneTouchVerioIq implements Dialogue {
  private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final String VERSION = "VEI01.00.00";
  private static final int OK = 0x06;
  private static final int WRONG = 0x09;
  private static final int HIGH = 601;
  private static final int LOW = 19;

  private final MeterMemory memory;
  private final String serial;
  private final Intake intake = OneTouchPacket.intake();

  OneTouchVerioIq(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AAA999AA", random);
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .map(OneTouchPacket::message)
        .filter(OneTouchVerioIq::isRequest)
        .map(this::answer)
        .toList();
  }

  private static boolean isRequest(Bytes message) {
    return message.length() >= 2 && (message.u8(0) == 0x03 || message.u8(0) == 0x04);
  }

  private Transmission answer(Bytes message) {
    int prefix = message.u8(0);
    return switch (Request.of(message)) {
      case VERSION ->
          ok(
              prefix,
              Bytes.of(VERSION.length()).plus(Bytes.ascii(VERSION)).plus(Bytes.of(0)),
              "版本 version");
      case SERIAL -> serial(prefix, serial);
      case UNIT -> ok(prefix, Bytes.of(1, 0, 0, 0), "显示单位 display unit mmol/L");
      case CLOCK -> clock(prefix, memory.now());
      case SET_CLOCK -> {
        memory.setClock(EPOCH.plusSeconds(OneTouchPacket.u32(message, 3)));
        yield ok(prefix, Bytes.EMPTY, "时钟已设 clock set");
      }
      case ERASE -> {
        memory.clear();
        yield ok(prefix, Bytes.EMPTY, "已清除 erased");
      }
      case COUNT -> count(prefix, memory.size());
      case RECORD -> {
        int index = message.u16le(2);
        yield index < memory.size()
            ? record(prefix, memory.newestFirst().get(index))
            : wrong(prefix);
      }
      case UNKNOWN -> wrong(prefix);
    };
  }

  private static Transmission record(int prefix, MeterMemory.Kept kept) {
    int meal = kept.noted(Flag.BEFORE_MEAL) ? 1 : kept.noted(Flag.AFTER_MEAL) ? 2 : 0;
    return record(
        prefix, kept.at(), kept.number(HIGH, LOW), kept.noted(Flag.CONTROL_SOLUTION) ? 1 : 0, meal);
  }

  static Transmission record(
      int prefix, LocalDateTime at, int milligramsPerDl, int control, int meal) {
    return ok(
        prefix,
        seconds(at).plus(OneTouchPacket.u16(milligramsPerDl)).plus(Bytes.of(control, meal, 0, 0)),
        "记录 record " + milligramsPerDl + " mg/dL");
  }

  static Transmission count(int prefix, int count) {
    return ok(prefix, OneTouchPacket.u16(count), "共 " + count + " 条 records");
  }

  static Transmission clock(int prefix, LocalDateTime at) {
    return ok(prefix, seconds(at), "时钟 clock " + at);
  }

  static Transmission serial(int prefix, String serial) {
    return ok(prefix, Bytes.ascii(serial).plus(Bytes.of(0)), "序列号 serial number");
  }

  static Transmission wrong(int prefix) {
    return OneTouchPacket.of(0, Bytes.of(prefix, WRONG), "不接受 refused");
  }

  private static Transmission ok(int prefix, Bytes more, String note) {
    return OneTouchPacket.of(0, Bytes.of(prefix, OK).plus(more), note);
  }

  private static Bytes seconds(LocalDateTime at) {
    return OneTouchPacket.u32(
        at.toEpochSecond(ZoneOffset.UTC) - EPOCH.toEpochSecond(ZoneOffset.UTC));
  }

  private enum Request {
    VERSION("问版本 version"),
    SERIAL("问序列号 serial number"),
    UNIT("问单位 unit"),
    CLOCK("问时钟 clock"),
    SET_CLOCK("设时钟 set clock"),
    ERASE("清除记录 erase"),
    COUNT("问条数 count"),
    RECORD("读记录 record"),
    UNKNOWN("不认识 unknown");

    final String meaning;

    Request(String meaning) {
      this.meaning = meaning;
    }

    static Request of(Bytes message) {
      var kind = message.drop(1).hex();
      return switch (kind) {
        case "0D 01" -> VERSION;
        case "0B 01 02" -> SERIAL;
        case "09 02 02" -> UNIT;
        case "20 02" -> CLOCK;
        case "27 00" -> COUNT;
        case "1A" -> ERASE;
        default ->
            kind.startsWith("20 01") && message.length() == 7
                ? SET_CLOCK
                : kind.startsWith("21") && message.length() == 4 ? RECORD : UNKNOWN;
      };
    }
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(OneTouchPacket::sizeAtFront, fromKiosk)) {
      return new Note("不是整包 not one whole packet", Verdict.BAD);
    }
    var message = OneTouchPacket.message(fromKiosk);
    return new Note(
        (isRequest(message) ? Request.of(message) : Request.UNKNOWN).meaning, Verdict.GOOD);
  }
}
