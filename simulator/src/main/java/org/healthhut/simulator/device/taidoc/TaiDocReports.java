package org.healthhut.simulator.device.taidoc;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;

/**
 * A device behind a CP2110, a serial line over USB HID.
 *
 * <pre>
 * length  data…      length 01..3F
 * 50 …               line settings, 9 bytes in all        41 01     line on
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "USB models". The bridge tells the first byte of an answer by
 * itself sometimes ("reports where only the first byte is valid"). guess: that it works without 50
 * and 41, which a program may send elsewhere than here.
 */
public final class TaiDocReports implements VirtualDevice {
  private static final int DATA_MAX = 0x3F;
  private static final int SWITCH_ON = 0x41;
  private static final int SETTINGS = 0x50;

  private final VirtualDevice device;
  private final RandomGenerator random;
  private final Intake intake =
      new Intake(TaiDocReports::reportAtFront, Duration.ofMillis(200), DATA_MAX + 1);

  public TaiDocReports(VirtualDevice device, RandomGenerator random) {
    this.device = device;
    this.random = random;
  }

  private static int reportAtFront(Bytes rest) {
    int first = rest.u8(0);
    int size =
        switch (first) {
          case 0 -> Intake.NOISE;
          case SWITCH_ON -> 2;
          case SETTINGS -> 9;
          default -> first <= DATA_MAX ? 1 + first : Intake.NOISE;
        };
    return rest.length() < size ? Intake.PARTIAL : size;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    if (!(happening instanceof Happening.Heard(var bytes))) {
      return wrapped(device.on(happening, uptime));
    }
    var data = Bytes.EMPTY;
    for (var report : intake.take(bytes, uptime)) {
      data = data.plus(report.u8(0) <= DATA_MAX ? report.drop(1) : Bytes.EMPTY);
    }
    return wrapped(device.on(new Happening.Heard(data), uptime));
  }

  private Reply wrapped(Reply reply) {
    return new Reply(
        reply.sends().stream().map(this::wrapped).toList(), reply.wakeAt(), reply.ending());
  }

  private Transmission wrapped(Transmission transmission) {
    var frame = transmission.frame();
    int alone = random.nextBoolean() ? 1 : 0;
    var reports =
        alone == 0 ? report(frame) : report(frame.slice(0, 1)).plus(report(frame.drop(1)));
    return new Transmission(reports, transmission.note(), transmission.checksum() + 1 + alone);
  }

  private static Bytes report(Bytes data) {
    return Bytes.of(data.length()).plus(data);
  }

  @Override
  public Panel panel() {
    return device.panel();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(TaiDocReports::reportAtFront, fromKiosk)) {
      return new Note("不是报告 not a report", Verdict.BAD);
    }
    return switch (fromKiosk.u8(0)) {
      case SWITCH_ON -> new Note("打开串口 line on", Verdict.UNCHECKED);
      case SETTINGS -> new Note("串口设置 line settings", Verdict.UNCHECKED);
      default -> device.note(fromKiosk.drop(1));
    };
  }
}
