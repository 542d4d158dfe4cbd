package org.healthhut.kiosk.visit;

import static org.healthhut.device.Model.Category.BLOOD_PRESSURE;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.clinical.Alerts;
import org.healthhut.kiosk.clinical.Doubt;
import org.healthhut.kiosk.clinical.Inflation;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.clinical.Urgency;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;

/** The way through a session of blood pressure. What it finds, {@link Session} decides. */
final class PressureGuide {
  /** A monitor that says nothing for so long has given up, or its cable is out. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(150);

  private final Equipment equipment;
  private final Alarms alarms;

  PressureGuide(Equipment equipment, Alarms alarms) {
    this.equipment = equipment;
    this.alarms = alarms;
  }

  /** 量血压 was touched. */
  Next chosen(Measuring visit, Moment at) {
    if (visit.course().finding(BLOOD_PRESSURE).isPresent()) {
      return Next.of(visit.with(new Stage.Showing(BLOOD_PRESSURE)));
    }
    if (!equipment.able(BLOOD_PRESSURE)) {
      // Nobody rests for five minutes before a monitor that is not there.
      return failed(visit, Fault.SILENT, at);
    }
    return isRestDue(visit) ? resting(visit, at) : goOn(visit, at);
  }

  private static boolean isRestDue(Measuring visit) {
    var cuff = visit.course().cuff();
    return !cuff.rested() && cuff.session().protocol().rest().isPositive();
  }

  private static Next resting(Measuring visit, Moment at) {
    var rest = visit.course().cuff().session().protocol().rest();
    return Next.of(visit.with(new Stage.Resting(at.uptime().plus(rest), false)));
  }

  /** The person says to have rested. */
  Next restSkipped(Measuring visit) {
    return arming(visit, true);
  }

  private static Next arming(Measuring visit, boolean skipped) {
    var course = visit.course();
    return Next.of(
        visit.with(course.with(course.cuff().restOver(skipped))).with(new Stage.Arming()));
  }

  /**
   * Has the kiosk inflate the cuff, where it can: once the rest and the time between two readings
   * are over, and never more often than a session allows.
   */
  Next start(Measuring visit, Moment at) {
    if (!equipment.able(BLOOD_PRESSURE)) {
      return failed(visit, Fault.SILENT, at);
    }
    if (isRestDue(visit)) {
      return resting(visit, at);
    }
    var cuff = visit.course().cuff();
    if (isSpent(cuff.session())) {
      return goOn(visit, at);
    }
    var due = cuff.read() == null ? at.uptime() : cuff.read().plus(interval(cuff));
    if (at.uptime().compareTo(due) < 0) {
      return Next.of(visit.with(new Stage.Between(due)));
    }
    return equipment
        .startable(BLOOD_PRESSURE)
        .map(device ->
            Next.of(inflating(visit, device, at), new Effect.Ask(device, Stimulus.Request.MEASURE)))
        .orElseGet(() -> Next.of(visit.with(new Stage.Arming())));
  }

  private static boolean isSpent(Session session) {
    return session.inflations().size() >= session.protocol().inflationsMax();
  }

  private static Duration interval(Course.Cuff cuff) {
    return cuff.session().protocol().interval();
  }

  private static Measuring inflating(Measuring visit, String device, Moment at) {
    var course = visit.course();
    var cuff = course.cuff();
    // Whoever presses the monitor's own button has not waited for the rest to be over.
    var rested = cuff.rested() ? cuff : cuff.restOver(true);
    return visit
        .with(course.with(rested))
        .with(new Stage.Inflating(device, at.uptime(), at.uptime(), List.of()));
  }

  /** A cuff that inflates takes the screen, because the way to stop it must be there. */
  Next atWork(Measuring visit, String device, Moment at, Optional<Quantity> pressure) {
    boolean fresh = !(visit.stage() instanceof Stage.Inflating now) || !now.device().equals(device);
    var next = fresh ? inflating(visit, device, at) : visit;
    var stage = (Stage.Inflating) next.stage();
    return Next.of(
        next.with(
            pressure
                .map(mmHg -> stage.plus(at.uptime(), whole(mmHg)))
                .orElseGet(() -> stage.heardAt(at.uptime()))));
  }

  /** A reading of this session is kept. It takes no screen that help is asked for on. */
  Next taken(Measuring visit, int number, Moment at) {
    var course = visit.course();
    var cuff = course.cuff();
    var begun = visit.stage() instanceof Stage.Inflating now ? now.since() : at.uptime();
    var read = cuff.read();
    boolean tooSoon = read != null && begun.compareTo(read.plus(interval(cuff))) < 0;
    var rested = cuff.rested() ? cuff : cuff.restOver(true);
    var next =
        course
            .with(rested.after(inflation(visit.reading(number), tooSoon), number, at.uptime()))
            .failing(BLOOD_PRESSURE, 0);
    var on = goOn(visit.with(next), at);
    return keepsScreen(visit.stage()) && on.visit() instanceof Measuring after
        ? new Next(after.with(visit.stage()), on.effects())
        : on;
  }

  private static Inflation inflation(Reading reading, boolean tooSoon) {
    var values = reading.values();
    var systolic = values.get(Metric.SYSTOLIC);
    var diastolic = values.get(Metric.DIASTOLIC);
    if (systolic == null || diastolic == null) {
      return new Inflation.Failed();
    }
    var pulse = values.get(Metric.PULSE);
    return new Inflation.Measured(
        whole(systolic),
        whole(diastolic),
        pulse == null ? OptionalInt.empty() : OptionalInt.of(whole(pulse)),
        Doubt.of(reading.flags()),
        tooSoon);
  }

  private static int whole(Quantity quantity) {
    return quantity.value().setScale(0, RoundingMode.HALF_UP).intValue();
  }

  /** What comes after the inflations there have been. */
  Next goOn(Measuring visit, Moment at) {
    var course = visit.course();
    var cuff = course.cuff();
    var session = cuff.session();
    var since = cuff.read() == null ? at.uptime() : cuff.read();
    var next = session.next();
    boolean over = !(next instanceof Session.Next.AnotherReading);
    if (!course.alerted().contains(BLOOD_PRESSURE)) {
      if (presses(session.urgency(course.told().symptoms(), over))) {
        return alarm(visit, repeated(session) ? "repeatHigh" : "noRepeat", at);
      }
      if (over && isPulseUrgent(session)) {
        return alarm(visit, "number", at);
      }
    }
    return switch (next) {
      case Session.Next.AnotherReading(var after, var why) ->
          switch (why) {
            case FIRST -> Next.of(visit.with(new Stage.Arming()));
            case VERY_HIGH -> Next.of(visit.with(new Stage.Calming(since.plus(after))));
            case PLANNED, UNUSABLE, APART, QUESTIONABLE ->
                Next.of(visit.with(new Stage.Between(since.plus(after))));
          };
      case Session.Next.Done(var mean) -> found(visit, mean, at);
      case Session.Next.GiveUp _ ->
          Next.of(
              visit.with(
                  new Stage.Failing(
                      BLOOD_PRESSURE, Fault.MEASUREMENT_FAILED, new Stage.Again.No())));
    };
  }

  /** Whether a very high reading was followed by another. */
  private static boolean repeated(Session session) {
    return session.inflations().stream()
            .filter(inflation ->
                inflation instanceof Inflation.Measured reading
                    && Alerts.veryHigh(reading.systolicMmHg(), reading.diastolicMmHg()))
            .count()
        > 1;
  }

  private static Next found(Measuring visit, Session.Mean mean, Moment at) {
    var finding = Findings.pressure(visit, mean);
    return Next.of(
        visit.with(visit.course().with(finding)).with(new Stage.Showing(BLOOD_PRESSURE)),
        Findings.append(visit, finding, at));
  }

  /** The person goes on with something else: what there is so far is what was found. */
  Next leave(Measuring visit, Moment at) {
    if (pressing(visit)) {
      return alarmEarly(visit, at);
    }
    if (visit.course().finding(BLOOD_PRESSURE).isPresent()) {
      return Next.of(visit.with(new Stage.Showing(BLOOD_PRESSURE)));
    }
    return visit
        .course()
        .cuff()
        .session()
        .soFar()
        .map(mean -> found(visit, mean, at))
        .orElseGet(() -> Next.of(visit.with(new Stage.Menu())));
  }

  /** Whether a very high value waits to be measured again, and nobody has been called. */
  static boolean pressing(Measuring visit) {
    var course = visit.course();
    var session = course.cuff().session();
    return !course.alerted().contains(BLOOD_PRESSURE)
        && (presses(session.urgency(course.told().symptoms(), true)) || isPulseUrgent(session));
  }

  /** Whether a reading that counts has a pulse that presses; what the device doubts has none. */
  private static boolean isPulseUrgent(Session session) {
    return session.inflations().stream()
        .anyMatch(inflation ->
            inflation instanceof Inflation.Measured reading
                && reading.doubts().isEmpty()
                && reading.pulsePerMinute().isPresent()
                && presses(Alerts.pulse(reading.pulsePerMinute().getAsInt())));
  }

  private static boolean presses(Urgency urgency) {
    return switch (urgency) {
      case NONE, REPEAT -> false;
      case URGENT, EMERGENCY -> true;
    };
  }

  /** As {@link #alarm}, for what presses before the session is over. */
  Next alarmEarly(Measuring visit, Moment at) {
    var session = visit.course().cuff().session();
    boolean high = presses(session.urgency(visit.course().told().symptoms(), true));
    return alarm(visit, high ? "noRepeat" : "number", at);
  }

  /**
   * Calls for help at once; the mean, as far as there is one, is kept beside it. A cuff that fills
   * is deflated.
   */
  Next alarm(Measuring open, String why, Moment at) {
    var still = stopped(open, at);
    var visit = (Measuring) still.visit();
    var numbers = visit.course().cuff().readings().stream().filter(n -> n > 0).toList();
    var raised = alarms.raise(visit, BLOOD_PRESSURE, why, numbers, at);
    var with = (Measuring) raised.visit();
    var next = Next.of(with.with(new Stage.Complaining(BLOOD_PRESSURE)));
    var mean = with.course().cuff().session().soFar();
    if (mean.isPresent()) {
      var finding = Findings.pressure(with, mean.get());
      next =
          Next.of(
              with.with(with.course().with(finding)).with(new Stage.Complaining(BLOOD_PRESSURE)),
              Findings.append(with, finding, at));
    }
    return next.after(raised.effects()).after(still.effects());
  }

  /** The same with the cuff told to deflate, if it fills. */
  Next stopped(Measuring visit, Moment at) {
    return visit.stage() instanceof Stage.Inflating inflating
        ? stop(visit, inflating, at)
        : Next.of(visit);
  }

  /** Something went wrong with the monitor. */
  Next failed(Measuring visit, Fault fault, Moment at) {
    var course = visit.course();
    boolean inflated = visit.stage() instanceof Stage.Inflating;
    int count = course.failed(BLOOD_PRESSURE) + 1;
    var cuff =
        inflated ? course.cuff().after(new Inflation.Failed(), 0, at.uptime()) : course.cuff();
    var session = cuff.session();
    var again = isSpent(session) ? new Stage.Again.No() : again(fault, count, at, session);
    return alarms.told(
        visit
            .with(course.with(cuff).failing(BLOOD_PRESSURE, count))
            .with(new Stage.Failing(BLOOD_PRESSURE, fault, again)),
        fault,
        at);
  }

  private static Stage.Again again(Fault fault, int count, Moment at, Session session) {
    if (count > 1) {
      return new Stage.Again.No();
    }
    return switch (fault) {
      case MOVEMENT -> new Stage.Again.After(at.uptime().plus(session.protocol().interval()));
      case MEASUREMENT_FAILED,
          CUFF_LOOSE,
          NO_PULSE,
          BAD_DATA,
          IMPLAUSIBLE,
          NOT_OF_THIS_VISIT,
          SILENT ->
          new Stage.Again.Now();
      case OVER_PRESSURE,
          IRREGULAR_PULSE,
          BUSY_OR_BATTERY,
          CALIBRATION_EXPIRED,
          SENSOR,
          STRIP,
          TOO_LITTLE_BLOOD,
          TEMPERATURE,
          NO_FINGER,
          CARD_UNREADABLE,
          OVERLOAD,
          NOT_ZERO ->
          new Stage.Again.No();
    };
  }

  /** 停止并放气. */
  Next stop(Measuring visit, Stage.Inflating inflating, Moment at) {
    var course = visit.course();
    var cuff = course.cuff().after(new Inflation.Failed(), 0, at.uptime());
    return Next.of(
        visit.with(course.with(cuff)).with(new Stage.Stopped(at.uptime())),
        new Effect.Ask(inflating.device(), Stimulus.Request.STOP));
  }

  /** Time has passed on one of the stages that wait for it. */
  Next tick(Measuring visit, Moment at) {
    var now = at.uptime();
    return switch (visit.stage()) {
      case Stage.Resting(var until, var _) when now.compareTo(until) >= 0 ->
          arming(visit.presentAt(at), false);
      case Stage.Between(var until) when now.compareTo(until) >= 0 ->
          start(visit.presentAt(at), at);
      case Stage.Calming(var until) when now.compareTo(until) >= 0 ->
          Next.of(visit.presentAt(at).with(new Stage.Arming()));
      case Stage.Inflating inflating
          when now.minus(inflating.heard()).compareTo(SILENCE_MAX) >= 0 ->
          failed(visit.presentAt(at), Fault.SILENT, at);
      case Stage.Failing(var _, var _, Stage.Again.After(var until))
          when now.compareTo(until) >= 0 ->
          start(visit.presentAt(at), at);
      case Stage.Menu _,
          Stage.Resting _,
          Stage.Arming _,
          Stage.Inflating _,
          Stage.Between _,
          Stage.Calming _,
          Stage.Stopped _,
          Stage.Failing _,
          Stage.Asking _,
          Stage.Using _,
          Stage.Doubting _,
          Stage.Showing _,
          Stage.Complaining _,
          Stage.Alarming _,
          Stage.Parting _ ->
          Next.of(visit);
    };
  }

  /**
   * Whether a monitor's fault is the person's business. Who waits for the time to pass is not told
   * of an old record.
   */
  static boolean concerned(Stage stage, String device, Fault fault) {
    return switch (stage) {
      case Stage.Inflating inflating -> inflating.device().equals(device);
      case Stage.Resting _, Stage.Between _, Stage.Calming _ -> fault != Fault.NOT_OF_THIS_VISIT;
      case Stage.Arming _ -> true;
      case Stage.Menu _,
          Stage.Stopped _,
          Stage.Failing _,
          Stage.Asking _,
          Stage.Using _,
          Stage.Doubting _,
          Stage.Showing _,
          Stage.Complaining _,
          Stage.Alarming _,
          Stage.Parting _ ->
          false;
    };
  }

  /** Whether a session of blood pressure has the screen. */
  static boolean atWork(Stage stage) {
    return stage instanceof Stage.Resting
        || stage instanceof Stage.Arming
        || stage instanceof Stage.Inflating
        || stage instanceof Stage.Between
        || stage instanceof Stage.Calming;
  }

  /** Stages that a cuff at work does not take the screen from. */
  private static final Set<Class<? extends Stage>> KEPT =
      Set.of(Stage.Doubting.class, Stage.Complaining.class, Stage.Alarming.class);

  static boolean keepsScreen(Stage stage) {
    return KEPT.contains(stage.getClass());
  }
}
