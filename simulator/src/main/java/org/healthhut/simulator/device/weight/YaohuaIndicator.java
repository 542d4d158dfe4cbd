package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.weight.Plate.Trouble;

/**
 * Yaohua XK3190 or Keli D2008 indicator that streams its display; none of these formats says
 * whether it is stable.
 *
 * <pre>
 * format 0   02  sign  6 digits  decimals  XOR of what is between (2 hex digits)  03
 * Keli       02  sign  7 digits            XOR (2 hex digits)                     03
 * format 1   =  seven characters backwards  0 or -         =04.56000 is 65.40
 * format 2   =  0 or -  seven characters                   =00065.40
 * A12        ww065.400kg CR LF     ww gross, wn net, wt tare; R sends once, T tares, Z zeroes
 * </pre>
 *
 * <p>Source: protocols/yaohua-xk3190.md, formats 0, 1, 2, A12 and "Keli D2008 variant", all its
 * examples. A command of the A12 that can't be done is answered with CR LF.
 *
 * <p>guess: an overload has letters where the digits are in formats with a frame ("letters in the
 * digit field"), blanks in those without ("blanks"), and is silence where it is set so; a command
 * of the A12 that is done is answered by the stream alone; tare is told as net.
 */
final class YaohuaIndicator implements Scale.Format {
  private static final String STX = "\u0002";
  private static final String ETX = "\u0003";

  private final Layout layout;
  private final DisplayUnit unit;
  private final Overload overload;

  /** What streams, and how many decimals it has. */
  enum Layout {
    FORMAT_0(2),
    FORMAT_1(2),
    FORMAT_2(2),
    A12(3),
    A12_TENTHS(1),
    KELI_WHOLE(0),
    KELI_TENTHS(1),
    KELI_HUNDREDTHS(2);

    private final int decimals;

    Layout(int decimals) {
      this.decimals = decimals;
    }
  }

  /** What models show in place of digits when the load is too much. */
  enum Overload {
    LETTERS("OVERLOAD"),
    BLANKS("        "),
    SILENCE("");

    private final String text;

    Overload(String text) {
      this.text = text;
    }
  }

  YaohuaIndicator(Layout layout, DisplayUnit unit, Overload overload) {
    this.layout = layout;
    this.unit = unit;
    this.overload = overload;
  }

  @Override
  public int decimals() {
    return layout.decimals;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public Trouble trouble(String code) {
    return code.equals("-") ? Trouble.LIFTED : Trouble.OVERLOADED;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void ticks(Scale scale) {
    send(scale);
  }

  private void send(Scale scale) {
    var shown = scale.shown();
    if (!shown.isWithin()) {
      if (overload != Overload.SILENCE) {
        scale.say(blank(layout, overload));
      }
    } else {
      scale.say(weight(layout, unit, shown.isTared() ? "wn" : "ww", shown.net()));
    }
  }

  static Transmission weight(Layout layout, DisplayUnit unit, String type, BigDecimal kg) {
    var value = unit.of(kg, layout.decimals);
    var sign = value.signum() < 0 ? "-" : "+";
    var units = value.abs().movePointRight(layout.decimals).setScale(0, RoundingMode.UNNECESSARY);
    var seven = String.format(Locale.ROOT, "%07.2f", value.abs());
    var note = (type.equals("ww") ? "毛重 " : "净重 ") + value + " " + unit.text();
    return switch (layout) {
      case FORMAT_0 ->
          framed(sign + "%06d".formatted(units.intValueExact()) + layout.decimals, note);
      case KELI_WHOLE, KELI_TENTHS, KELI_HUNDREDTHS ->
          framed(sign + "%07d".formatted(units.intValueExact()), note);
      case FORMAT_1 ->
          Lines.text(
              "=" + new StringBuilder(seven).reverse() + (sign.equals("-") ? "-" : "0"), note);
      case FORMAT_2 -> Lines.text("=" + (sign.equals("-") ? "-" : "0") + seven, note);
      case A12, A12_TENTHS -> {
        // 7 characters without a sign, 7 with it: ww000.000kg, wn-0000.1kg
        var number =
            sign.equals("-")
                ? String.format(Locale.ROOT, "-%06." + layout.decimals + "f", value.abs())
                : String.format(Locale.ROOT, "%07." + layout.decimals + "f", value);
        yield Lines.line(type + number + unit.text(), note);
      }
    };
  }

  static Transmission blank(Layout layout, Overload overload) {
    var text = overload.text;
    return switch (layout) {
      case FORMAT_0 -> framed("+" + text.substring(0, 6) + layout.decimals, "超重 overload");
      case KELI_WHOLE, KELI_TENTHS, KELI_HUNDREDTHS ->
          framed("+" + text.substring(0, 7), "超重 overload");
      case FORMAT_1, FORMAT_2 -> Lines.text("=" + text, "超重 overload");
      case A12, A12_TENTHS -> Lines.line("ww" + text.substring(0, 7) + "kg", "超重 overload");
    };
  }

  private static Transmission framed(String counted, String note) {
    var frame = Bytes.ascii(STX + counted + xor(counted) + ETX);
    return new Transmission(frame, note, frame.length() - 2);
  }

  /** Two hex digits, upper case. */
  static String xor(String counted) {
    int xor = 0;
    for (int i = 0; i < counted.length(); i++) {
      xor ^= counted.charAt(i);
    }
    return "%02X".formatted(xor);
  }

  @Override
  public int requestAt(Bytes heard) {
    return takesCommands() && isCommand(heard.slice(0, 1).latin1()) ? 1 : Intake.NOISE;
  }

  private boolean takesCommands() {
    return layout == Layout.A12 || layout == Layout.A12_TENTHS;
  }

  private static boolean isCommand(String letter) {
    return letter.equals("R") || letter.equals("T") || letter.equals("Z");
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    boolean done =
        switch (request.latin1()) {
          case "T" -> scale.tare();
          case "Z" -> scale.zero();
          default -> {
            send(scale);
            yield true;
          }
        };
    if (!done) {
      scale.say(Lines.text(Lines.END, "不能执行 refused"));
    }
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return takesCommands()
        ? Lines.command(fromKiosk.latin1().strip(), YaohuaIndicator::isCommand)
        : new Note("秤不听 ignored: streams without being asked", Verdict.UNCHECKED);
  }
}
