package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * Mettler-Toledo indicator with continuous output.
 *
 * <pre>
 * 02  A  B  C  weight, 6 digits  tare, 6 digits  0D  checksum     the last where it is set so
 * A   decimal position (100 is 0.01), increment, bit 5
 * B   bit 0 net, 1 negative, 2 out of range, 3 in motion, 4 kg (else lb), 5
 * C   unit (000 of B, 001 g), bit 5
 * checksum   two's complement of the sum of bytes 0–16, seven bits
 * </pre>
 *
 * <p>Source: protocols/mettler.md, B, examples 1 to 4; a number out of range is told as zeros
 * (example 4). Clones differ in bits 5 to 7 and send leading zeros as spaces.
 *
 * <p>guess: too little load is out of range and negative.
 */
final class ToledoIndicator implements Scale.Format {
  private static final int DECIMALS = 2;
  private static final int HUNDREDTHS = 0b100;
  private static final int TENTHS = 0b011;
  private static final int INCREMENT_OF_1 = 0x08;
  private static final int ALWAYS = 0x20;
  private static final int NET = 0x01;
  private static final int NEGATIVE = 0x02;
  private static final int OUT_OF_RANGE = 0x04;
  private static final int IN_MOTION = 0x08;
  private static final int KILOGRAMS = 0x10;
  private static final int GRAMS = 0x01;

  private final Layout layout;
  private final DisplayUnit unit;

  /** What is set, or different in a clone. */
  enum Layout {
    SUMMED,
    UNSUMMED,
    /** Bits 5 clear and 6 and 7 set where an original has not; spaces for leading zeros. */
    CLONE
  }

  ToledoIndicator(Layout layout, DisplayUnit unit) {
    this.layout = layout;
    this.unit = unit;
  }

  @Override
  public int decimals() {
    return decimals(unit);
  }

  private static int decimals(DisplayUnit unit) {
    return unit == DisplayUnit.G ? 1 : DECIMALS;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public Trouble trouble(String code) {
    return switch (code) {
      case "range" -> Trouble.OVERLOADED;
      case "range, negative" -> Trouble.FAR_BELOW;
      default -> Trouble.LIFTED;
    };
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void ticks(Scale scale) {
    scale.say(frame(layout, unit, scale.shown()));
  }

  static Transmission frame(Layout layout, DisplayUnit unit, Shown shown) {
    var value = unit.of(shown.net(), decimals(unit));
    int a = ALWAYS | INCREMENT_OF_1 | (decimals(unit) == DECIMALS ? HUNDREDTHS : TENTHS);
    int b =
        ALWAYS
            | (shown.isTared() ? NET : 0)
            | (value.signum() < 0 ? NEGATIVE : 0)
            | (shown.isWithin() ? 0 : OUT_OF_RANGE)
            | (shown.still() ? 0 : IN_MOTION)
            | (unit == DisplayUnit.KG ? KILOGRAMS : 0);
    int c = ALWAYS | (unit == DisplayUnit.G ? GRAMS : 0);
    var status = Bytes.of(0x02, a, b, c);
    if (layout == Layout.CLONE) {
      status = Bytes.of(0x02, (a ^ ALWAYS) | 0x40, b ^ ALWAYS, (c ^ ALWAYS) | 0x40);
    }
    var weight = shown.isWithin() ? value.abs() : BigDecimal.ZERO;
    var frame =
        status
            .plus(digits(layout, weight, unit))
            .plus(digits(layout, unit.of(shown.tare(), decimals(unit)), unit))
            .plus(Bytes.of(0x0D));
    var note = note(shown, value + " " + unit.text());
    if (layout == Layout.UNSUMMED) {
      return new Transmission(frame, note, Transmission.NO_CHECKSUM);
    }
    var summed = frame.plus(Bytes.of(-frame.sum() & 0x7F));
    return new Transmission(summed, note, summed.length() - 1);
  }

  private static Bytes digits(Layout layout, BigDecimal value, DisplayUnit unit) {
    int units =
        value.movePointRight(decimals(unit)).setScale(0, RoundingMode.UNNECESSARY).intValueExact();
    return Bytes.ascii((layout == Layout.CLONE ? "%6d" : "%06d").formatted(units));
  }

  private static String note(Shown shown, String value) {
    if (!shown.isWithin()) {
      return shown.range() == Range.OVER ? "超重 overload" : "欠载 underload";
    }
    return (shown.still() ? "稳定 " : "未稳 ") + value;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.ignored();
  }
}
