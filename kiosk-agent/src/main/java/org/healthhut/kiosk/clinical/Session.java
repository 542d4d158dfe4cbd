package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * One session of blood pressure (6.1): the inflations so far, in order. Classes look at its mean,
 * {@link #urgency alerts} at each raw reading.
 *
 * @param restSkipped the person said to have rested already, or began before the rest was over
 */
public record Session(Protocol protocol, boolean restSkipped, List<Inflation> inflations) {

  public Session {
    inflations = List.copyOf(inflations);
  }

  public static Session begin(Protocol protocol, boolean restSkipped) {
    return new Session(protocol, restSkipped, List.of());
  }

  public Session with(Inflation next) {
    var more = new ArrayList<>(inflations);
    more.add(next);
    return new Session(protocol, restSkipped, more);
  }

  /** What to do now. */
  public sealed interface Next {
    /** Fill the cuff again when {@code after} has passed since the last inflation's end. */
    record AnotherReading(Duration after, Why why) implements Next {}

    /** Enough, or as much as the arm may bear. */
    record Done(Mean mean) implements Next {}

    /** As often as the arm may bear, and no reading can be used. */
    record GiveUp() implements Next {}
  }

  /** Why the cuff fills again. */
  public enum Why {
    /** Nothing has been measured yet. */
    FIRST,
    /** As the protocol has it. */
    PLANNED,
    /** The last inflation gave no reading that can be used. */
    UNUSABLE,
    /** The two readings lie too far apart. */
    APART,
    /** A reading is kept, but something was said against it. */
    QUESTIONABLE,
    /** A reading was so high that it is to be seen twice before anybody is alarmed. */
    VERY_HIGH
  }

  /**
   * What the session found, whole numbers rounded half up.
   *
   * @param pulsePerMinute empty unless each reading used has a pulse
   * @param used the numbers of the inflations averaged, from 1
   * @param single only one reading could be used: it may alarm, but is no evidence of control
   * @param protocolBroken an inflation began too soon
   */
  public record Mean(
      int systolicMmHg,
      int diastolicMmHg,
      OptionalInt pulsePerMinute,
      List<Integer> used,
      boolean single,
      boolean protocolBroken,
      boolean restSkipped) {

    public Mean {
      used = List.copyOf(used);
    }

    /** Whether this may count when somebody's control is judged. */
    public boolean evidence() {
      return !single && !protocolBroken && !restSkipped;
    }
  }

  public Next next() {
    var usable = usable();
    if (inflations.size() >= protocol.inflationsMax()) {
      return usable.isEmpty() ? new Next.GiveUp() : new Next.Done(mean(usable));
    }
    if (inflations.isEmpty()) {
      return new Next.AnotherReading(restSkipped ? Duration.ZERO : protocol.rest(), Why.FIRST);
    }
    if (Alerts.pressure(inflations, Set.of(), false) == Urgency.REPEAT) {
      return new Next.AnotherReading(protocol.rest(), Why.VERY_HIGH);
    }
    if (usable.size() < protocol.readings()) {
      return another(lastUsable() ? Why.PLANNED : Why.UNUSABLE);
    }
    if (usable.size() == 2 && apart(usable)) {
      return another(Why.APART);
    }
    if (usable.size() <= 2 && usable.stream().anyMatch(n -> measured(n).questionable())) {
      return another(Why.QUESTIONABLE);
    }
    return new Next.Done(mean(usable));
  }

  /** What was found, should no further reading be made; empty as long as none can be used. */
  public Optional<Mean> soFar() {
    var usable = usable();
    return usable.isEmpty() ? Optional.empty() : Optional.of(mean(usable));
  }

  /**
   * How this presses now.
   *
   * @param over no further reading will be made: the session is done, or the person has left
   */
  public Urgency urgency(Set<Symptom> symptoms, boolean over) {
    return Alerts.pressure(inflations, symptoms, over);
  }

  /** Whether to advise that a doctor looks at the pulse: it was irregular more than once. */
  public boolean irregularPulse() {
    return inflations.stream()
            .filter(inflation ->
                inflation instanceof Inflation.Measured measured
                    && measured.doubts().contains(Doubt.IRREGULAR_PULSE))
            .count()
        >= 2;
  }

  private Next another(Why why) {
    return new Next.AnotherReading(protocol.interval(), why);
  }

  /** The numbers of the inflations that may be averaged. */
  private List<Integer> usable() {
    return IntStream.rangeClosed(1, inflations.size())
        .filter(n -> inflations.get(n - 1) instanceof Inflation.Measured m && m.usable())
        .boxed()
        .toList();
  }

  private boolean lastUsable() {
    return inflations.getLast() instanceof Inflation.Measured last && last.usable();
  }

  private Inflation.Measured measured(int number) {
    return switch (inflations.get(number - 1)) {
      case Inflation.Measured measured -> measured;
      case Inflation.Failed _ -> throw new IllegalStateException("inflation without a reading");
    };
  }

  private boolean apart(List<Integer> pair) {
    var one = measured(pair.getFirst());
    var other = measured(pair.getLast());
    return Math.abs(one.systolicMmHg() - other.systolicMmHg()) > protocol.differenceMaxMmHg()
        || Math.abs(one.diastolicMmHg() - other.diastolicMmHg()) > protocol.differenceMaxMmHg();
  }

  /** Of the one, of both, or of the last two of three or more. */
  private Mean mean(List<Integer> usable) {
    var used = usable.subList(Math.max(0, usable.size() - 2), usable.size());
    var readings = used.stream().map(this::measured).toList();
    return new Mean(
        mean(readings, Inflation.Measured::systolicMmHg),
        mean(readings, Inflation.Measured::diastolicMmHg),
        readings.stream().allMatch(reading -> reading.pulsePerMinute().isPresent())
            ? OptionalInt.of(mean(readings, reading -> reading.pulsePerMinute().orElseThrow()))
            : OptionalInt.empty(),
        used,
        used.size() == 1,
        inflations.stream().anyMatch(i -> i instanceof Inflation.Measured m && m.tooSoon()),
        restSkipped);
  }

  private static int mean(
      List<Inflation.Measured> readings, ToIntFunction<Inflation.Measured> number) {
    return BigDecimal.valueOf(readings.stream().mapToInt(number).sum())
        .divide(BigDecimal.valueOf(readings.size()), 0, RoundingMode.HALF_UP)
        .intValueExact();
  }
}
