package org.healthhut.simulator.device.weight;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * Adam MDW physician scale, which answers when asked.
 *
 * <pre>
 * W CR weight   S CR weight once stable   Z zero   T tare   U unit   X height or other
 * LF  - or space  7 characters  2 letters of unit  CR LF  3 of status  CR  03
 * above its range the characters are ^, below _, of a zero error -
 * </pre>
 *
 * <p>Source: protocols/height-weight.md, 4, of low-medium confidence.
 *
 * <p>guess: the first character of the status is 1 while the weight moves, else 0, the others 0; Z,
 * T and U are answered with the weight as it then is; X is not answered; U goes from kilograms to
 * pounds and back; all commands end with CR.
 */
final class AdamScale implements Scale.Format {
  private static final int COMMAND_MAX = 4;
  private static final Set<String> KNOWN = Set.of("W", "S", "Z", "T", "U");

  private DisplayUnit unit;
  private boolean awaited;

  AdamScale(DisplayUnit unit) {
    this.unit = unit;
  }

  @Override
  public int decimals() {
    return 1;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public Duration standsFor() {
    return Duration.ofSeconds(10);
  }

  /** It is asked twice a second, and ten equal answers are a weight. */
  @Override
  public Duration standsAtLeast() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Trouble trouble(String code) {
    return switch (code) {
      case "^" -> Trouble.OVERLOADED;
      case "_" -> Trouble.FAR_BELOW;
      case "-" -> Trouble.REPORTED;
      default -> Trouble.LIFTED;
    };
  }

  @Override
  public void ticks(Scale scale) {
    if (awaited && (scale.shown().still() || !scale.shown().isWithin())) {
      awaited = false;
      scale.say(weight(unit, scale.shown()));
    }
  }

  @Override
  public int requestAt(Bytes heard) {
    return Scale.lineAt(heard, "\r", COMMAND_MAX);
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    var command = request.latin1().strip();
    if (!KNOWN.contains(command)) {
      return;
    }
    awaited = false;
    switch (command) {
      case "S" -> awaited = !scale.shown().still() && scale.shown().isWithin();
      case "Z" -> scale.zero();
      case "T" -> scale.tare();
      case "U" -> unit = unit == DisplayUnit.KG ? DisplayUnit.LB : DisplayUnit.KG;
      default -> {}
    }
    if (!awaited) {
      scale.say(weight(unit, scale.shown()));
    }
  }

  static Transmission weight(DisplayUnit unit, Shown shown) {
    var value = unit.of(shown.net(), 1);
    var seven =
        !shown.isWithin()
            ? (shown.range() == Range.OVER ? "^" : "_").repeat(7)
            : !shown.error().isEmpty()
                ? shown.error().repeat(7)
                : String.format(Locale.ROOT, "%7.1f", value.abs());
    return Lines.text(
        "\n%s%s%s\r\n%s00\r\u0003"
            .formatted(
                value.signum() < 0 ? "-" : " ", seven, unit.text(), shown.still() ? "0" : "1"),
        shown.isWithin() ? value + " " + unit.text() : "超出范围 out of range");
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.command(fromKiosk.latin1().strip(), KNOWN::contains);
  }
}
