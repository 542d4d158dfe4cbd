package org.healthhut.simulator.device.pressure;

import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.taidoc.TaiDocPacket;
import org.healthhut.vital.Metric;

/**
 * TaiDoc TD-3128 cuff: its memory record by record, in {@linkplain TaiDocPacket packets of eight
 * bytes}.
 *
 * <pre>
 *   22 connect    23 clock    33 set clock    24 model, BCD    27, 28 serial number
 *   2B count      25 time of record i    26 value of record i: systolic 00 diastolic pulse
 *   50 off        54 by itself when the line is there
 * </pre>
 *
 * <p>Source: protocols/taidoc.md. Record 0 is the newest. A measurement that failed is kept as a
 * record whose systolic pressure and pulse are 0 ("no valid measurement").
 *
 * <p>guess: connect is answered with 22; a record there is not, an impossible clock and anything
 * asked while it measures are not answered; clearing the memory is passed over.
 */
final class TaiDocCuff implements Monitor.Format {
  private static final int CONNECT = 0x22;
  private static final int CLOCK = 0x23;
  private static final int MODEL = 0x24;
  private static final int TIME = 0x25;
  private static final int VALUE = 0x26;
  private static final int SERIAL_LOW = 0x27;
  private static final int SERIAL_HIGH = 0x28;
  private static final int COUNT = 0x2B;
  private static final int SET_CLOCK = 0x33;
  private static final int OFF = 0x50;
  private static final int ENTERED = 0x54;
  private static final Bytes NONE = Bytes.of(0, 0, 0, 0);
  private static final Bytes TD_3128 = Bytes.of(0x28, 0x31, 0, 0);
  private static final Bytes SERIAL_LOW_HALF = Bytes.of(0x42, 0x00, 0x12, 0x34);
  private static final Bytes SERIAL_HIGH_HALF = Bytes.of(0x25, 0x20, 0x28, 0x31);

  private final DeviceClock clock;
  private final CuffMemory memory;
  private boolean off;

  TaiDocCuff(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    this.memory = new CuffMemory(clock, random);
  }

  @Override
  public int requestAt(Bytes heard) {
    return TaiDocPacket.requestAtFront(heard);
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (off || monitor.cuff().isInflated()) {
      return;
    }
    var message = request.slice(2, 6);
    var records = memory.newestFirst();
    int index = message.u16le(0);
    switch (request.u8(1)) {
      case CONNECT -> monitor.say(TaiDocPacket.of(CONNECT, NONE, "连接 connected"));
      case CLOCK -> monitor.say(TaiDocPacket.of(CLOCK, TaiDocPacket.time(clock.now()), "时钟 clock"));
      case SET_CLOCK -> {
        if (setClock(message)) {
          monitor.say(TaiDocPacket.of(SET_CLOCK, message, "时钟已设 clock set"));
        }
      }
      case MODEL -> monitor.say(TaiDocPacket.of(MODEL, TD_3128, "型号 model 3128"));
      case SERIAL_LOW -> monitor.say(TaiDocPacket.of(SERIAL_LOW, SERIAL_LOW_HALF, "序列号 serial"));
      case SERIAL_HIGH -> monitor.say(TaiDocPacket.of(SERIAL_HIGH, SERIAL_HIGH_HALF, "序列号 serial"));
      case COUNT ->
          monitor.say(
              TaiDocPacket.of(
                  COUNT,
                  Bytes.of(records.size() & 0xFF, records.size() >> 8, 0, 0),
                  "记录数 records " + records.size()));
      case TIME -> {
        if (index < records.size()) {
          monitor.say(
              TaiDocPacket.of(
                  TIME, TaiDocPacket.time(records.get(index).at()), "时间 time of " + index));
        }
      }
      case VALUE -> {
        if (index < records.size()) {
          monitor.say(value(records.get(index).found()));
        }
      }
      case OFF -> {
        off = true;
        monitor.say(TaiDocPacket.of(OFF, message, "关机 off"));
      }
      default -> {}
    }
  }

  private boolean setClock(Bytes message) {
    var told = TaiDocPacket.time(message);
    told.ifPresent(clock::set);
    return told.isPresent();
  }

  @Override
  public void plugged(boolean in, Monitor monitor) {
    off = false;
    if (in) {
      monitor.say(TaiDocPacket.of(ENTERED, NONE, "进入通信 entering communication mode"));
    }
  }

  @Override
  public void moves(Monitor monitor) {
    off = false;
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    memory.keep(found);
  }

  static Transmission value(Measurement found) {
    if (found.failed()) {
      return TaiDocPacket.of(VALUE, NONE, "无有效结果 no valid measurement");
    }
    return TaiDocPacket.of(
        VALUE,
        Bytes.of(
            found.value(Metric.SYSTOLIC).intValueExact(),
            0,
            found.value(Metric.DIASTOLIC).intValueExact(),
            found.value(Metric.PULSE).intValueExact()),
        Cuff.text(found));
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("不是包或校验错 not a packet, or wrong checksum", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u8(1)) {
          case CONNECT -> "连接 connect";
          case CLOCK -> "读时钟 read clock";
          case SET_CLOCK -> "设时钟 set clock";
          case MODEL -> "查询型号 model";
          case SERIAL_LOW, SERIAL_HIGH -> "查询序列号 serial number";
          case COUNT -> "查询记录数 count";
          case TIME -> "读取时间 time of " + fromKiosk.u16le(2);
          case VALUE -> "读取结果 value of " + fromKiosk.u16le(2);
          case OFF -> "关机 off";
          default -> "未知命令 unknown, ignored";
        },
        Verdict.GOOD);
  }
}
