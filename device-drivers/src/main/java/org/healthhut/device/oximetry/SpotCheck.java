package org.healthhut.device.oximetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one reading of the samples between a finger put in and taken out (spo2-contec.md and
 * spo2-nonin.md, State machine and Timing).
 *
 * <pre>
 * UNSEEN --no finger--> READY --finger--> MEASURING --steady, or given up--> LEAVING --no finger--> READY
 *        --finger-----> MEASURING
 * </pre>
 *
 * <p>A reading is taken once values came without a break for {@link #STEADY_FOR} and the saturation
 * stayed within {@link #SPREAD_PERCENT_MAX}, or, where the oximeter itself calls its values good,
 * for {@link #VOUCHED_FOR}. Whatever the frames say is believed only when {@link #AGREEING} in a
 * row say it, and each number is the middle one of the last three: most of these formats have no
 * checksum, and one damaged frame must be neither a value nor the end of a measurement.
 *
 * <p>Confined to the driver it belongs to.
 */
public final class SpotCheck {
  /** Valid values without a break (spo2-contec.md and spo2-nonin.md, Timing). */
  private static final Duration STEADY_FOR = Duration.ofSeconds(10);

  private static final int SPREAD_PERCENT_MAX = 2;

  /** With SmartPoint set, chosen by this project: the note accepts it at once. */
  private static final Duration VOUCHED_FOR = Duration.ofSeconds(3);

  /** From the finger to giving up (spo2-contec.md, State machine and timing). */
  private static final Duration MEASUREMENT_MAX = Duration.ofSeconds(90);

  /** Without a value (spo2-nonin.md, Errors and patient wording). */
  private static final Duration MISSING_MAX = Duration.ofSeconds(30);

  /** Chosen by this project: longer than what line noise can hit upon. */
  private static final int AGREEING = 4;

  private static final int MIDDLE_OF = 3;

  private enum Phase {
    UNSEEN,
    READY,
    MEASURING,
    LEAVING
  }

  private enum Kind {
    VALUES,
    UNSURE,
    NO_FINGER,
    SENSOR_FAULT
  }

  private final Duration silenceMax;
  private @Nullable String serial;
  private final Deque<Sample.Values> recent = new ArrayDeque<>();
  private final Window steady = new Window();
  private final Window vouched = new Window();

  private Phase phase = Phase.UNSEEN;
  private boolean fingerServed;
  private @Nullable Kind kind;
  private int agreeing;
  private Duration startedAt = Duration.ZERO;
  private Duration valuesAt = Duration.ZERO;
  private @Nullable Duration heardAt;

  // What has been said and is not said again until it has been otherwise.
  private boolean toldSilent;
  private boolean toldSensor;
  private String toldUnsure = "";
  private int toldSaturation = -1;
  private int toldPulse = -1;

  /**
   * @param silenceMax how long an oximeter that is on can be silent
   */
  public SpotCheck(Duration silenceMax) {
    this.silenceMax = silenceMax;
  }

  /** The oximeter has said its serial number, which readings carry from now on. */
  public void identified(String told) {
    serial = told;
  }

  /** Whether a finger is in and its reading is not told yet. */
  public boolean measuring() {
    return phase == Phase.MEASURING;
  }

  /** Samples are expected from now on. */
  public void listen(Moment now) {
    heardAt = now.uptime();
  }

  /** The finger has gone with the oximeter, which switches itself off. */
  public void fingerLeft() {
    phase = Phase.UNSEEN;
    fingerServed = false;
    interrupted();
  }

  /** Whether the last samples came in a row. */
  public boolean inStep() {
    return agreeing >= AGREEING;
  }

  /** Samples were lost, or damaged: none before counts with those after. */
  public void interrupted() {
    kind = null;
    agreeing = 0;
    resettle();
  }

  private void resettle() {
    recent.clear();
    steady.reset();
    vouched.reset();
  }

  /** Nothing is expected any more. */
  public void end() {
    heardAt = null;
    phase = Phase.UNSEEN;
    interrupted();
  }

  public @Nullable Duration wakeAt() {
    if (heardAt == null || toldSilent) {
      return null;
    }
    var silence = heardAt.plus(silenceMax);
    if (phase != Phase.MEASURING) {
      return silence;
    }
    return earlier(silence, earlier(valuesAt.plus(MISSING_MAX), startedAt.plus(MEASUREMENT_MAX)));
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** To be called whenever time has passed. */
  public void expire(Moment now, List<DeviceEvent> events) {
    if (heardAt != null && !toldSilent && passed(now, heardAt.plus(silenceMax))) {
      toldSilent = true;
      phase = Phase.UNSEEN;
      interrupted();
      events.add(
          new Failed(Fault.SILENT, "no frame understood for " + silenceMax.toMillis() + " ms"));
    }
    if (phase != Phase.MEASURING) {
      return;
    }
    if (passed(now, valuesAt.plus(MISSING_MAX))) {
      giveUp(new Failed(Fault.NO_PULSE, "no values for 30 s"), events);
    } else if (passed(now, startedAt.plus(MEASUREMENT_MAX))) {
      giveUp(new Failed(Fault.MOVEMENT, "no steady values within 90 s"), events);
    }
  }

  private static boolean passed(Moment now, Duration when) {
    return now.uptime().compareTo(when) >= 0;
  }

  private void giveUp(Failed failed, List<DeviceEvent> events) {
    phase = Phase.LEAVING;
    fingerServed = true;
    events.add(failed);
  }

  /** What a frame shows; the ones that show nothing are not told here. */
  public void sample(Sample sample, Moment now, List<DeviceEvent> events) {
    expire(now, events);
    heardAt = now.uptime();
    switch (sample) {
      case Sample.Values values -> {
        if (believed(Kind.VALUES)) {
          finger(now, events);
        }
        values(values, now, events);
      }
      case Sample.Unsure(var why) -> {
        resettle();
        if (believed(Kind.UNSURE)) {
          finger(now, events);
          unsure(why, events);
        }
      }
      case Sample.NoFinger() -> {
        resettle();
        if (believed(Kind.NO_FINGER)) {
          noFinger(events);
        }
      }
      case Sample.SensorFault(var detail) -> {
        resettle();
        if (believed(Kind.SENSOR_FAULT) && !toldSensor) {
          toldSensor = true;
          phase = Phase.UNSEEN;
          events.add(new Failed(Fault.SENSOR, detail));
        }
      }
      case Sample.Unused(_), Sample.Malformed(_) -> {}
    }
  }

  /** Counts a sample of this kind; true once so many in a row are. */
  private boolean believed(Kind next) {
    agreeing = next == kind ? Math.min(agreeing + 1, AGREEING) : 1;
    kind = next;
    if (agreeing < AGREEING) {
      return false;
    }
    toldSilent = false;
    toldSensor &= next == Kind.SENSOR_FAULT;
    return true;
  }

  private void noFinger(List<DeviceEvent> events) {
    fingerServed = false;
    switch (phase) {
      case READY -> {}
      case MEASURING -> {
        events.add(new Failed(Fault.NO_FINGER, "the finger left before the end"));
        becomeReady(events);
      }
      case UNSEEN, LEAVING -> becomeReady(events);
    }
  }

  private void becomeReady(List<DeviceEvent> events) {
    phase = Phase.READY;
    events.add(new Status(State.READY, ""));
  }

  private void finger(Moment now, List<DeviceEvent> events) {
    if (phase == Phase.MEASURING || phase == Phase.LEAVING) {
      return;
    }
    if (fingerServed) {
      phase = Phase.LEAVING;
      return;
    }
    phase = Phase.MEASURING;
    startedAt = now.uptime();
    valuesAt = now.uptime();
    toldUnsure = "";
    toldSaturation = -1;
    toldPulse = -1;
    events.add(new Status(State.MEASURING, ""));
  }

  private void unsure(String why, List<DeviceEvent> events) {
    if (phase == Phase.MEASURING && !why.equals(toldUnsure)) {
      toldUnsure = why;
      events.add(new Status(State.MEASURING, why));
    }
  }

  private void values(Sample.Values values, Moment now, List<DeviceEvent> events) {
    if (recent.size() == MIDDLE_OF) {
      recent.removeFirst();
    }
    recent.addLast(values);
    steady.add(values.saturationPercent(), now);
    if (values.vouched()) {
      vouched.add(values.saturationPercent(), now);
    } else {
      vouched.reset();
    }
    if (phase != Phase.MEASURING || agreeing < AGREEING) {
      return;
    }
    valuesAt = now.uptime();
    toldUnsure = "";
    int saturation = middle(Sample.Values::saturationPercent);
    int pulse = middle(Sample.Values::pulsePerMinute);
    if (steady.lasts(STEADY_FOR, now) || vouched.lasts(VOUCHED_FOR, now)) {
      phase = Phase.LEAVING;
      fingerServed = true;
      events.add(judge(saturation, pulse));
    } else {
      progress(saturation, pulse, events);
    }
  }

  /** One damaged number among three is never the middle one, unless it hardly differs. */
  private int middle(ToIntFunction<Sample.Values> number) {
    return recent.stream().mapToInt(number).sorted().skip(recent.size() / 2).findFirst().orElse(0);
  }

  private void progress(int saturation, int pulse, List<DeviceEvent> events) {
    if (saturation != toldSaturation) {
      toldSaturation = saturation;
      tell(Metric.OXYGEN_SATURATION, Quantity.of(saturation, Unit.PERCENT), events);
    }
    if (pulse != toldPulse) {
      toldPulse = pulse;
      tell(Metric.PULSE, Quantity.of(pulse, Unit.PER_MINUTE), events);
    }
  }

  private static void tell(Metric metric, Quantity quantity, List<DeviceEvent> events) {
    if (metric.plausible(quantity)) {
      events.add(new Progress(metric, quantity));
    }
  }

  private DeviceEvent judge(int saturation, int pulse) {
    var saturationQuantity = Quantity.of(saturation, Unit.PERCENT);
    var pulseQuantity = Quantity.of(pulse, Unit.PER_MINUTE);
    return Metric.OXYGEN_SATURATION.plausible(saturationQuantity)
            && Metric.PULSE.plausible(pulseQuantity)
        ? new Measured(
            Map.of(Metric.OXYGEN_SATURATION, saturationQuantity, Metric.PULSE, pulseQuantity),
            Set.of(),
            null,
            serial)
        : new Failed(Fault.IMPLAUSIBLE, "no person has these values");
  }

  /** Since when the saturation has stayed within the spread. */
  private static final class Window {
    private int lowest;
    private int highest;
    private int samples;
    private Duration since = Duration.ZERO;

    void add(int saturation, Moment now) {
      int low = samples == 0 ? saturation : Math.min(lowest, saturation);
      int high = samples == 0 ? saturation : Math.max(highest, saturation);
      if (samples == 0 || high - low > SPREAD_PERCENT_MAX) {
        lowest = saturation;
        highest = saturation;
        samples = 1;
        since = now.uptime();
      } else {
        lowest = low;
        highest = high;
        samples = Math.min(samples + 1, MIDDLE_OF);
      }
    }

    boolean lasts(Duration time, Moment now) {
      return samples == MIDDLE_OF && now.uptime().compareTo(since.plus(time)) >= 0;
    }

    void reset() {
      samples = 0;
    }
  }
}
