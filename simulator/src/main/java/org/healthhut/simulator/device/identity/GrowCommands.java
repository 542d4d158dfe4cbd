package org.healthhut.simulator.device.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Commands of the Grow GM6x and GM8x modules, in command mode: looks when it is triggered, until it
 * has seen one code or its reading time is over.
 *
 * <pre>
 * 7E 00  type  count  register (2)  data  CRC (2)     07 read, 08 write, 09 save, 0A heart-beat
 * 02 00  00    count  data          CRC (2)           CRC-16/XMODEM; AB CD instead is not checked
 * </pre>
 *
 * <p>Source: protocols/qr-scanner.md, "7E command frames". Writing 01 to register 0002 triggers, 00
 * stops; 0006 is the reading time in tenths of a second, 002A the speed, 00D9 = 50 the factory's
 * settings. guess: that it comes in command mode (register 0000 = 01) and looks for 30 s while 0006
 * is 0; a wrong CRC is not answered; what is not saved is lost with the power.
 */
final class GrowCommands implements Scanner.Commands {
  private static final int READ = 0x07;
  private static final int WRITE = 0x08;
  private static final int SAVE = 0x09;
  private static final int HEART_BEAT = 0x0A;
  private static final int MODE = 0x0000;
  private static final int COMMAND_MODE = 1;
  private static final int MODE_BITS = 0x03;
  private static final int TRIGGER = 0x0002;
  private static final int READING_TIME = 0x0006;
  private static final int SPEED = 0x002A;
  private static final int DEFAULTS = 0x00D9;
  private static final int RESTORE = 0x50;
  private static final int UNCHECKED = 0xABCD;
  private static final int DATA_MAX = 32;
  private static final int FRAME_MAX = 8 + DATA_MAX;
  private static final int POLYNOMIAL = 0x1021;

  private static final Duration LOOKS_FOR = Duration.ofSeconds(30);

  private final Intake intake = new Intake(GrowCommands::size, Duration.ofMillis(200), FRAME_MAX);
  private final Map<Integer, Integer> registers = factory();
  private Map<Integer, Integer> saved = factory();
  private Duration looksUntil = Duration.ZERO;

  private static Map<Integer, Integer> factory() {
    var registers = new TreeMap<Integer, Integer>();
    registers.put(MODE, COMMAND_MODE);
    registers.put(SPEED, 0x39);
    registers.put(SPEED + 1, 0x01);
    return registers;
  }

  @Override
  public void pluggedIn(Duration uptime) {
    registers.clear();
    registers.putAll(saved);
    looksUntil = uptime;
    intake.clear();
  }

  @Override
  public boolean looks(Duration uptime) {
    return (register(MODE) & MODE_BITS) != COMMAND_MODE || uptime.compareTo(looksUntil) < 0;
  }

  @Override
  public void saw(Duration uptime) {
    looksUntil = uptime;
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var frame : intake.take(bytes, uptime)) {
      sends.add(obey(frame, uptime));
    }
    return sends;
  }

  private Transmission obey(Bytes frame, Duration uptime) {
    int at = frame.u16be(4);
    switch (frame.u8(2)) {
      case READ -> {
        var data = Bytes.EMPTY;
        for (int i = 0; i < Math.min(DATA_MAX, frame.u8(6)); i++) {
          data = data.plus(Bytes.of(register(at + i)));
        }
        return reply(data, "寄存器 register %04X".formatted(at));
      }
      case WRITE -> write(at, frame.slice(6, frame.length() - 2), uptime);
      case SAVE -> saved = new TreeMap<>(registers);
      default -> {}
    }
    return reply(Bytes.of(0), "成功 success");
  }

  private void write(int at, Bytes data, Duration uptime) {
    if (at == DEFAULTS && data.u8(0) == RESTORE) {
      registers.clear();
      registers.putAll(factory());
      return;
    }
    if (at == TRIGGER) {
      looksUntil = (data.u8(0) & 1) == 1 ? uptime.plus(looksFor()) : uptime;
      return;
    }
    for (int i = 0; i < data.length(); i++) {
      registers.put(at + i, data.u8(i));
    }
  }

  private Duration looksFor() {
    int tenths = register(READING_TIME);
    return tenths == 0 ? LOOKS_FOR : Duration.ofMillis(100L * tenths);
  }

  private int register(int at) {
    return registers.getOrDefault(at, 0);
  }

  static Transmission reply(Bytes data, String note) {
    var counted = Bytes.of(0x00, data.length()).plus(data);
    int crc = crc(counted);
    var frame = Bytes.of(0x02, 0x00).plus(counted).plus(Bytes.of(crc >> 8, crc & 0xFF));
    return new Transmission(frame, note, frame.length() - 1);
  }

  static int crc(Bytes bytes) {
    int crc = 0;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }

  private static int size(Bytes rest) {
    if (rest.u8(0) != 0x7E || (rest.length() > 1 && rest.u8(1) != 0x00)) {
      return Intake.NOISE;
    }
    if (rest.length() < 4) {
      return Intake.PARTIAL;
    }
    int data = rest.u8(3);
    if (rest.u8(2) < READ || rest.u8(2) > HEART_BEAT || data < 1 || data > DATA_MAX) {
      return Intake.NOISE;
    }
    int size = 8 + data;
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    int crc = rest.u16be(size - 2);
    return crc == UNCHECKED || crc == crc(rest.slice(2, size - 2)) ? size : Intake.NOISE;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(GrowCommands::size, fromKiosk)) {
      return new Note("不是帧或校验错 not a frame", Verdict.BAD);
    }
    int at = fromKiosk.u16be(4);
    var what =
        switch (fromKiosk.u8(2)) {
          case READ -> "读寄存器 read %04X".formatted(at);
          case WRITE -> at == TRIGGER ? "触发 trigger" : "写寄存器 write %04X".formatted(at);
          case SAVE -> "保存 save";
          default -> "心跳 heart-beat";
        };
    return new Note(what, Verdict.GOOD);
  }
}
