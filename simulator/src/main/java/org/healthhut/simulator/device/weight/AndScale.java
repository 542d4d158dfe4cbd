package org.healthhut.simulator.device.weight;

import java.util.Locale;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * A&amp;D balance in its standard format: streams its display or answers commands.
 *
 * <pre>
 * ST,+00065.32 kg CR LF     ST stable (WT where it is set so), US unstable, OL overload, QT pieces;
 *                           sign and digits, 9 characters; unit, 3 characters
 * OL,+9999999E+19 CR LF     more than it carries; with - less
 * Q  SI  CR LF              the reading now        S  CR LF     once it is stable
 * Z  R   CR LF              zero                   T  CR LF     tare
 * </pre>
 *
 * <p>Source: protocols/and-scale.md, format 1, its examples 1 to 3 and 6, "Poll commands". No
 * checksum, no clock.
 *
 * <p>guess: Z, R and T are not answered when they are done and with EC,E02 when they can't be, any
 * other line with ?E; of the list of errors nothing is known, EC,E11 stands for all.
 */
final class AndScale implements Scale.Format {
  private static final int COMMAND_MAX = 8;

  private final Layout layout;
  private final DisplayUnit unit;
  private final boolean streams;
  private boolean awaited;

  /** What the menu changes about a line. */
  enum Layout {
    PLAIN("ST", "", 2),
    /** A heavy load in grams. */
    TENTHS("ST", "", 1),
    /** {@code WT} for {@code ST}. */
    WEIGHT_HEADER("WT", "", 2),
    /** A comparator's verdict after the header. */
    COMPARED("ST", "OK,", 2),
    DECIMAL_COMMA("ST", "", 2),
    /** A counting scale. */
    PIECES("QT", "", 0);

    private final String stable;
    private final String verdict;
    private final int decimals;

    Layout(String stable, String verdict, int decimals) {
      this.stable = stable;
      this.verdict = verdict;
      this.decimals = decimals;
    }
  }

  AndScale(Layout layout, DisplayUnit unit, boolean streams) {
    this.layout = layout;
    this.unit = unit;
    this.streams = streams;
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
    return switch (code) {
      case "OL,+" -> Trouble.OVERLOADED;
      case "OL,-" -> Trouble.FAR_BELOW;
      case "-" -> Trouble.LIFTED;
      default -> Trouble.REPORTED;
    };
  }

  @Override
  public boolean streams() {
    return streams;
  }

  @Override
  public void ticks(Scale scale) {
    if (streams) {
      scale.say(line(layout, unit, scale.shown()));
    }
    if (awaited && (scale.shown().still() || !scale.shown().error().isEmpty())) {
      awaited = false;
      scale.say(line(layout, unit, scale.shown()));
    }
  }

  @Override
  public int requestAt(Bytes heard) {
    return Scale.lineAt(heard, Lines.END, COMMAND_MAX);
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    switch (request.latin1().strip()) {
      case "Q", "SI" -> scale.say(line(layout, unit, scale.shown()));
      case "S" -> {
        if (scale.shown().still()) {
          scale.say(line(layout, unit, scale.shown()));
        } else {
          awaited = true;
        }
      }
      case "Z", "R" -> done(scale.zero(), scale);
      case "T" -> done(scale.tare(), scale);
      default -> scale.say(Lines.line("?E", "未知命令 unknown command"));
    }
  }

  private static void done(boolean done, Scale scale) {
    if (!done) {
      scale.say(Lines.line("EC,E02", "不能执行 not executable"));
    }
  }

  static Transmission line(Layout layout, DisplayUnit unit, Shown shown) {
    if (!shown.error().isEmpty()) {
      return Lines.line(shown.error(), "错误 error " + shown.error());
    }
    if (!shown.isWithin()) {
      return shown.range() == Range.OVER
          ? Lines.line("OL,+9999999E+19", "超重 overload")
          : Lines.line("OL,-9999999E+19", "欠载 underload");
    }
    var header = (shown.still() ? layout.stable : "US") + "," + layout.verdict;
    if (layout == Layout.PIECES) {
      int pieces = shown.net().intValue();
      return Lines.line("%s+%08dPCS".formatted(header, pieces), "个数 " + pieces + " pieces");
    }
    var value = unit.of(shown.net(), layout.decimals);
    var text =
        String.format(
            Locale.ROOT, "%s%+09." + layout.decimals + "f%3s", header, value, unit.text());
    return Lines.line(
        layout == Layout.DECIMAL_COMMA ? text.replace('.', ',') : text,
        (shown.still() ? "稳定 " : "未稳 ") + value + " " + unit.text());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.command(
        fromKiosk.latin1().strip(), Set.of("Q", "SI", "S", "Z", "R", "T")::contains);
  }
}
