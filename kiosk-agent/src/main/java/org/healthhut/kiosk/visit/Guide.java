package org.healthhut.kiosk.visit;

import static org.healthhut.device.Model.Category.BLOOD_PRESSURE;
import static org.healthhut.device.Model.Category.GLUCOSE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.wire.Entry;

/**
 * Leads through an open visit: what a touch, a reading, a failure or the time makes of its stage.
 * Whose a reading is, has been decided before.
 */
final class Guide {
  private final Equipment equipment;
  private final Alarms alarms = new Alarms();
  private final PressureGuide pressure;
  private final Taking taking;
  private final BooleanSupplier online;
  private final RandomGenerator random;

  /**
   * Leads.
   *
   * @param online whether the district can be reached now
   */
  Guide(Equipment equipment, BooleanSupplier online, RandomGenerator random) {
    this.equipment = equipment;
    this.pressure = new PressureGuide(equipment, alarms);
    this.taking = new Taking(pressure, alarms);
    this.online = online;
    this.random = random;
  }

  /** What a touch means where the person is; nothing where its button is not. */
  Next touched(Measuring visit, VisitEvent.Touch touch) {
    var at = touch.at();
    return switch (touch) {
      case VisitEvent.Choose(var _, var kind) -> chosen(visit, kind, at);
      case VisitEvent.SkipRest _ ->
          visit.stage() instanceof Stage.Resting(var until, var _)
              ? Next.of(visit.with(new Stage.Resting(until, true)))
              : Next.of(visit);
      case VisitEvent.Yes _ -> yes(visit);
      case VisitEvent.No _ -> no(visit, at);
      case VisitEvent.Again _ -> again(visit, at);
      case VisitEvent.Start _ ->
          visit.stage() instanceof Stage.Arming || visit.stage() instanceof Stage.Stopped
              ? pressure.start(visit, at)
              : Next.of(visit);
      case VisitEvent.Stop _ -> stop(visit, at);
      case VisitEvent.GoOn _ -> goOn(visit, at);
      case VisitEvent.Ate(var _, var meal) -> ate(visit, meal, at);
      case VisitEvent.Unwell _ -> unwell(visit);
      case VisitEvent.Feels(var _, var symptom) -> {
        var told = visit.course().told();
        var symptoms = Course.copy(told.symptoms(), symptom.getDeclaringClass());
        if (!symptoms.remove(symptom)) {
          symptoms.add(symptom);
        }
        yield visit.stage() instanceof Stage.Complaining
            ? Next.of(visit.with(visit.course().with(told.with(symptoms))))
            : Next.of(visit);
      }
      case VisitEvent.Told _ -> complained(visit, at);
      case VisitEvent.NoSymptom _ -> {
        var told = visit.course().told();
        yield complained(visit.with(visit.course().with(told.with(Set.of()))), at);
      }
      case VisitEvent.TakeAway _ -> takeAway(visit, at);
      case VisitEvent.Print _ ->
          visit.stage() instanceof Stage.Parting(var code, var printing)
                  && printing != Stage.Printing.PRINTING
              ? Next.of(
                  visit.with(new Stage.Parting(code, Stage.Printing.PRINTING)),
                  new Effect.Print(visit))
              : Next.of(visit);
      case VisitEvent.AskContact _ -> contact(visit, at);
      case VisitEvent.CallStaff _ -> alarms.call(visit, code(visit.stage()), at);
      case VisitEvent.Begin _,
          VisitEvent.AsGuest _,
          VisitEvent.Key _,
          VisitEvent.Erase _,
          VisitEvent.Clear _,
          VisitEvent.Confirm _,
          VisitEvent.ToType _,
          VisitEvent.ToScan _,
          VisitEvent.Back _,
          VisitEvent.Listen _,
          VisitEvent.Prefer _,
          VisitEvent.Stay _,
          VisitEvent.End _ ->
          Next.of(visit);
    };
  }

  private static String code(Stage stage) {
    return switch (stage) {
      case Stage.Failing(var _, var fault, var _) -> fault.code();
      case Stage.Complaining _, Stage.Alarming _ -> "urgent";
      case Stage.Menu _,
          Stage.Resting _,
          Stage.Arming _,
          Stage.Inflating _,
          Stage.Between _,
          Stage.Calming _,
          Stage.Stopped _,
          Stage.Asking _,
          Stage.Using _,
          Stage.Doubting _,
          Stage.Showing _,
          Stage.Parting _ ->
          "help";
    };
  }

  private Next chosen(Measuring visit, Category kind, Moment at) {
    if (visit.stage() instanceof Stage.Failing) {
      var left = goOn(visit, at);
      return left.visit() instanceof Measuring on
          ? chosen(on, kind, at).after(left.effects())
          : left;
    }
    boolean here = visit.stage() instanceof Stage.Menu || visit.stage() instanceof Stage.Showing;
    if (!here || kind == Category.IDENTITY) {
      return Next.of(visit);
    }
    if (kind != BLOOD_PRESSURE) {
      return kind == GLUCOSE && equipment.able(kind)
          ? Next.of(visit.with(new Stage.Asking(false)))
          : Next.of(visit.with(using(kind)));
    }
    return pressure.chosen(visit, at);
  }

  private Stage using(Category kind) {
    return equipment.able(kind)
        ? new Stage.Using(kind)
        : new Stage.Failing(kind, Fault.SILENT, new Stage.Again.No());
  }

  private Next yes(Measuring visit) {
    if (visit.stage() instanceof Stage.Resting(var _, var asking) && asking) {
      return pressure.restSkipped(visit);
    }
    if (visit.stage() instanceof Stage.Doubting doubting) {
      return taking.accept(visit, doubting.reading(), doubting.at());
    }
    return Next.of(visit);
  }

  private Next no(Measuring visit, Moment at) {
    if (visit.stage() instanceof Stage.Resting(var until, var asking) && asking) {
      return Next.of(visit.with(new Stage.Resting(until, false)));
    }
    if (visit.stage() instanceof Stage.Doubting doubting) {
      return Next.of(visit.with(new Stage.Menu()), Taking.stray(doubting, "not-mine", at));
    }
    return Next.of(visit);
  }

  private Next again(Measuring visit, Moment at) {
    if (visit.stage() instanceof Stage.Doubting doubting) {
      var kind = Findings.kindOf(doubting.reading());
      return Next.of(
          visit.with(new Stage.Using(kind)), Taking.stray(doubting, "measured-again", at));
    }
    if (visit.stage() instanceof Stage.Failing(var kind, var _, Stage.Again.Now _)) {
      return kind == BLOOD_PRESSURE ? pressure.start(visit, at) : Next.of(visit.with(using(kind)));
    }
    return visit.stage() instanceof Stage.Stopped ? pressure.start(visit, at) : Next.of(visit);
  }

  private Next stop(Measuring visit, Moment at) {
    return visit.stage() instanceof Stage.Inflating inflating
        ? pressure.stop(visit, inflating, at)
        : goOn(visit, at);
  }

  private Next goOn(Measuring visit, Moment at) {
    if (ofPressure(visit.stage())) {
      return pressure.leave(visit, at);
    }
    if (visit.stage() instanceof Stage.Asking(var measured) && measured) {
      return ate(visit, MealContext.RANDOM, at);
    }
    if (visit.stage() instanceof Stage.Alarming(var kind, var _)) {
      boolean found = visit.course().finding(kind).isPresent();
      return Next.of(visit.with(found ? new Stage.Showing(kind) : new Stage.Menu()));
    }
    if (visit.stage() instanceof Stage.Using
        || visit.stage() instanceof Stage.Asking
        || visit.stage() instanceof Stage.Failing
        || visit.stage() instanceof Stage.Showing
        || visit.stage() instanceof Stage.Parting) {
      return Next.of(visit.with(new Stage.Menu()));
    }
    return Next.of(visit);
  }

  /** Whether going on from here leaves a session of blood pressure. */
  private static boolean ofPressure(Stage stage) {
    return stage instanceof Stage.Resting
        || stage instanceof Stage.Arming
        || stage instanceof Stage.Between
        || stage instanceof Stage.Calming
        || stage instanceof Stage.Stopped
        || (stage instanceof Stage.Failing(var kind, var _, var _) && kind == BLOOD_PRESSURE);
  }

  private Next ate(Measuring visit, MealContext meal, Moment at) {
    if (!(visit.stage() instanceof Stage.Asking(var measured))) {
      return Next.of(visit);
    }
    var course = visit.course();
    var told = visit.with(course.with(course.told().with(meal)));
    return measured ? taking.glucose(told, meal, at) : Next.of(told.with(using(GLUCOSE)));
  }

  private static Next unwell(Measuring visit) {
    if (!(visit.stage() instanceof Stage.Calming || visit.stage() instanceof Stage.Between)) {
      return Next.of(visit);
    }
    return Next.of(visit.with(new Stage.Complaining(BLOOD_PRESSURE)));
  }

  private Next complained(Measuring visit, Moment at) {
    if (!(visit.stage() instanceof Stage.Complaining(var kind))) {
      return Next.of(visit);
    }
    boolean any = !visit.course().told().symptoms().isEmpty();
    boolean alerted = visit.course().alerted().contains(kind);
    if (!any && !alerted) {
      // Nobody is called for a value that waits to be measured again and hurts nobody.
      return pressure.goOn(visit, at);
    }
    var alarming = visit.with(new Stage.Alarming(kind, any));
    return any
        ? alarms.raise(alarming, kind, "symptoms", numbers(visit, kind), at)
        : Next.of(alarming);
  }

  private static List<Integer> numbers(Measuring visit, Category kind) {
    var numbers = new ArrayList<Integer>();
    for (int number = 1; number <= visit.readings().size(); number++) {
      if (Findings.kindOf(visit.reading(number)) == kind) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private Next takeAway(Measuring visit, Moment at) {
    if (visit.course().findings().isEmpty() || !atRest(visit.stage())) {
      return Next.of(visit);
    }
    var told = visit.course().told();
    if (told.code() != null || !online.getAsBoolean()) {
      return Next.of(visit.with(new Stage.Parting(told.code(), Stage.Printing.READY)));
    }
    var code = TakeAwayCode.draw(random).text();
    return Next.of(
        visit
            .with(visit.course().with(told.under(code)))
            .with(new Stage.Parting(code, Stage.Printing.READY)),
        new Effect.Append(new Entry.TakeAwayGiven(at, visit.id(), code), null));
  }

  private static boolean atRest(Stage stage) {
    return stage instanceof Stage.Menu || stage instanceof Stage.Showing;
  }

  private static Next contact(Measuring visit, Moment at) {
    var told = visit.course().told();
    boolean offered =
        visit.stage() instanceof Stage.Showing
            && visit.who() instanceof Visit.Who.Resident
            && !told.contact();
    return offered
        ? Next.of(
            visit.with(visit.course().with(told.contactAsked())),
            new Effect.Append(new Entry.ContactAsked(at, visit.id()), null))
        : Next.of(visit);
  }

  /** A reading of this visit. */
  Next measured(Measuring visit, Reading reading, Moment at) {
    return taking.measured(visit, reading, at);
  }

  /**
   * A device is at work, or a value is on its way.
   *
   * @param moving whether a person must be using it
   * @param rising whether a cuff is being filled
   */
  Next live(Measuring visit, Heard heard, boolean moving, boolean rising) {
    var kind = equipment.kind(heard.device());
    if (kind.isEmpty() || !moving || PressureGuide.keepsScreen(visit.stage())) {
      return Next.of(visit);
    }
    if (kind.get() == BLOOD_PRESSURE) {
      boolean shown =
          visit.stage() instanceof Stage.Inflating now && now.device().equals(heard.device());
      boolean stopping =
          visit.stage() instanceof Stage.Stopped stopped && stopped.obeying(heard.at().uptime());
      return visit.beganBefore(heard.device()) || stopping || !(shown || rising)
          ? Next.of(visit)
          : pressure.atWork(visit, heard.device(), heard.at(), cuffPressure(heard));
    }
    return atRest(visit.stage()) || visit.stage() instanceof Stage.Using
        ? Next.of(visit.with(new Stage.Using(kind.get())))
        : Next.of(visit);
  }

  private static Optional<Quantity> cuffPressure(Heard heard) {
    return heard.event() instanceof DeviceEvent.Progress(var metric, var quantity)
            && metric == Metric.CUFF_PRESSURE
        ? Optional.of(quantity)
        : Optional.empty();
  }

  /** Something went wrong with a device. Only who waits for it is told. */
  Next failed(Measuring visit, String device, Fault fault, Moment at) {
    var kind = equipment.kind(device);
    if (kind.isEmpty()) {
      return Next.of(visit);
    }
    if (kind.get() == BLOOD_PRESSURE) {
      return PressureGuide.concerned(visit.stage(), device, fault)
          ? pressure.failed(visit, fault, at)
          : Next.of(visit);
    }
    if (!(visit.stage() instanceof Stage.Using(var waiting)) || waiting != kind.get()) {
      return Next.of(visit);
    }
    int count = visit.course().failed(waiting) + 1;
    var again = count > 1 || !mends(fault) ? new Stage.Again.No() : new Stage.Again.Now();
    return alarms.told(
        visit
            .with(visit.course().failing(waiting, count))
            .with(new Stage.Failing(waiting, fault, again)),
        fault,
        at);
  }

  /** Whether the person can do something about it. */
  private static boolean mends(Fault fault) {
    return switch (fault) {
      case BUSY_OR_BATTERY, CALIBRATION_EXPIRED, SENSOR, TEMPERATURE, OVERLOAD, OVER_PRESSURE ->
          false;
      case MEASUREMENT_FAILED,
          CUFF_LOOSE,
          MOVEMENT,
          NO_PULSE,
          IRREGULAR_PULSE,
          SILENT,
          BAD_DATA,
          IMPLAUSIBLE,
          NOT_OF_THIS_VISIT,
          STRIP,
          TOO_LITTLE_BLOOD,
          NO_FINGER,
          CARD_UNREADABLE,
          NOT_ZERO ->
          true;
    };
  }

  Next tick(Measuring visit, Moment at) {
    return pressure.tick(visit, at);
  }

  /**
   * The button 退出. Who leaves while a very high value waits to be measured again is told to stay
   * first; empty when nothing holds them.
   */
  Optional<Next> held(Measuring visit, Moment at) {
    return PressureGuide.pressing(visit)
        ? Optional.of(pressure.alarmEarly(visit, at))
        : Optional.empty();
  }

  /** What has to be said of a visit that ends now, however it ends. */
  List<Effect> closing(Measuring visit, Moment at) {
    var effects = new ArrayList<Effect>();
    if (visit.stage() instanceof Stage.Doubting doubting) {
      effects.add(Taking.stray(doubting, "identity-unsure", at));
    }
    if (visit.stage() instanceof Stage.Asking(var measured) && measured) {
      effects.addAll(taking.glucose(visit, MealContext.RANDOM, at).effects());
    }
    if (PressureGuide.pressing(visit)) {
      effects.addAll(pressure.alarmEarly(visit, at).effects());
    } else if (visit.course().finding(BLOOD_PRESSURE).isEmpty()) {
      visit
          .course()
          .cuff()
          .session()
          .soFar()
          .ifPresent(
              mean -> effects.add(Findings.append(visit, Findings.pressure(visit, mean), at)));
    }
    return effects;
  }
}
