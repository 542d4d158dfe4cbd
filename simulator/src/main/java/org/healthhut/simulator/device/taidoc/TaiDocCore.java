package org.healthhut.simulator.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * What a TaiDoc device answers whatever it measures.
 *
 * <pre>
 * 22 connect   23 clock   33 set clock   24 model   27, 28 serial number   50 off
 * 2B count     25, 26 time and value of record i, 0 the newest   52 clear memory   54 by itself
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "Commands". A device that comes to life says 54, at once, before
 * its first answer or instead of it, as chance has it ("before or instead of an answer"); to a
 * connect it answers with 22, 24 or 54. guess: that a device which is off answers nothing until it
 * is used or plugged in again, that 52 is answered with itself, and that a record which is not
 * there, an impossible clock and unknown commands are not answered.
 */
public final class TaiDocCore {
  private static final int CONNECT = 0x22;
  private static final int CLOCK = 0x23;
  private static final int MODEL = 0x24;
  private static final int RECORD_TIME = 0x25;
  private static final int RECORD_VALUE = 0x26;
  private static final int SERIAL_LOW = 0x27;
  private static final int SERIAL_HIGH = 0x28;
  private static final int COUNT = 0x2B;
  private static final int SET_CLOCK = 0x33;
  private static final int LIVE = 0x49;
  private static final int OFF = 0x50;
  private static final int CLEAR = 0x52;
  private static final int ENTERING = 0x54;

  private static final Duration GAP_MAX = Duration.ofMillis(200);
  private static final int REQUEST_MAX = 8;
  private static final Bytes NOTHING = Bytes.of(0, 0, 0, 0);

  private final DeviceClock clock;
  private final RandomGenerator random;
  private final int model;
  private final Values values;
  private final Bytes serialLow;
  private final Bytes serialHigh;
  private final Intake intake = new Intake(TaiDocPacket::requestAtFront, GAP_MAX, REQUEST_MAX);
  private Entry entry = Entry.ENTERED;

  private enum Entry {
    OFF,
    /** 54 comes before the first answer. */
    BEFORE,
    /** 54 comes instead of the first answer. */
    INSTEAD,
    ENTERED
  }

  /** What the device has measured. What it has no way to say is empty. */
  public interface Values {
    /** How many records it keeps. */
    default Optional<Integer> count() {
      return Optional.empty();
    }

    default LocalDateTime time(int index) {
      throw new IllegalStateException("no record " + index);
    }

    /** The answer to 26 for a record that is there. */
    default Transmission value(int index) {
      throw new IllegalStateException("no record " + index);
    }

    default void clear() {}

    /** What it answers to 49. */
    default Optional<Transmission> live() {
      return Optional.empty();
    }

    /** What it answers to 71. */
    default List<Transmission> weight() {
      return List.of();
    }
  }

  /**
   * A device.
   *
   * @param model four digits, as 4277
   */
  public TaiDocCore(DeviceClock clock, RandomGenerator random, int model, Values values) {
    this.clock = clock;
    this.random = random;
    this.model = model;
    this.values = values;
    this.serialLow = Bytes.of(random.nextInt(256), random.nextInt(256), 0x12, 0x34);
    this.serialHigh = Bytes.of(0x25, 0x20, random.nextInt(256), random.nextInt(256));
  }

  /** It was plugged in, or is used again after it was off. */
  public List<Transmission> wake() {
    intake.clear();
    return switch (random.nextInt(3)) {
      case 0 -> {
        entry = Entry.BEFORE;
        yield List.of();
      }
      case 1 -> {
        entry = Entry.INSTEAD;
        yield List.of();
      }
      default -> {
        entry = Entry.ENTERED;
        yield List.of(entering());
      }
    };
  }

  /** Somebody uses it; it may have been off. */
  public List<Transmission> used() {
    return entry == Entry.OFF ? wake() : List.of();
  }

  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var request : intake.take(bytes, uptime)) {
      switch (entry) {
        case OFF -> {}
        case BEFORE -> {
          sends.add(entering());
          sends.addAll(answer(request));
        }
        case INSTEAD -> sends.add(entering());
        case ENTERED -> sends.addAll(answer(request));
      }
      if (entry == Entry.BEFORE || entry == Entry.INSTEAD) {
        entry = Entry.ENTERED;
      }
    }
    return sends;
  }

  private List<Transmission> answer(Bytes request) {
    int command = TaiDocPacket.command(request);
    var message = TaiDocPacket.message(request);
    return switch (command) {
      case CONNECT -> List.of(connected());
      case CLOCK -> List.of(TaiDocPacket.of(CLOCK, TaiDocPacket.time(clock.now()), "时钟 clock"));
      case SET_CLOCK -> set(message);
      case MODEL -> List.of(model(MODEL, model));
      case SERIAL_LOW -> List.of(TaiDocPacket.of(SERIAL_LOW, serialLow, "序列号 serial number"));
      case SERIAL_HIGH -> List.of(TaiDocPacket.of(SERIAL_HIGH, serialHigh, "序列号 serial number"));
      case COUNT -> values.count().map(TaiDocCore::count).stream().toList();
      case RECORD_TIME ->
          isThere(message.u16le(0)) ? List.of(time(values.time(message.u16le(0)))) : List.of();
      case RECORD_VALUE ->
          isThere(message.u16le(0)) ? List.of(values.value(message.u16le(0))) : List.of();
      case LIVE -> values.live().stream().toList();
      case TaiDocPacket.WEIGHT -> values.weight();
      case CLEAR -> {
        values.clear();
        yield values.count().isEmpty()
            ? List.of()
            : List.of(TaiDocPacket.of(CLEAR, NOTHING, "已清除 cleared"));
      }
      case OFF -> {
        entry = Entry.OFF;
        yield List.of(TaiDocPacket.of(OFF, NOTHING, "关机 off"));
      }
      default -> List.of();
    };
  }

  private boolean isThere(int index) {
    return index < values.count().orElse(0);
  }

  private Transmission connected() {
    return switch (random.nextInt(3)) {
      case 0 -> TaiDocPacket.of(CONNECT, NOTHING, "已连接 connected");
      case 1 -> model(MODEL, model);
      default -> entering();
    };
  }

  private List<Transmission> set(Bytes message) {
    var shown = TaiDocPacket.time(message);
    if (shown.isEmpty()) {
      return List.of();
    }
    clock.set(shown.get());
    return List.of(TaiDocPacket.of(SET_CLOCK, message, "时钟已设 clock set"));
  }

  private static Transmission entering() {
    return TaiDocPacket.of(ENTERING, NOTHING, "进入通信 entering communication mode");
  }

  /** BCD, low pair first. */
  static Transmission model(int command, int model) {
    return TaiDocPacket.of(
        command,
        Integer.parseInt("%02d".formatted(model % 100), 16),
        Integer.parseInt("%02d".formatted(model / 100), 16),
        0,
        0,
        "型号 model " + model);
  }

  static Transmission count(int count) {
    int unknown = count == 0 ? 0xFF : 0;
    return TaiDocPacket.of(
        COUNT, count & 0xFF, count >> 8, unknown, unknown, "共 " + count + " 条 records");
  }

  static Transmission time(LocalDateTime at) {
    return TaiDocPacket.of(RECORD_TIME, TaiDocPacket.time(at), "记录时间 " + at);
  }

  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(TaiDocPacket::requestAtFront, fromKiosk)) {
      return new Note("不是整包 not one whole packet", Verdict.BAD);
    }
    int command = TaiDocPacket.command(fromKiosk);
    return new Note(
        switch (command) {
          case CONNECT -> "连接 connect";
          case CLOCK -> "问时钟 clock";
          case SET_CLOCK -> "设时钟 set clock";
          case MODEL -> "问型号 model";
          case SERIAL_LOW, SERIAL_HIGH -> "问序列号 serial number";
          case COUNT -> "问条数 count";
          case RECORD_TIME -> "读记录时间 time of record " + fromKiosk.u16le(2);
          case RECORD_VALUE -> "读记录 value of record " + fromKiosk.u16le(2);
          case LIVE -> "读实时血氧 live SpO2";
          case TaiDocPacket.WEIGHT -> "读体重 weight";
          case CLEAR -> "清除记录 clear memory";
          case OFF -> "关机 power off";
          default -> "不认识 unknown %02X".formatted(command);
        },
        Verdict.GOOD);
  }
}
