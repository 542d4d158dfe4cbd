package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.jspecify.annotations.Nullable;

/** Where an open visit is. Times are uptimes. */
public sealed interface Stage {
  /**
   * Whether nobody need touch anything meanwhile, so that silence is no sign of having left. Each
   * of these ends by itself.
   */
  default boolean waits() {
    return this instanceof Resting
        || this instanceof Inflating
        || this instanceof Between
        || this instanceof Calming
        || (this instanceof Failing(var _, var _, Again.After _));
  }

  /** What to measure; what was measured. */
  record Menu() implements Stage {}

  /**
   * Sitting still before the first measurement.
   *
   * @param asking 休息满5分钟了吗?
   */
  record Resting(Duration until, boolean asking) implements Stage {}

  /** The arm goes into the cuff; then the kiosk starts the monitor, or the person does. */
  record Arming() implements Stage {}

  /**
   * The monitor measures.
   *
   * @param heard when it last said something
   */
  record Inflating(String device, Duration since, Duration heard, List<Sample> curve)
      implements Stage {
    /** So many samples are kept; then every other one goes, so that the curve keeps its shape. */
    static final int SAMPLES_MAX = 240;

    public Inflating {
      curve = List.copyOf(curve);
    }

    Inflating heardAt(Duration at) {
      return new Inflating(device, since, at, curve);
    }

    Inflating plus(Duration at, int mmHg) {
      var next = new ArrayList<Sample>();
      boolean full = curve.size() >= SAMPLES_MAX;
      for (int i = 0; i < curve.size(); i++) {
        if (!full || i % 2 == 0) {
          next.add(curve.get(i));
        }
      }
      next.add(new Sample(at.minus(since), mmHg));
      return new Inflating(device, since, at, next);
    }
  }

  /** The pressure in the cuff, and when after the beginning. */
  record Sample(Duration after, int mmHg) {}

  /** Until the next measurement. */
  record Between(Duration until) implements Stage {}

  /** Five minutes of rest before a high value is measured again. */
  record Calming(Duration until) implements Stage {}

  /**
   * Deflated at a touch.
   *
   * @param at when it was touched
   */
  record Stopped(Duration at) implements Stage {
    /** A monitor has heard of a stop by then; what it tells of a filling cuff before is old. */
    private static final Duration OBEYED_WITHIN = Duration.ofSeconds(5);

    boolean obeying(Duration now) {
      return now.minus(at).compareTo(OBEYED_WITHIN) < 0;
    }
  }

  /** Something failed. */
  record Failing(Category kind, Fault fault, Again again) implements Stage {}

  /** Whether what failed is tried again. */
  sealed interface Again {
    /** At a touch. */
    record Now() implements Again {}

    /** By itself, then. */
    record After(Duration until) implements Again {}

    record No() implements Again {}
  }

  /**
   * 空腹 / 餐后2小时 / 随机.
   *
   * @param measured whether the value is there already and waits for the answer
   */
  record Asking(boolean measured) implements Stage {}

  /** Any other device. */
  record Using(Category kind) implements Stage {}

  /**
   * A value far from the last one: nobody's as long as nobody says whose it is.
   *
   * @param at when it was measured
   */
  record Doubting(Reading reading, Moment at, Jump jump) implements Stage {
    @Override
    public String toString() {
      return "Doubting[hidden]";
    }
  }

  /** What is far from what. */
  record Jump(Metric metric, Quantity now, Quantity before) {
    @Override
    public String toString() {
      return "Jump[hidden]";
    }
  }

  record Showing(Category kind) implements Stage {}

  /** Which symptoms there are; the alert is out already where the values alone call for it. */
  record Complaining(Category kind) implements Stage {}

  /**
   * Help is needed.
   *
   * @param call120 symptoms were ticked
   */
  record Alarming(Category kind, boolean call120) implements Stage {}

  /**
   * The result to carry home.
   *
   * @param code of the link; null while the district is out of reach, when the result itself is
   *     shown as text
   */
  record Parting(@Nullable String code, Printing printing) implements Stage {
    @Override
    public String toString() {
      return "Parting[hidden]";
    }
  }

  /** How it stands with the slip. */
  enum Printing {
    READY,
    PRINTING,
    DONE,
    NO_PAPER,
    FAILED
  }
}
