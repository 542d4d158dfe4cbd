package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * ST,GS weighing indicator: streams its display, tells it once it has settled, or answers commands.
 *
 * <pre>
 * ST,GS,+0065.4kg CR LF     ST stable, US unstable, OL overload, UL or LO underload; GS gross, NT net,
 *                           TR tare; sign or space; 5 to 8 characters; unit
 * RW RG RN RT               displayed, gross, net weight, tare; with % again and again, with # once still
 * MZ MT CT                  zero, tare, clear tare
 * SC SA SM SO  %            stream, when settled, on its key, when asked; % alone ends a stream
 * </pre>
 *
 * <p>Source: protocols/and-scale.md, format 2, its examples 4 and 5, and the vendor table of "Poll
 * commands". No checksum, no clock.
 *
 * <p>guess: commands end as they please (the table says nothing), MZ, MT, CT and the modes are not
 * answered, an underload has dashes as an overload has, the tare is told as stable.
 */
final class StGsScale implements Scale.Format {
  private static final Set<String> READS = Set.of("RW", "RG", "RN", "RT");
  private static final Set<String> ACTS = Set.of("MZ", "MT", "CT", "SC", "SA", "SM", "SO");

  private final Layout layout;
  private final DisplayUnit unit;
  private Mode mode;
  private String repeated = "";
  private String awaited = "";
  private boolean told;

  /** How the fields of a line are written; formats of header, type, sign and number. */
  enum Layout {
    /** As in the note's examples. */
    PLAIN("%s,%s,%s%06.1f%s", "%s,%s,%s------%s", 1, "UL"),
    /** Spaces for zeros and for plus. */
    SPACES("%s,%s,%s%6.1f %s", "%s,%s,%s------ %s", 1, "LO"),
    /** Spaces after the commas. */
    GAPS("%s, %s, %s%07.2f%s", "%s, %s, %s------- %s", 2, "UL"),
    /** The vendor table's: nine characters of number, four of unit; blanks where there is none. */
    TABLE("%s,%s,%s%8.2f%4s", "%s,%s,%s        %.0s    ", 2, "OL");

    private final String pattern;
    private final String blank;
    private final int decimals;
    private final String underload;

    Layout(String pattern, String blank, int decimals, String underload) {
      this.pattern = pattern;
      this.blank = blank;
      this.decimals = decimals;
      this.underload = underload;
    }
  }

  enum Mode {
    STREAMING,
    WHEN_SETTLED,
    ON_KEY,
    ASKED
  }

  StGsScale(Layout layout, DisplayUnit unit, Mode mode) {
    this.layout = layout;
    this.unit = unit;
    this.mode = mode;
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
      case "OL" -> Trouble.OVERLOADED;
      case "-" -> Trouble.LIFTED;
      default -> Trouble.FAR_BELOW;
    };
  }

  @Override
  public boolean streams() {
    return mode == Mode.STREAMING || !repeated.isEmpty();
  }

  @Override
  public void ticks(Scale scale) {
    var shown = scale.shown();
    if (!awaited.isEmpty() && shown.still()) {
      scale.say(answer(awaited, shown));
      awaited = "";
    }
    if (streams()) {
      scale.say(answer(repeated.isEmpty() ? "RW" : repeated, shown));
    } else if (mode == Mode.WHEN_SETTLED) {
      boolean settled = shown.still() && shown.gross().signum() > 0;
      if (settled && !told) {
        scale.say(answer("RW", shown));
      }
      told = settled;
    }
  }

  @Override
  public int requestAt(Bytes heard) {
    int prefix = heard.u8(0) == '%' || heard.u8(0) == '#' ? 1 : 0;
    if (heard.length() == prefix) {
      return Intake.PARTIAL;
    }
    if (prefix == 1 && heard.u8(0) == '%' && (heard.u8(1) == '\r' || heard.u8(1) == '\n')) {
      return 1;
    }
    var letter = heard.slice(prefix, prefix + 1).latin1();
    if (!"RMCS".contains(letter)) {
      return Intake.NOISE;
    }
    if (heard.length() < prefix + 2) {
      return Intake.PARTIAL;
    }
    var command = heard.slice(prefix, prefix + 2).latin1();
    return READS.contains(command) || (prefix == 0 && ACTS.contains(command))
        ? prefix + 2
        : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    var command = request.latin1();
    if (command.equals("%")) {
      repeated = "";
    } else if (command.startsWith("%")) {
      repeated = command.substring(1);
    } else if (command.startsWith("#")) {
      var awaits = command.substring(1);
      if (scale.shown().still()) {
        scale.say(answer(awaits, scale.shown()));
      } else {
        awaited = awaits;
      }
    } else {
      obey(command, scale);
    }
  }

  private void obey(String command, Scale scale) {
    switch (command) {
      case "MZ" -> scale.zero();
      case "MT" -> scale.tare();
      case "CT" -> scale.clearTare();
      case "SC" -> mode = Mode.STREAMING;
      case "SA" -> mode = Mode.WHEN_SETTLED;
      case "SM" -> mode = Mode.ON_KEY;
      case "SO" -> mode = Mode.ASKED;
      default -> scale.say(answer(command, scale.shown()));
    }
  }

  private Transmission answer(String command, Shown shown) {
    return switch (command) {
      case "RT" -> line(layout, unit, "TR", Shown.of(shown.tare(), true));
      case "RG" -> line(layout, unit, "GS", shown.tared(BigDecimal.ZERO));
      case "RN" -> line(layout, unit, "NT", shown);
      default -> line(layout, unit, shown.isTared() ? "NT" : "GS", shown);
    };
  }

  /** What is shown of a type, net of the tare. */
  static Transmission line(Layout layout, DisplayUnit unit, String type, Shown shown) {
    var kg = shown.net();
    var sign = kg.signum() < 0 ? "-" : layout == Layout.SPACES ? " " : "+";
    if (!shown.isWithin()) {
      boolean over = shown.range() == Range.OVER;
      var header = over ? "OL" : layout.underload;
      var text =
          String.format(Locale.ROOT, layout.blank, header, type, over ? "+" : "-", unit.text());
      return Lines.line(text, over ? "超重 overload" : "欠载 underload");
    }
    var header = shown.still() ? "ST" : "US";
    var number = unit.of(kg, layout.decimals).abs();
    var text = String.format(Locale.ROOT, layout.pattern, header, type, sign, number, unit.text());
    return Lines.line(
        text, (shown.still() ? "稳定 " : "未稳 ") + unit.of(kg, layout.decimals) + " " + unit.text());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.command(
        fromKiosk.latin1().strip(),
        text -> {
          var bare = text.startsWith("%") || text.startsWith("#") ? text.substring(1) : text;
          return text.equals("%") || READS.contains(bare) || ACTS.contains(text);
        });
  }
}
