package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * Scale of a shop counter that speaks 8217, set to kilograms.
 *
 * <pre>
 * W    02 ww.www CR    when it is stable and in range
 *      02 ? s CR       else; s: bit 0 motion, 1 out of capacity, 2 under zero, 3 outside zero capture,
 *                      4 centre of zero, 5 net weight, 6 set
 * Z    zero            T    tare
 * </pre>
 *
 * <p>Source: protocols/mettler.md, C, of medium-low confidence. guess: Z and T are answered with
 * the status, bit 3 set where they can't be done; it carries 99.999 kg.
 */
final class CounterScale implements Scale.Format {
  private static final int DECIMALS = 3;
  private static final int MOTION = 0x01;
  private static final int OUT_OF_CAPACITY = 0x02;
  private static final int UNDER_ZERO = 0x04;
  private static final int OUTSIDE_ZERO_CAPTURE = 0x08;
  private static final int CENTRE_OF_ZERO = 0x10;
  private static final int NET = 0x20;
  private static final int ALWAYS = 0x40;

  @Override
  public int decimals() {
    return DECIMALS;
  }

  @Override
  public BigDecimal capacityKg() {
    return new BigDecimal("99.999");
  }

  @Override
  public Trouble trouble(String code) {
    return code.equals("1") ? Trouble.OVERLOADED : Trouble.LIFTED;
  }

  @Override
  public int requestAt(Bytes heard) {
    return isCommand(heard.slice(0, 1).latin1()) ? 1 : Intake.NOISE;
  }

  private static boolean isCommand(String letter) {
    return letter.equals("W") || letter.equals("Z") || letter.equals("T");
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    switch (request.latin1()) {
      case "Z" -> scale.say(status(scale.shown(), !scale.zero()));
      case "T" -> scale.say(status(scale.shown(), !scale.tare()));
      default -> scale.say(weight(scale.shown()));
    }
  }

  static Transmission weight(Shown shown) {
    if (!shown.still() || !shown.isWithin() || shown.net().signum() < 0) {
      return status(shown, false);
    }
    return Lines.text(
        String.format(Locale.ROOT, "\u0002%06.3f\r", shown.net()),
        "稳定 " + shown.net().toPlainString() + " kg");
  }

  static Transmission status(Shown shown, boolean refused) {
    int status =
        ALWAYS
            | (shown.still() ? 0 : MOTION)
            | (shown.range() == Range.OVER ? OUT_OF_CAPACITY : 0)
            | (shown.gross().signum() < 0 ? UNDER_ZERO : 0)
            | (refused ? OUTSIDE_ZERO_CAPTURE : 0)
            | (shown.gross().signum() == 0 ? CENTRE_OF_ZERO : 0)
            | (shown.isTared() ? NET : 0);
    return new Transmission(
        Bytes.of(0x02, '?', status, 0x0D),
        "状态 status %02X".formatted(status),
        Transmission.NO_CHECKSUM);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.command(fromKiosk.latin1().strip(), CounterScale::isCommand);
  }
}
