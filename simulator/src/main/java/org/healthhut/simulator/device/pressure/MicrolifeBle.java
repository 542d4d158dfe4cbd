package org.healthhut.simulator.device.pressure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Metric;

/**
 * Microlife BP3GY1-2N over Bluetooth: sets its clock, says who it belongs to and tells its whole
 * memory.
 *
 * <pre>
 * 4D FF  L (2)  payload  ck      kiosk, written to FFF2; L = payload + 1; ck = low byte of the sum
 * 4D 3A  L (2)  payload  ck      monitor, notified on FFF1
 *   0D yy mo dd hh mi ss -&gt; 81       05 -&gt; 05, user, ID (20), 00, ID (20)
 *   00 (6 × 00) FD -&gt; 38 bytes, then 10 a record: systolic diastolic pulse yy mo dd hh mi 00 00
 *   04 -&gt; nothing
 * </pre>
 *
 * <p>Source: protocols/microlife-bp.md, A. Nothing is put around the values of the characteristics.
 * A failed measurement is not stored.
 *
 * <p>guess: newest first (example 2) with an empty slot at the end; 00 and FD are the whole of the
 * download request; nothing is answered to an impossible clock, while it measures, and after 04
 * until the connection is new or somebody measures (when it offers its records again); what stands
 * at 0 and 22 of the ids.
 */
final class MicrolifeBle implements Monitor.Format {
  private static final Bytes FROM_KIOSK = Bytes.of(0x4D, 0xFF);
  private static final Bytes FROM_MONITOR = Bytes.of(0x4D, 0x3A);
  private static final int BEFORE_PAYLOAD = 4;
  private static final int PAYLOAD_MAX = 16;
  private static final int SET_CLOCK = 0x0D;
  private static final int READ_IDS = 0x05;
  private static final int DISCONNECT = 0x04;
  private static final int DONE = 0x81;
  private static final Bytes READ_ALL = Bytes.hex("00 00 00 00 00 00 00 FD");
  private static final int SET_CLOCK_LENGTH = 7;
  private static final int HEAD_LENGTH = 38;
  private static final Bytes EMPTY_SLOT = Bytes.copyOf(new byte[10]);
  private static final int USER = 1;
  private static final String ID = "HUT-01              ";
  private static final String OTHER_ID = "HUT-02              ";

  private final DeviceClock clock;
  private final CuffMemory memory;
  private boolean connected = true;

  MicrolifeBle(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    this.memory = new CuffMemory(clock, random);
  }

  @Override
  public int requestAt(Bytes heard) {
    int known = Math.min(FROM_KIOSK.length(), heard.length());
    if (!FROM_KIOSK.startsWith(heard.slice(0, known))) {
      return Intake.NOISE;
    }
    if (heard.length() < BEFORE_PAYLOAD) {
      return Intake.PARTIAL;
    }
    int counted = heard.u16be(2);
    if (counted < 2 || counted > PAYLOAD_MAX + 1) {
      return Intake.NOISE;
    }
    int length = counted + BEFORE_PAYLOAD;
    if (heard.length() < length) {
      return Intake.PARTIAL;
    }
    int sum = heard.slice(0, length - 1).sum() & 0xFF;
    return sum == heard.u8(length - 1) ? length : Intake.NOISE;
  }

  private static Bytes payload(Bytes request) {
    return request.slice(BEFORE_PAYLOAD, request.length() - 1);
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (!connected || monitor.cuff().isInflated()) {
      return;
    }
    var payload = payload(request);
    if (payload.equals(READ_ALL)) {
      var records = memory.newestFirst();
      monitor.say(download(records, true));
    } else if (payload.u8(0) == SET_CLOCK && payload.length() == SET_CLOCK_LENGTH) {
      if (setClock(payload)) {
        monitor.say(reply(Bytes.of(DONE), "时钟已设 clock set"));
      }
    } else if (payload.equals(Bytes.of(READ_IDS))) {
      monitor.say(ids());
    } else if (payload.equals(Bytes.of(DISCONNECT))) {
      connected = false;
    }
  }

  private boolean setClock(Bytes payload) {
    try {
      var told =
          LocalDateTime.of(
              2000 + payload.u8(1),
              payload.u8(2),
              payload.u8(3),
              payload.u8(4),
              payload.u8(5),
              payload.u8(6));
      clock.skew(clock.skew().plus(Duration.between(clock.now(), told)));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  @Override
  public void plugged(boolean in, Monitor monitor) {
    connected = true;
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    connected = true;
    if (!found.failed()) {
      memory.keep(found);
    }
  }

  private static Transmission ids() {
    return reply(
        Bytes.of(READ_IDS, USER)
            .plus(Bytes.ascii(ID))
            .plus(Bytes.of(0))
            .plus(Bytes.ascii(OTHER_ID)),
        "用户 user " + USER);
  }

  /**
   * @param slotLeft whether the memory has an empty slot at its end
   */
  static Transmission download(List<CuffMemory.Kept> records, boolean slotLeft) {
    var payload = Bytes.copyOf(new byte[HEAD_LENGTH]);
    for (var kept : records) {
      var at = kept.at();
      payload =
          payload.plus(
              Bytes.of(
                  kept.of(Metric.SYSTOLIC),
                  kept.of(Metric.DIASTOLIC),
                  kept.of(Metric.PULSE),
                  at.getYear() - 2000,
                  at.getMonthValue(),
                  at.getDayOfMonth(),
                  at.getHour(),
                  at.getMinute(),
                  0,
                  0));
    }
    return reply(slotLeft ? payload.plus(EMPTY_SLOT) : payload, "记录 records " + records.size());
  }

  static Transmission reply(Bytes payload, String note) {
    int counted = payload.length() + 1;
    var summed = FROM_MONITOR.plus(Bytes.of(counted >> 8, counted & 0xFF)).plus(payload);
    return new Transmission(summed.plus(Bytes.of(summed.sum() & 0xFF)), note, summed.length());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("片段或校验错 a piece, or wrong checksum", Verdict.UNCHECKED);
    }
    return new Note(
        switch (payload(fromKiosk).u8(0)) {
          case SET_CLOCK -> "设时钟 set clock";
          case READ_IDS -> "读取用户 read ids";
          case 0 -> "读取全部记录 read all records";
          case DISCONNECT -> "断开 disconnect";
          default -> "未知命令 unknown, ignored";
        },
        Verdict.GOOD);
  }
}
