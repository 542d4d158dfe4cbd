package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * OneTouch UltraMini or UltraEasy: packets that are acknowledged and counted by their parity.
 *
 * <pre>
 * link  bit 0 parity of this packet, bit 1 parity of the packet expected next, bit 2 acknowledgement,
 *       bit 3 disconnect
 * 05 0D 02 version    05 0B 02 … serial    05 09 02 09 … unit    05 08 02 … date format
 * 05 20 02 … clock    05 20 01 t32 set     05 1A erase           05 1F i (2) record, i = 501 count
 * </pre>
 *
 * <p>Source: protocols/onetouch-binary.md. guess: that a record which is not there is answered as
 * 501 is, with 05 0F and the count (the note has both "0F + count" and 501 alone); that the meter
 * sends an answer nobody acknowledged again after a second, three times; that unknown requests are
 * acknowledged and not answered. After a reset the first packet is taken whatever its parity, as
 * the note asks of a simulator.
 */
final class OneTouchUltraMini implements Dialogue {
  private static final int PARITY = 0x01;
  private static final int EXPECTS = 0x02;
  private static final int ACKNOWLEDGED = 0x04;
  private static final int DISCONNECT = 0x08;

  private static final Duration REPEATED_AFTER = Duration.ofSeconds(1);
  private static final int REPEATS_MAX = 3;

  private static final int PREFIX = 0x05;
  private static final long HIGH = 0xFFFF;
  private static final long LOW = 0xFFFE;

  private final MeterMemory memory;
  private final String serial;
  private final Intake intake = OneTouchPacket.intake();

  /** Parity of the answer that is sent next, or again. */
  private int sending;

  /** Parity of the request that is new. */
  private int expected;

  private boolean reset = true;
  private @Nullable Answer unacknowledged;

  /** What waits to be acknowledged. */
  private record Answer(Bytes message, String note, int repeats, Duration repeatAt) {}

  OneTouchUltraMini(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AAA999AAA", random);
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    reset();
    return List.of();
  }

  private void reset() {
    sending = 0;
    expected = 0;
    reset = true;
    unacknowledged = null;
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .flatMap(packet -> heardPacket(packet, uptime).stream())
        .toList();
  }

  private List<Transmission> heardPacket(Bytes packet, Duration uptime) {
    int link = OneTouchPacket.link(packet);
    var message = OneTouchPacket.message(packet);
    if ((link & DISCONNECT) != 0) {
      reset();
      return List.of(
          OneTouchPacket.of(DISCONNECT | ACKNOWLEDGED, Bytes.EMPTY, "断开确认 disconnected"));
    }
    boolean wantsNext = (link & EXPECTS) >> 1 != sending;
    if (unacknowledged != null && wantsNext) {
      sending ^= PARITY;
      unacknowledged = null;
    }
    return message.isEmpty() ? List.of() : request(link & PARITY, message, uptime);
  }

  private List<Transmission> request(int parity, Bytes message, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    boolean repeated = parity != expected && !reset;
    if (!repeated) {
      reset = false;
      expected ^= PARITY;
      unacknowledged =
          answer(message)
              .map(body -> new Answer(body, noteOn(body), 0, uptime.plus(REPEATED_AFTER)))
              .orElse(null);
    }
    sends.add(OneTouchPacket.of(link() | ACKNOWLEDGED, Bytes.EMPTY, "收到 acknowledged"));
    if (unacknowledged != null) {
      sends.add(OneTouchPacket.of(link(), unacknowledged.message, unacknowledged.note));
    }
    return sends;
  }

  private int link() {
    return sending | expected << 1;
  }

  @Override
  public @Nullable Duration wakeAt() {
    return unacknowledged == null ? null : unacknowledged.repeatAt;
  }

  @Override
  public List<Transmission> woken(Duration uptime) {
    var again = unacknowledged;
    if (again == null) {
      return List.of();
    }
    if (again.repeats == REPEATS_MAX) {
      unacknowledged = null;
      return List.of();
    }
    unacknowledged =
        new Answer(again.message, again.note, again.repeats + 1, uptime.plus(REPEATED_AFTER));
    return List.of(OneTouchPacket.of(link(), again.message, "重发 again: " + again.note));
  }

  private Optional<Bytes> answer(Bytes message) {
    return switch (Request.of(message)) {
      case VERSION -> Optional.of(version());
      case SERIAL -> Optional.of(ok(Bytes.ascii(serial)));
      case UNIT -> Optional.of(ok(Bytes.of(1, 0, 0, 0)));
      case DATE_FORMAT -> Optional.of(ok(Bytes.of(0, 0, 0, 0)));
      case CLOCK -> Optional.of(ok(seconds(memory.now())));
      case SET_CLOCK -> {
        memory.setClock(
            LocalDateTime.ofEpochSecond(OneTouchPacket.u32(message, 3), 0, ZoneOffset.UTC));
        yield Optional.of(ok(seconds(memory.now())));
      }
      case ERASE -> {
        memory.clear();
        yield Optional.of(ok(Bytes.EMPTY));
      }
      case RECORD -> Optional.of(record(message.u16le(2)));
      case UNKNOWN -> Optional.empty();
    };
  }

  private Bytes record(int index) {
    if (index >= memory.size()) {
      return count(memory.size());
    }
    var kept = memory.newestFirst().get(index);
    return record(
        kept.at(), kept.isHigh() ? HIGH : kept.isLow() ? LOW : kept.value().longValueExact());
  }

  static Bytes version() {
    return ok(Bytes.of(17).plus(Bytes.ascii("P02.00.0030/08/06")));
  }

  static Bytes count(int count) {
    return Bytes.of(PREFIX, 0x0F).plus(OneTouchPacket.u16(count));
  }

  static Bytes record(LocalDateTime at, long value) {
    return ok(seconds(at).plus(OneTouchPacket.u32(value)));
  }

  private static Bytes ok(Bytes more) {
    return Bytes.of(PREFIX, 0x06).plus(more);
  }

  /** Seconds since 1970 by the meter's own clock, which knows no zone. */
  private static Bytes seconds(LocalDateTime at) {
    return OneTouchPacket.u32(at.toEpochSecond(ZoneOffset.UTC));
  }

  private static String noteOn(Bytes message) {
    return message.length() == 10
        ? "记录 record " + OneTouchPacket.u32(message, 6) + " mg/dL"
        : message.u8(1) == 0x0F ? "共 " + message.u16le(2) + " 条 records" : "应答 answer";
  }

  private enum Request {
    VERSION("问版本 version"),
    SERIAL("问序列号 serial number"),
    UNIT("问单位 unit"),
    DATE_FORMAT("问日期格式 date format"),
    CLOCK("问时钟 clock"),
    SET_CLOCK("设时钟 set clock"),
    ERASE("清除记录 erase"),
    RECORD("读记录 record"),
    UNKNOWN("不认识 unknown");

    final String meaning;

    Request(String meaning) {
      this.meaning = meaning;
    }

    static Request of(Bytes message) {
      if (message.length() < 2 || message.u8(0) != PREFIX) {
        return UNKNOWN;
      }
      var kind = message.drop(1).hex();
      return switch (kind) {
        case "0D 02" -> VERSION;
        case "09 02 09 00 00 00 00" -> UNIT;
        case "08 02 00 00 00 00 00" -> DATE_FORMAT;
        case "20 02 00 00 00 00" -> CLOCK;
        case "1A" -> ERASE;
        default ->
            kind.startsWith("0B 02") && message.length() == 12
                ? SERIAL
                : kind.startsWith("20 01") && message.length() == 7
                    ? SET_CLOCK
                    : kind.startsWith("1F") && message.length() == 4 ? RECORD : UNKNOWN;
      };
    }
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(OneTouchPacket::sizeAtFront, fromKiosk)) {
      return new Note("不是整包 not one whole packet", Verdict.BAD);
    }
    int link = OneTouchPacket.link(fromKiosk);
    var message = OneTouchPacket.message(fromKiosk);
    if ((link & DISCONNECT) != 0) {
      return new Note("断开 disconnect", Verdict.GOOD);
    }
    return new Note(
        message.isEmpty() ? "收到 acknowledged" : Request.of(message).meaning, Verdict.GOOD);
  }
}
