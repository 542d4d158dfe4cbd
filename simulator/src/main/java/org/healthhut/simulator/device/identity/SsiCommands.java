package org.healthhut.simulator.device.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Commands of the GM72 module: looks when it is told to, until it has seen one code or 30 s are
 * over. Asleep until it hears a byte and 50 ms have passed.
 *
 * <pre>
 * length  opcode  04  status  data  checksum (2)     length up to the last data; checksum: with the
 *                                                    sum of all before it is 0 in 16 bits
 * E4 start  E5 stop  A3 version  D0 acknowledged
 * </pre>
 *
 * <p>Source: protocols/qr-scanner.md, "GM72 / SSI-like frames". guess: that it sleeps after 10 s
 * without a byte or a code, and loses what comes while it wakes; that it tells its version in a
 * frame A4; that a wrong checksum is not answered.
 */
final class SsiCommands implements Scanner.Commands {
  private static final int START = 0xE4;
  private static final int STOP = 0xE5;
  private static final int VERSION = 0xA3;
  private static final int REVISION = 0xA4;
  private static final int ACKNOWLEDGED = 0xD0;
  private static final int HOST = 0x04;
  private static final int DEVICE = 0x00;
  private static final int LENGTH_MAX = 16;
  private static final String FIRMWARE = "GM72 V1.0";

  private static final Duration LOOKS_FOR = Duration.ofSeconds(30);
  private static final Duration SLEEPS_AFTER = Duration.ofSeconds(10);
  private static final Duration WAKES_IN = Duration.ofMillis(50);

  private final Intake intake =
      new Intake(SsiCommands::size, Duration.ofMillis(200), LENGTH_MAX + 2);
  private Duration looksUntil = Duration.ZERO;
  private Duration awakeFrom = Duration.ZERO;
  private Duration awakeUntil = Duration.ZERO;

  @Override
  public void pluggedIn(Duration uptime) {
    looksUntil = uptime;
    awakeUntil = uptime;
    intake.clear();
  }

  @Override
  public boolean looks(Duration uptime) {
    return uptime.compareTo(looksUntil) < 0;
  }

  @Override
  public void saw(Duration uptime) {
    looksUntil = uptime;
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    boolean asleep = awakeUntil.compareTo(uptime) <= 0 && !looks(uptime);
    if (asleep) {
      awakeFrom = uptime.plus(WAKES_IN);
    }
    awakeUntil = uptime.plus(SLEEPS_AFTER);
    if (uptime.compareTo(awakeFrom) < 0) {
      return List.of();
    }
    var sends = new ArrayList<Transmission>();
    for (var frame : intake.take(bytes, uptime)) {
      sends.addAll(obey(frame.u8(1), uptime));
    }
    return sends;
  }

  private List<Transmission> obey(int opcode, Duration uptime) {
    switch (opcode) {
      case START -> looksUntil = uptime.plus(LOOKS_FOR);
      case STOP -> looksUntil = uptime;
      case VERSION -> {
        return List.of(frame(REVISION, DEVICE, Bytes.ascii(FIRMWARE), "版本 version"));
      }
      default -> {
        return List.of();
      }
    }
    return List.of(frame(ACKNOWLEDGED, DEVICE, Bytes.EMPTY, "确认 ACK"));
  }

  static Transmission frame(int opcode, int source, Bytes data, String note) {
    var counted = Bytes.of(4 + data.length(), opcode, source, 0x00).plus(data);
    int checksum = -counted.sum() & 0xFFFF;
    var frame = counted.plus(Bytes.of(checksum >> 8, checksum & 0xFF));
    return new Transmission(frame, note, frame.length() - 1);
  }

  private static int size(Bytes rest) {
    int length = rest.u8(0);
    if (length < 4 || length > LENGTH_MAX || (rest.length() > 2 && rest.u8(2) != HOST)) {
      return Intake.NOISE;
    }
    if (rest.length() < length + 2) {
      return Intake.PARTIAL;
    }
    int sum = rest.slice(0, length).sum() + rest.u16be(length);
    return (sum & 0xFFFF) == 0 ? length + 2 : Intake.NOISE;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.equals(Bytes.of(0x00))) {
      return new Note("唤醒 wake up", Verdict.UNCHECKED);
    }
    if (!Intake.isFrame(SsiCommands::size, fromKiosk)) {
      return new Note("不是帧或校验错 not a frame", Verdict.BAD);
    }
    var what =
        switch (fromKiosk.u8(1)) {
          case START -> "开始 start";
          case STOP -> "停止 stop";
          case VERSION -> "版本? version?";
          case ACKNOWLEDGED -> "确认 ACK";
          default -> "其他 other";
        };
    return new Note(what, Verdict.GOOD);
  }
}
