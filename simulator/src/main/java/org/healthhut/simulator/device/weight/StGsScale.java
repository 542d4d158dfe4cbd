package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.vital.Metric;

/**
 * Weighing indicator that streams its display, eight lines a second: unstable while somebody steps
 * on, stable when they stand still, back to zero when they step off.
 *
 * <pre>
 * ST,GS,+0065.4kg CR LF     ST stable, US unstable, OL overload; GS gross; sign, 4 digits, point, 1 digit
 * </pre>
 *
 * <p>Source: protocols/and-scale.md, format 2 and its examples 4 and 5. No checksum, no clock, no
 * command that this one listens to.
 */
final class StGsScale implements VirtualDevice {
  private static final Duration LINE_EVERY = Duration.ofMillis(125);
  private static final Duration SETTLES_IN = Duration.ofMillis(2500);
  private static final Duration STANDS_FOR = Duration.ofSeconds(4);
  private static final Duration STANDS_AT_LEAST = Duration.ofMillis(1500);
  private static final Duration STEPS_OFF_IN = Duration.ofMillis(500);
  private static final Duration STAYS_EMPTY_FOR = Duration.ofMillis(1250);

  /** guess: a usual person scale. */
  private static final BigDecimal CAPACITY_KG = new BigDecimal("200.0");

  private static final BigDecimal OVERLOADED_KG = new BigDecimal("231.0");

  private static final Panel EMPTY = Panel.idle("0.0", "kg", "待机", "Ready");

  private final RandomGenerator random;
  private Pace pace = Pace.REAL;
  private State state = new Empty();
  private Duration nextLine = Duration.ZERO;
  private Panel panel = EMPTY;

  private sealed interface State {}

  private record Empty() implements State {}

  private record Settling(BigDecimal kg, Duration from, Duration until) implements State {}

  private record Standing(BigDecimal kg, Duration until) implements State {}

  private record SteppingOff(BigDecimal kg, Duration from, Ending ending) implements State {}

  private record Emptied(Duration until, Ending ending) implements State {}

  StGsScale(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.Asked(var found) -> {
        var kg = found.failed() ? OVERLOADED_KG : found.value(Metric.WEIGHT);
        state = new Settling(kg, uptime, uptime.plus(pace.of(SETTLES_IN)));
        yield Reply.wakingAt(nextLine);
      }
      case Happening.Woken() -> {
        nextLine = uptime.plus(LINE_EVERY);
        yield line(uptime);
      }
      case Happening.Stopped() -> {
        switch (state) {
          case Settling(var kg, _, _) -> state = new SteppingOff(kg, uptime, Ending.STOPPED);
          case Standing(var kg, _) -> state = new SteppingOff(kg, uptime, Ending.STOPPED);
          case Empty(), SteppingOff(_, _, _), Emptied(_, _) -> {}
        }
        yield Reply.wakingAt(nextLine);
      }
      case Happening.Paced(var other) -> {
        pace = other;
        yield Reply.wakingAt(nextLine);
      }
      case Happening.PluggedIn() -> {
        nextLine = uptime;
        yield Reply.wakingAt(nextLine);
      }
      case Happening.Unplugged(), Happening.Heard(_), Happening.Shown(_) ->
          Reply.wakingAt(nextLine);
    };
  }

  private Reply line(Duration uptime) {
    return switch (state) {
      case Empty() -> {
        panel = EMPTY;
        yield stable(BigDecimal.ZERO);
      }
      case Settling(var kg, var from, var until) -> {
        if (uptime.compareTo(until) >= 0) {
          state = new Standing(kg, uptime.plus(standing()));
        }
        yield unstable(approached(kg, uptime.minus(from)), "站稳中", "Settling", 30);
      }
      case Standing(var kg, var until) -> {
        if (uptime.compareTo(until) >= 0) {
          state = new SteppingOff(kg, uptime, Ending.MEASURED);
        }
        panel = Panel.busy(kg.toPlainString(), "kg", "稳定", "Stable", 70);
        yield stable(kg);
      }
      case SteppingOff(var kg, var from, var ending) -> {
        double gone = fraction(uptime.minus(from), STEPS_OFF_IN);
        if (gone >= 1) {
          state = new Emptied(uptime.plus(STAYS_EMPTY_FOR), ending);
        }
        var left =
            kg.multiply(BigDecimal.valueOf(Math.max(0, 1 - gone)))
                .setScale(1, RoundingMode.HALF_EVEN);
        yield unstable(left, "走下秤", "Stepping off", 90);
      }
      case Emptied(var until, var ending) -> {
        if (uptime.compareTo(until) < 0) {
          panel = Panel.busy("0.0", "kg", "归零", "Back to zero", 95);
          yield stable(BigDecimal.ZERO);
        }
        state = new Empty();
        panel = EMPTY;
        yield stable(BigDecimal.ZERO).ending(ending);
      }
    };
  }

  /** However fast people are: a reader needs a second of stable lines. */
  private Duration standing() {
    var hurried = pace.of(STANDS_FOR);
    return hurried.compareTo(STANDS_AT_LEAST) < 0 ? STANDS_AT_LEAST : hurried;
  }

  /** Rises to the weight and swings around it, less and less. */
  private BigDecimal approached(BigDecimal kg, Duration sinceStep) {
    double part = pace == Pace.INSTANT ? 0.97 : fraction(sinceStep, pace.of(SETTLES_IN));
    double swing = random.nextGaussian() * 1.5 * Math.max(0, 1 - part);
    double shown = kg.doubleValue() * (1 - Math.exp(-5 * part)) + swing;
    return BigDecimal.valueOf(Math.max(0, shown)).setScale(1, RoundingMode.HALF_EVEN);
  }

  private static double fraction(Duration elapsed, Duration whole) {
    return whole.isZero() ? 1 : Math.min(1, (double) elapsed.toNanos() / whole.toNanos());
  }

  private Reply stable(BigDecimal kg) {
    return Reply.sending(line("ST", "GS", kg), nextLine);
  }

  private Reply unstable(BigDecimal kg, String chinese, String english, int percent) {
    panel = Panel.busy(kg.toPlainString(), "kg", chinese, english, percent);
    return Reply.sending(line("US", "GS", kg), nextLine);
  }

  /** A line of the stream; a load above what the scale carries shows as overload. */
  static Transmission line(String header, String type, BigDecimal kg) {
    if (kg.compareTo(CAPACITY_KG) > 0) {
      return new Transmission(
          Bytes.ascii("OL," + type + ",+------kg\r\n"), "超重 overload", Transmission.NO_CHECKSUM);
    }
    var text =
        String.format(
            Locale.ROOT,
            "%s,%s,%s%06.1fkg\r\n",
            header,
            type,
            kg.signum() < 0 ? "-" : "+",
            kg.abs());
    var meaning =
        switch (header) {
          case "ST" -> "稳定 ";
          case "US" -> "未稳 ";
          default -> "";
        };
    return new Transmission(
        Bytes.ascii(text), meaning + kg.toPlainString() + " kg", Transmission.NO_CHECKSUM);
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("秤不听 ignored: streams without being asked", Verdict.UNCHECKED);
  }
}
