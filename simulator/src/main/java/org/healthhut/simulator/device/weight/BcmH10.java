package org.healthhut.simulator.device.weight;

import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * BCM-H10 module, as far as it is known: it is there, and it tares.
 *
 * <pre>
 * A5 5A  n  unit or data id  function or data…  checksum     n bytes follow; checksum sum of all + 1
 * link test A5 5A 03 03 3C 42      tare A5 5A 03 03 34 3A, finished A5 5A 03 64 01 68
 * </pre>
 *
 * <p>Source: protocols/height-weight.md, 3. How it tells a weight, a height or a body is not known,
 * so that it is not asked in vain: those requests are not answered.
 *
 * <p>guess: the link test comes back as it was sent.
 */
final class BcmH10 implements Scale.Format {
  private static final Bytes HEADER = Bytes.of(0xA5, 0x5A);
  private static final int SHORTEST = 6;
  private static final int LONGEST = 32;
  private static final int COMMAND = 0x03;
  private static final int LINK_TEST = 0x3C;
  private static final int TARE = 0x34;
  private static final int FINISHED = 0x64;

  @Override
  public int decimals() {
    return 1;
  }

  @Override
  public int requestAt(Bytes heard) {
    if (!heard.startsWith(HEADER)) {
      return HEADER.startsWith(heard) ? Intake.PARTIAL : Intake.NOISE;
    }
    if (heard.length() < 3) {
      return Intake.PARTIAL;
    }
    int length = 3 + heard.u8(2);
    if (length < SHORTEST || length > LONGEST) {
      return Intake.NOISE;
    }
    if (heard.length() < length) {
      return Intake.PARTIAL;
    }
    return checksum(heard.slice(0, length - 1)) == heard.u8(length - 1) ? length : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    if (request.length() != SHORTEST || request.u8(3) != COMMAND) {
      return;
    }
    switch (request.u8(4)) {
      case LINK_TEST -> scale.say(frame(COMMAND, LINK_TEST, "连接正常 link test"));
      case TARE -> {
        scale.tare();
        scale.say(frame(FINISHED, 0x01, "归零完成 tare finished"));
      }
      default -> {}
    }
  }

  static Transmission frame(int id, int data, String note) {
    var counted = HEADER.plus(Bytes.of(3, id, data));
    return new Transmission(counted.plus(Bytes.of(checksum(counted))), note, counted.length());
  }

  private static int checksum(Bytes counted) {
    return (counted.sum() + 1) & 0xFF;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(this::requestAt, fromKiosk)) {
      return new Note("校验错或不是帧 wrong checksum or not a frame", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u8(4)) {
          case LINK_TEST -> "连接测试 link test";
          case TARE -> "归零 tare";
          default -> "功能 function %02X, 应答未知, 未模拟".formatted(fromKiosk.u8(4));
        },
        Verdict.GOOD);
  }
}
