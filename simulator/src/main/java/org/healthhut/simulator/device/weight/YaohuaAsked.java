package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.weight.Plate.Trouble;

/**
 * Yaohua XK3190 (A9, A23, A26 or DS3) in command mode, at address A.
 *
 * <pre>
 * 02  A..Z  A hello, B gross, C tare, D net  XOR (2 hex digits)  03
 * 02  address  command  sign  6 digits  decimals  XOR (2 hex digits)  03      hello without the eight
 * </pre>
 *
 * <p>Source: protocols/yaohua-xk3190.md, "Command mode". What is not for its address or has a wrong
 * XOR is not answered. guess: an overload has letters where the digits are.
 */
final class YaohuaAsked implements Scale.Format {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int REQUEST = 6;
  private static final char ADDRESS = 'A';
  private static final int DECIMALS = 2;
  private static final String OVERLOAD = "OVERLO";

  @Override
  public int decimals() {
    return DECIMALS;
  }

  /** Asked five times a second, ten equal answers are a weight, and an answer may be late. */
  @Override
  public Duration standsAtLeast() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Trouble trouble(String code) {
    return code.equals("-") ? Trouble.LIFTED : Trouble.OVERLOADED;
  }

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != STX) {
      return Intake.NOISE;
    }
    if (heard.length() < REQUEST) {
      return Intake.PARTIAL;
    }
    var counted = heard.slice(1, 3).latin1();
    boolean right =
        heard.u8(REQUEST - 1) == ETX
            && heard.slice(3, 5).latin1().equals(YaohuaIndicator.xor(counted));
    return right ? REQUEST : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    if (request.u8(1) != ADDRESS) {
      return;
    }
    var shown = scale.shown();
    switch (request.u8(2)) {
      case 'A' -> scale.say(reply("A", "", "在 here"));
      case 'B' -> scale.say(weight("B", shown, shown.gross()));
      case 'C' -> scale.say(weight("C", Shown.of(shown.tare(), true), shown.tare()));
      case 'D' -> scale.say(weight("D", shown, shown.net()));
      default -> {}
    }
  }

  static Transmission weight(String command, Shown shown, BigDecimal kg) {
    if (!shown.isWithin()) {
      return reply(command, "+" + OVERLOAD + DECIMALS, "超重 overload");
    }
    var units = kg.abs().movePointRight(DECIMALS).setScale(0, RoundingMode.UNNECESSARY);
    return reply(
        command,
        (kg.signum() < 0 ? "-" : "+") + "%06d".formatted(units.intValueExact()) + DECIMALS,
        kg.toPlainString() + " kg");
  }

  private static Transmission reply(String command, String said, String note) {
    var counted = ADDRESS + command + said;
    var frame =
        Bytes.of(STX).plus(Bytes.ascii(counted + YaohuaIndicator.xor(counted))).plus(Bytes.of(ETX));
    return new Transmission(frame, note, frame.length() - 2);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(this::requestAt, fromKiosk)) {
      return new Note("校验错或不是帧 wrong checksum or not a frame", Verdict.BAD);
    }
    var address = fromKiosk.slice(1, 2).latin1();
    return new Note(
        "地址 "
            + address
            + " "
            + switch (fromKiosk.u8(2)) {
              case 'A' -> "握手 hello";
              case 'B' -> "读毛重 gross";
              case 'C' -> "读皮重 tare";
              case 'D' -> "读净重 net";
              default -> "未知命令 unknown";
            },
        Verdict.GOOD);
  }
}
