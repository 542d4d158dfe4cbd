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
 * A&amp;D UA-767PC: a home monitor that tells its last result when it is asked, without a time.
 *
 * <pre>
 * 02 "CPC05" 3B   open and read        02 "CPC04" 3A   close
 * 01 "70PC" 06    ACK                  01 "70PC" 15    NAK
 * 10 hexadecimal characters: code, systolic − diastolic, diastolic, pulse, one of unknown meaning
 * </pre>
 *
 * <p>Source: protocols/and-tm-bp.md, 2, of low to medium confidence. The last byte of a command is
 * the low byte of the sum of the characters after STX (the source's own literal for close breaks
 * this rule and is refused).
 *
 * <p>guess: the result follows the ACK at once with nothing around it; NAK answers a wrong checksum
 * and whatever is asked while it measures; the values beside an error are zeros.
 */
final class Ua767Pc implements Monitor.Format {
  private static final int STX = 0x02;
  private static final int LENGTH = 7;
  private static final Bytes COMMAND = Bytes.ascii("CPC0");
  private static final int READ = '5';
  private static final int CLOSE = '4';
  private static final String GOOD = "80";

  private static final Bytes ADDRESS = Bytes.of(0x01).plus(Bytes.ascii("70PC"));
  private static final Transmission ACK = plain(ADDRESS.plus(Bytes.of(0x06)), "确认 ACK");
  private static final Transmission NAK = plain(ADDRESS.plus(Bytes.of(0x15)), "拒绝 NAK");

  private final CuffMemory memory;

  Ua767Pc(DeviceClock clock, RandomGenerator random) {
    memory = new CuffMemory(clock, random);
  }

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != STX) {
      return Intake.NOISE;
    }
    int known = Math.min(COMMAND.length(), heard.length() - 1);
    if (!COMMAND.startsWith(heard.slice(1, 1 + known))) {
      return Intake.NOISE;
    }
    return heard.length() < LENGTH ? Intake.PARTIAL : LENGTH;
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (!sound(request) || monitor.cuff().isInflated()) {
      monitor.say(NAK);
      return;
    }
    monitor.say(ACK);
    if (request.u8(5) == READ) {
      monitor.say(result(memory.newest().found()));
    }
  }

  private static boolean sound(Bytes request) {
    int command = request.u8(5);
    return (command == READ || command == CLOSE)
        && (request.slice(1, LENGTH - 1).sum() & 0xFF) == request.u8(LENGTH - 1);
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    memory.keep(found);
  }

  static Transmission result(Measurement found) {
    if (found.failed()) {
      return plain(Bytes.ascii(found.error() + "00000000"), "错误 error " + found.error());
    }
    int systolic = found.value(Metric.SYSTOLIC).intValueExact();
    int diastolic = found.value(Metric.DIASTOLIC).intValueExact();
    var text =
        "%s%02X%02X%02X62"
            .formatted(
                GOOD,
                Math.clamp(systolic - diastolic, 0, 0xFF),
                diastolic,
                found.value(Metric.PULSE).intValueExact());
    return plain(Bytes.ascii(text), Cuff.text(found));
  }

  private static Transmission plain(Bytes frame, String note) {
    return new Transmission(frame, note, Transmission.NO_CHECKSUM);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length() || !sound(fromKiosk)) {
      return new Note("不是命令或校验错 no command, or wrong checksum", Verdict.BAD);
    }
    return new Note(fromKiosk.u8(5) == READ ? "读取 open and read" : "关闭 close", Verdict.GOOD);
  }
}
