package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * Mettler-Toledo scale that speaks MT-SICS.
 *
 * <pre>
 * S    CR LF    S S      65.40 kg CR LF   once it is stable; S I when it does not become so
 * SI   CR LF    S S or S D (dynamic) …    at once        SIR  again and again until another command
 * Z    CR LF    Z A done, Z I not now, Z + or Z - out of range
 * T    CR LF    T S      65.40 kg         @    I4 A "serial"
 * status + overload, - underload, without a number; ES syntax, ET transmission, EL logic error
 * </pre>
 *
 * <p>Source: protocols/mettler.md, A and its examples. guess: the scale waits 8 s for stability,
 * less than the host's 10; T that can't be done is answered T I; the status of T, S and SI at too
 * much or too little load is the same.
 */
final class SicsScale implements Scale.Format {
  private static final int COMMAND_MAX = 16;
  private static final int DECIMALS = 2;
  private static final int WAITS_TICKS =
      (int) Duration.ofSeconds(8).dividedBy(Duration.ofMillis(125));
  private static final Set<String> KNOWN = Set.of("S", "SI", "SIR", "Z", "T", "@");

  private final DisplayUnit unit;
  private final String serial;
  private boolean repeats;
  private int waits;

  SicsScale(DisplayUnit unit, RandomGenerator random) {
    this.unit = unit;
    this.serial = "%010d".formatted(random.nextLong(1_000_000_000L, 9_999_999_999L));
  }

  @Override
  public int decimals() {
    return DECIMALS;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public Trouble trouble(String code) {
    return switch (code) {
      case "+" -> Trouble.OVERLOADED;
      case "-" -> Trouble.FAR_BELOW;
      case "below zero" -> Trouble.LIFTED;
      default -> Trouble.REPORTED;
    };
  }

  @Override
  public boolean streams() {
    return repeats;
  }

  @Override
  public void plugged() {
    repeats = false;
    waits = 0;
  }

  @Override
  public void ticks(Scale scale) {
    var shown = scale.shown();
    if (repeats) {
      scale.say(weight("S", unit, shown));
    }
    if (waits > 0 && (shown.still() || !shown.isWithin())) {
      waits = 0;
      scale.say(weight("S", unit, shown));
    } else if (waits > 0 && --waits == 0) {
      scale.say(Lines.line("S I", "未稳 not stable in time"));
    }
  }

  @Override
  public int requestAt(Bytes heard) {
    return Scale.lineAt(heard, Lines.END, COMMAND_MAX);
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    repeats = false;
    waits = 0;
    var shown = scale.shown();
    switch (request.latin1().strip()) {
      case "S" -> {
        if (shown.still() || !shown.isWithin()) {
          scale.say(weight("S", unit, shown));
        } else {
          waits = WAITS_TICKS;
        }
      }
      case "SI" -> scale.say(weight("S", unit, shown));
      case "SIR" -> {
        repeats = true;
        scale.say(weight("S", unit, shown));
      }
      case "Z" -> scale.say(zero(scale, shown));
      case "T" ->
          scale.say(
              scale.tare()
                  ? weight("T", unit, Shown.of(shown.gross(), true))
                  : Lines.line("T I", "不能去皮 can't tare"));
      case "@" -> {
        scale.clearTare();
        scale.say(Lines.line("I4 A \"" + serial + "\"", "复位 reset"));
      }
      default -> scale.say(Lines.line("ES", "语法错 syntax error"));
    }
  }

  private static Transmission zero(Scale scale, Shown shown) {
    if (!shown.still()) {
      return Lines.line("Z I", "不能归零 can't zero");
    }
    boolean below = shown.gross().signum() < 0;
    return scale.zero()
        ? Lines.line("Z A", "已归零 zeroed")
        : Lines.line("Z " + (below ? "-" : "+"), "超出归零范围 out of the zero range");
  }

  static Transmission weight(String id, DisplayUnit unit, Shown shown) {
    if (!shown.error().isEmpty()) {
      return Lines.line(shown.error(), "错误 error " + shown.error());
    }
    if (!shown.isWithin()) {
      return shown.range() == Range.OVER
          ? Lines.line(id + " +", "超重 overload")
          : Lines.line(id + " -", "欠载 underload");
    }
    BigDecimal value = unit.of(shown.net(), DECIMALS);
    return Lines.line(
        String.format(
            Locale.ROOT,
            "%s %s %10s %s",
            id,
            shown.still() ? "S" : "D",
            value.toPlainString(),
            unit.text()),
        (shown.still() ? "稳定 " : "未稳 ") + value + " " + unit.text());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.command(fromKiosk.latin1().strip(), KNOWN::contains);
  }
}
