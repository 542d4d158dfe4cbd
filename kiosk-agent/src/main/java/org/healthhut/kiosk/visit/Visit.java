package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Where the person at the kiosk is. Only {@link Identifying} and {@link Measuring} know anything of
 * a person; whatever follows them does not.
 */
public sealed interface Visit {
  /** What goes on whoever is here. */
  Carried carried();

  Visit with(Carried now);

  /** What a reading is a reading of. */
  static Category kindOf(Reading reading) {
    return Findings.kindOf(reading);
  }

  default Working working() {
    return carried().working();
  }

  /** Nobody is here. */
  record Idle(Carried carried) implements Visit {
    public Idle() {
      this(Carried.NOTHING);
    }

    @Override
    public Idle with(Carried now) {
      return new Idle(now);
    }
  }

  /**
   * Somebody is about to say who they are.
   *
   * @param began the uptime at which this person came
   * @param touched the uptime of the last touch
   */
  record Identifying(Entrance entrance, Duration began, Duration touched, Carried carried)
      implements Visit {
    Identifying(Entrance entrance, Duration began, Duration touched) {
      this(entrance, began, touched, Carried.NOTHING);
    }

    Identifying touchedAt(Duration uptime) {
      return new Identifying(entrance, began, uptime, carried);
    }

    @Override
    public Identifying with(Carried now) {
      return new Identifying(entrance, began, touched, now);
    }
  }

  /**
   * A visit, from its beginning to its end.
   *
   * @param id random, names the visit in its records
   * @param began when
   * @param devices what each device is doing, by its name
   * @param readings that belong to this visit, oldest first
   * @param present the uptime of the last touch or sign of life, from which the visit's end is
   *     counted; lies farther back once everybody seems to have left
   * @param stage where the person is
   * @param course what has come of it so far
   */
  record Measuring(
      String id,
      Who who,
      Moment began,
      Map<String, Live> devices,
      List<Taken> readings,
      Duration present,
      Stage stage,
      Course course,
      Carried carried)
      implements Visit {
    public Measuring {
      devices = Collections.unmodifiableMap(new TreeMap<>(devices));
      readings = List.copyOf(readings);
    }

    /** A visit that has just begun. */
    Measuring(String id, Who who, Moment began, Course course) {
      this(
          id,
          who,
          began,
          Map.of(),
          List.of(),
          began.uptime(),
          new Stage.Menu(),
          course,
          Carried.NOTHING);
    }

    Measuring with(List<Taken> other) {
      return new Measuring(id, who, began, devices, other, present, stage, course, carried);
    }

    /** A receipt of another visit, or of a beginning, is of none of these readings. */
    Measuring with(Receipt receipt, Kept kept) {
      if (!receipt.isOfReading(id)) {
        return this;
      }
      var others = new ArrayList<>(readings);
      others.set(receipt.number() - 1, others.get(receipt.number() - 1).with(kept));
      return with(others);
    }

    Measuring with(String device, Live live) {
      var others = new TreeMap<>(devices);
      others.put(device, live);
      return new Measuring(id, who, began, others, readings, present, stage, course, carried);
    }

    Measuring with(Stage next) {
      return new Measuring(id, who, began, devices, readings, present, next, course, carried);
    }

    Measuring with(Course next) {
      return new Measuring(id, who, began, devices, readings, present, stage, next, carried);
    }

    Measuring presentAt(Moment at) {
      return presentAt(at.uptime());
    }

    Measuring presentAt(Duration uptime) {
      return new Measuring(id, who, began, devices, readings, uptime, stage, course, carried);
    }

    @Override
    public Measuring with(Carried now) {
      return new Measuring(id, who, began, devices, readings, present, stage, course, now);
    }

    /** Whether what {@code device} is in the middle of was begun before this visit. */
    boolean beganBefore(String device) {
      return working()
          .since(device)
          .filter(since -> since.compareTo(began.uptime()) < 0)
          .isPresent();
    }

    Live live(String device) {
      return devices.getOrDefault(device, Live.NOTHING);
    }

    /** The reading of that number, from 1. */
    public Reading reading(int number) {
      return readings.get(number - 1).reading();
    }
  }

  /**
   * The person has ended the visit and may still look at what became of it; values and person are
   * gone.
   *
   * @param id so that what is still being saved finds its place
   * @param refused the visit could not be begun, because nothing can be saved
   * @param ended the uptime at which it ended
   * @param reminded how often they were told to take their card
   */
  record Ended(
      String id,
      boolean refused,
      List<Kept> readings,
      Duration ended,
      int reminded,
      Carried carried)
      implements Visit {
    public Ended {
      readings = List.copyOf(readings);
    }

    Ended(String id, boolean refused, List<Kept> readings, Duration ended, int reminded) {
      this(id, refused, readings, ended, reminded, Carried.NOTHING);
    }

    Ended with(List<Kept> others) {
      return new Ended(id, refused, others, ended, reminded, carried);
    }

    /** As {@link Measuring#with(Receipt, Kept)}. */
    Ended with(Receipt receipt, Kept kept) {
      if (!receipt.isOfReading(id)) {
        return this;
      }
      var others = new ArrayList<>(readings);
      others.set(receipt.number() - 1, kept);
      return with(others);
    }

    Ended remindedAgain() {
      return new Ended(id, refused, readings, ended, reminded + 1, carried);
    }

    @Override
    public Ended with(Carried now) {
      return new Ended(id, refused, readings, ended, reminded, now);
    }
  }

  /** Whose visit it is, as far as the kiosk still knows. */
  sealed interface Who {
    /**
     * Nobody knows who.
     *
     * @param child too young for classes, as a number has told that is forgotten by now
     */
    record Guest(boolean child) implements Who {}

    /**
     * Somebody with a number, which tells them from the next person and never prints itself.
     *
     * @param token that stands for them in this visit's records
     * @param name masked; null when nobody has told it
     * @param age in whole years when the visit began
     */
    record Resident(IdentityNumber number, String token, @Nullable String name, int age)
        implements Who {
      /** All but the last two characters hidden. */
      public String masked() {
        return number.masked();
      }

      @Override
      public String toString() {
        return "Resident[hidden]";
      }
    }
  }

  /** A reading of this visit and how far it has come. */
  record Taken(Reading reading, Kept kept) {
    Taken with(Kept other) {
      return new Taken(reading, other);
    }
  }

  /**
   * What a device is doing.
   *
   * @param state what it waits for or does; null when it has not said
   * @param metric of the value on its way
   * @param quantity the value on its way; null when there is none
   * @param fault what went wrong; null when nothing did
   */
  record Live(
      DeviceEvent.@Nullable State state,
      @Nullable Metric metric,
      @Nullable Quantity quantity,
      @Nullable Fault fault) {
    static final Live NOTHING = new Live(null, null, null, null);

    private static final int FILLING_FROM_MMHG = 20;

    static Live of(Fault fault) {
      return new Live(null, null, null, fault);
    }

    /** A fault stays until the next measurement begins. */
    Live saying(DeviceEvent.State said) {
      return switch (said) {
        case MEASURING, WAITING_FOR_BLOOD, STAND_STILL -> new Live(said, metric, quantity, null);
        case READY, WAITING_FOR_STRIP, STEP_OFF, NOT_CONNECTED, MISCONFIGURED ->
            new Live(said, null, null, fault);
      };
    }

    /** An empty scale that repeats its zero begins no measurement. */
    Live showing(Metric measured, Quantity now) {
      return new Live(state, measured, now, measured.plausible(now) ? null : fault);
    }

    /**
     * Whether a cuff is being filled: what falls is being let out, and the little that stands in a
     * hose is nothing.
     */
    boolean rises(Live before) {
      return metric == Metric.CUFF_PRESSURE
          ? quantity != null
              && before.quantity() != null
              && quantity.value().compareTo(before.quantity().value()) > 0
              && quantity.value().intValue() >= FILLING_FROM_MMHG
          : state == DeviceEvent.State.MEASURING;
    }

    /** Whether a person is using the device, as far as it tells. */
    boolean atWork() {
      return measuring()
          || state == DeviceEvent.State.WAITING_FOR_BLOOD
          || state == DeviceEvent.State.STAND_STILL;
    }

    /** Whether the device is in the middle of something. */
    public boolean measuring() {
      return quantity != null || state == DeviceEvent.State.MEASURING;
    }
  }
}
