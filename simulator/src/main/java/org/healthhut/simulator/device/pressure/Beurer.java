package org.healthhut.simulator.device.pressure;

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
 * Beurer BM 55, BM 58 or BM 65 on its cable: its memory, record by record.
 *
 * <pre>
 * AA -&gt; 55    A4 -&gt; 32 characters    A2 -&gt; n    A3 i -&gt; record i of 1..n, or A9
 * record: AC, systolic − 25, diastolic − 25, pulse, month, day, hour, minute, year − 2000
 * </pre>
 *
 * <p>Source: protocols/beurer-bm.md. No checksum; a failed measurement is not stored. The newest
 * record has number 1, since "after a new measurement indices shift".
 *
 * <p>guess: it answers nothing but the ping until it was pinged since the port was opened, and
 * nothing at all while it measures; the text it names itself with.
 */
final class Beurer implements Monitor.Format {
  private static final int PING = 0xAA;
  private static final int IDENTIFY = 0xA4;
  private static final int COUNT = 0xA2;
  private static final int RECORD = 0xA3;
  private static final int PONG = 0x55;
  private static final int NO_RECORD = 0xA9;
  private static final int MARKER = 0xAC;
  private static final int OFFSET = 25;
  private static final String IDENTITY = "BEURER BM58 HEALTHHUT VIRTUAL   ";

  private final CuffMemory memory;
  private boolean connected;

  Beurer(DeviceClock clock, RandomGenerator random) {
    memory = new CuffMemory(clock, random);
  }

  @Override
  public int requestAt(Bytes heard) {
    return switch (heard.u8(0)) {
      case PING, IDENTIFY, COUNT -> 1;
      case RECORD -> heard.length() < 2 ? Intake.PARTIAL : 2;
      default -> Intake.NOISE;
    };
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (monitor.cuff().isInflated()) {
      return;
    }
    if (request.u8(0) == PING) {
      connected = true;
    }
    if (connected) {
      monitor.say(answer(request));
    }
  }

  private Transmission answer(Bytes request) {
    var records = memory.newestFirst();
    return switch (request.u8(0)) {
      case PING -> plain(Bytes.of(PONG), "在 here");
      case IDENTIFY -> plain(Bytes.ascii(IDENTITY), "型号 identification");
      case COUNT -> plain(Bytes.of(records.size()), "记录数 records " + records.size());
      default -> {
        int number = request.u8(1);
        yield number < 1 || number > records.size()
            ? plain(Bytes.of(NO_RECORD), "无此记录 no such record")
            : record(records.get(number - 1));
      }
    };
  }

  @Override
  public void plugged(boolean in, Monitor monitor) {
    connected = false;
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    if (!found.failed()) {
      memory.keep(found);
    }
  }

  static Transmission record(CuffMemory.Kept kept) {
    var at = kept.at();
    return plain(
        Bytes.of(
            MARKER,
            Math.max(0, kept.of(Metric.SYSTOLIC) - OFFSET),
            Math.max(0, kept.of(Metric.DIASTOLIC) - OFFSET),
            kept.of(Metric.PULSE),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getYear() - 2000),
        "记录 " + kept.text());
  }

  private static Transmission plain(Bytes frame, String note) {
    return new Transmission(frame, note, Transmission.NO_CHECKSUM);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("不是命令 no command", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u8(0)) {
          case PING -> "呼叫 ping";
          case IDENTIFY -> "查询型号 identify";
          case COUNT -> "查询记录数 count";
          default -> "读取记录 record " + fromKiosk.u8(1);
        },
        Verdict.UNCHECKED);
  }
}
