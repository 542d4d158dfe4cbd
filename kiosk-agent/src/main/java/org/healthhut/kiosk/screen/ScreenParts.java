package org.healthhut.kiosk.screen;

import static org.healthhut.kiosk.screen.Screens.dashed;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.Doubt;
import org.healthhut.kiosk.clinical.Inflation;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.Course;
import org.healthhut.kiosk.visit.Entrance;
import org.healthhut.kiosk.visit.Kept;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/** What single screens show of a visit. */
final class ScreenParts {
  /** A scanned code that is no identity number; the scanner itself read it well. */
  private static final String UNKNOWN_CODE = "ID-02";

  private ScreenParts() {}

  /** Null where the screen shows nothing but its words. */
  static ScreenView.@Nullable Parts of(Visit visit, Surroundings around) {
    return switch (visit) {
      case Visit.Idle _ -> null;
      case Visit.Identifying identifying -> entrance(identifying.entrance(), around);
      case Visit.Measuring measuring -> measuring(measuring, around);
      case Visit.Ended ended -> new Builder().ended(ended(ended)).build();
    };
  }

  private static ScreenView.@Nullable Parts entrance(Entrance entrance, Surroundings around) {
    return switch (entrance) {
      case Entrance.Choosing(var fault) ->
          fault == null ? null : new Builder().trouble(unidentified(fault.code())).build();
      case Entrance.Typing(var typed, var mistake) ->
          new Builder()
              .entered(
                  new ScreenView.Entered(
                      typed.masked(),
                      typed.length(),
                      typed.complete(),
                      mistake == null ? null : dashed(mistake)))
              .build();
      case Entrance.Scanning(var unknown) ->
          unknown ? new Builder().trouble(unidentified(UNKNOWN_CODE)).build() : null;
      case Entrance.Confirming(var claim) -> new Builder().confirm(confirm(claim, around)).build();
      case Entrance.Consenting(var claim) -> new Builder().confirm(confirm(claim, around)).build();
      case Entrance.TooYoung _ -> null;
    };
  }

  private static ScreenView.Confirm confirm(Entrance.Claim claim, Surroundings around) {
    var number = claim.identity().number();
    var known = claim.known();
    var name = claim.maskedName();
    return new ScreenView.Confirm(
        name,
        number.male() ? "male" : "female",
        claim.age(),
        Screens.tail(number.masked()),
        known == null && around.line().isEmpty(),
        claim.expired());
  }

  private static ScreenView.Parts measuring(Visit.Measuring visit, Surroundings around) {
    var now = around.now().uptime();
    var parts = new Builder();
    parts.readings(readings(visit));
    var protocol = visit.course().cuff().session().protocol();
    switch (visit.stage()) {
      case Stage.Menu _, Stage.Asking _ -> {}
      case Stage.Resting(var until, var _) ->
          parts.countdown(countdown(until, now, protocol.rest()));
      case Stage.Arming _, Stage.Stopped _ -> parts.cuff(cuff(visit, null, around));
      case Stage.Inflating inflating -> parts.cuff(cuff(visit, inflating, around));
      case Stage.Between(var until) ->
          parts
              .cuff(cuff(visit, null, around))
              .countdown(countdown(until, now, protocol.interval()));
      case Stage.Calming(var until) -> parts.countdown(countdown(until, now, protocol.rest()));
      case Stage.Failing failing -> {
        parts.trouble(trouble(failing, visit, around));
        if (failing.again() instanceof Stage.Again.After(var until)) {
          parts.countdown(countdown(until, now, protocol.interval()));
        }
      }
      case Stage.Complaining _ -> parts.symptoms(symptoms(visit));
      case Stage.Using(var kind) -> parts.use(use(visit, kind, around));
      case Stage.Doubting(var _, var _, var jump) ->
          parts.same(
              new ScreenView.Same(
                  value(jump.metric(), jump.now()), value(jump.metric(), jump.before())));
      case Stage.Showing(var kind) -> parts.result(Results.of(visit, kind));
      case Stage.Alarming(var kind, var call120) ->
          parts.urgent(new ScreenView.Urgent(dashed(kind), found(visit, kind), call120));
      case Stage.Parting(var code, var printing) ->
          parts.takeAway(TakeAwayScreen.of(visit, code, printing, around));
    }
    return parts.build();
  }

  private static ScreenView.Countdown countdown(Duration until, Duration now, Duration total) {
    var left = until.minus(now);
    return new ScreenView.Countdown(
        left.isNegative() ? 0 : (int) left.plusMillis(999).toSeconds(), (int) total.toSeconds());
  }

  private static ScreenView.Cuff cuff(
      Visit.Measuring visit, Stage.@Nullable Inflating inflating, Surroundings around) {
    var cuff = visit.course().cuff();
    var session = cuff.session();
    int number = session.inflations().size() + 1;
    var curve = new ArrayList<Integer>();
    Integer pressure = null;
    if (inflating != null) {
      for (var sample : inflating.curve()) {
        curve.add((int) (sample.after().toMillis() / 100));
        curve.add(sample.mmHg());
        pressure = sample.mmHg();
      }
    }
    return new ScreenView.Cuff(
        number,
        Math.max(number, session.protocol().readings()),
        around.devices().stream()
            .anyMatch(device ->
                device.model().category() == Category.BLOOD_PRESSURE && device.model().startable()),
        pressure,
        curve,
        earlier(visit, cuff),
        why(session));
  }

  private static List<String> earlier(Visit.Measuring visit, Course.Cuff cuff) {
    return cuff.readings().stream()
        .filter(number -> number > 0)
        .map(number -> visit.reading(number).values())
        .map(values -> number(values, Metric.SYSTOLIC) + "/" + number(values, Metric.DIASTOLIC))
        .toList();
  }

  private static String number(Map<Metric, Quantity> values, Metric metric) {
    var quantity = values.get(metric);
    return quantity == null ? "–" : quantity.value().toPlainString();
  }

  private static @Nullable String why(Session session) {
    return session.next() instanceof Session.Next.AnotherReading(var _, var why)
        ? switch (why) {
          case FIRST -> null;
          case PLANNED -> "second";
          case UNUSABLE ->
              has(session, Doubt.MOVED) || has(session, Doubt.BODY_POSITION)
                  ? "moved"
                  : has(session, Doubt.CUFF_LOOSE) ? "cuff-loose" : "failed";
          case APART -> "differ";
          case QUESTIONABLE ->
              session.inflations().stream().anyMatch(ScreenParts::isIrregular)
                  ? "irregular"
                  : "unusual";
          case VERY_HIGH -> "high";
        }
        : null;
  }

  /** Whether the last reading is doubted so. */
  private static boolean has(Session session, Doubt doubt) {
    return !session.inflations().isEmpty()
        && session.inflations().getLast() instanceof Inflation.Measured reading
        && reading.doubts().contains(doubt);
  }

  private static boolean isIrregular(Inflation inflation) {
    return inflation instanceof Inflation.Measured reading
        && (reading.doubts().contains(Doubt.IRREGULAR_PULSE)
            || reading.doubts().contains(Doubt.PULSE_OUT_OF_RANGE));
  }

  private static ScreenView.Trouble trouble(
      Stage.Failing failing, Visit.Measuring visit, Surroundings around) {
    var again =
        switch (failing.again()) {
          case Stage.Again.Now _ -> "now";
          case Stage.Again.After _ -> "soon";
          case Stage.Again.No _ -> "no";
        };
    var others =
        around.devices().stream()
            .filter(device -> device.health().state().key().equals("ready"))
            .map(device -> device.model().category())
            .filter(kind -> kind != failing.kind() && kind != Category.IDENTITY)
            .filter(kind -> visit.course().finding(kind).isEmpty())
            .distinct()
            .map(Screens::dashed)
            .toList();
    return new ScreenView.Trouble(
        failing.fault().code(),
        dashed(failing.kind()),
        again,
        others,
        isSaved(visit, failing.kind()));
  }

  /** Whether something of a kind was measured in this visit, and all of it is saved. */
  private static boolean isSaved(Visit.Measuring visit, Category kind) {
    var kept =
        visit.readings().stream()
            .filter(taken -> kind(taken.reading()) == kind)
            .map(Visit.Taken::kept)
            .toList();
    return !kept.isEmpty()
        && kept.stream()
            .allMatch(each -> each instanceof Kept.Saved || each instanceof Kept.Delivered);
  }

  private static ScreenView.Trouble unidentified(String code) {
    return new ScreenView.Trouble(code, "identity", "now", List.of(), false);
  }

  private static List<ScreenView.Symptom> symptoms(Visit.Measuring visit) {
    return Arrays.stream(Symptom.values())
        .map(symptom ->
            new ScreenView.Symptom(
                dashed(symptom), visit.course().told().symptoms().contains(symptom)))
        .toList();
  }

  private static ScreenView.Use use(Visit.Measuring visit, Category kind, Surroundings around) {
    var devices =
        around.devices().stream().filter(device -> device.model().category() == kind).toList();
    var lives =
        devices.stream()
            .map(device -> visit.devices().get(device.name()))
            .filter(Objects::nonNull)
            .toList();
    var live =
        lives.stream()
            .filter(Visit.Live::measuring)
            .findFirst()
            .or(() -> lives.stream().filter(each -> each.state() != null).findFirst());
    var meal = visit.course().told().meal();
    return new ScreenView.Use(
        dashed(kind),
        live.map(Visit.Live::state).map(Screens::dashed).orElse(null),
        live.flatMap(ScreenParts::value).orElse(null),
        kind == Category.GLUCOSE && meal != null ? Results.meal(meal) : null,
        strips(devices));
  }

  /** Of the one device that can be used; of several, nobody knows which a person will take. */
  private static Surroundings.@Nullable Strips strips(List<Surroundings.Device> devices) {
    var ready =
        devices.stream()
            .filter(device -> device.health().state() == DeviceHealth.State.READY)
            .toList();
    return ready.size() == 1 ? ready.getFirst().strips() : null;
  }

  private static Optional<ScreenView.Value> value(Visit.Live live) {
    var metric = live.metric();
    var quantity = live.quantity();
    return metric == null || quantity == null
        ? Optional.empty()
        : Optional.of(value(metric, quantity));
  }

  private static List<ScreenView.Value> found(Visit.Measuring visit, Category kind) {
    return visit.course().finding(kind).map(finding -> values(finding.values())).orElse(List.of());
  }

  static List<ScreenView.Reading> readings(Visit.Measuring visit) {
    return visit.readings().stream().map(taken -> reading(taken, null)).toList();
  }

  static ScreenView.Reading reading(Visit.Taken taken, @Nullable String leftOut) {
    var reading = taken.reading();
    return new ScreenView.Reading(
        dashed(kind(reading)),
        Screens.time(reading.time().at()),
        values(reading.values()),
        notes(reading),
        leftOut,
        kept(taken.kept()));
  }

  /** What a reading is a reading of. */
  static Category kind(Reading reading) {
    return Visit.kindOf(reading);
  }

  private static List<String> notes(Reading reading) {
    return reading.flags().stream()
        .map(ScreenParts::note)
        .filter(Objects::nonNull)
        .map(Fault::code)
        .toList();
  }

  /** What a flag means in the vocabulary that residents and staff share. */
  private static @Nullable Fault note(Flag flag) {
    return switch (flag) {
      case MOVED -> Fault.MOVEMENT;
      case CUFF_LOOSE -> Fault.CUFF_LOOSE;
      case IRREGULAR_PULSE -> Fault.IRREGULAR_PULSE;
      case CONTROL_SOLUTION,
          FROM_MEMORY,
          DEVICE_CLOCK_SUSPECT,
          CALIBRATION_EXPIRED,
          FASTING,
          BEFORE_MEAL,
          AFTER_MEAL,
          SIMULATED ->
          null;
    };
  }

  static String kept(Kept kept) {
    return switch (kept) {
      case Kept.Saving _ -> "saving";
      case Kept.Saved _ -> "saved";
      case Kept.Delivered _ -> "delivered";
      case Kept.NotSaved _ -> "not-saved";
    };
  }

  private static ScreenView.Ended ended(Visit.Ended ended) {
    int saving = 0;
    int saved = 0;
    int delivered = 0;
    int notSaved = 0;
    for (var kept : ended.readings()) {
      switch (kept) {
        case Kept.Saving _ -> saving++;
        case Kept.Saved _ -> saved++;
        case Kept.Delivered _ -> delivered++;
        case Kept.NotSaved _ -> notSaved++;
      }
    }
    return new ScreenView.Ended(
        saving, saved, delivered, notSaved, !ended.carried().cards().isEmpty());
  }

  static List<ScreenView.Value> values(Map<Metric, Quantity> values) {
    var shown = new ArrayList<ScreenView.Value>();
    values.forEach((metric, quantity) -> shown.add(value(metric, quantity)));
    return shown;
  }

  static ScreenView.Value value(Metric metric, Quantity quantity) {
    var number = quantity.value();
    // A person reads one decimal; the record keeps what the device said.
    var shown =
        metric.unit().equals(Unit.KG) && number.scale() > 1
            ? number.setScale(1, RoundingMode.HALF_UP)
            : number;
    return new ScreenView.Value(
        metric.key(),
        shown.toPlainString(),
        quantity.unit().shown(),
        quantity.isExact() ? null : quantity.comparator() == Comparator.ABOVE ? "above" : "below");
  }

  /** Parts of one screen; what is not set is not shown. */
  private static final class Builder {
    private ScreenView.@Nullable Entered entered;
    private ScreenView.@Nullable Confirm confirm;
    private ScreenView.@Nullable Countdown countdown;
    private ScreenView.@Nullable Cuff cuff;
    private ScreenView.@Nullable Trouble trouble;
    private ScreenView.@Nullable Use use;
    private ScreenView.@Nullable Same same;
    private ScreenView.@Nullable Result result;
    private List<ScreenView.Reading> readings = List.of();
    private @Nullable List<ScreenView.Symptom> symptoms;
    private ScreenView.@Nullable Urgent urgent;
    private ScreenView.@Nullable TakeAway takeAway;
    private ScreenView.@Nullable Ended ended;

    Builder entered(ScreenView.Entered shown) {
      entered = shown;
      return this;
    }

    Builder confirm(ScreenView.Confirm shown) {
      confirm = shown;
      return this;
    }

    Builder countdown(ScreenView.Countdown shown) {
      countdown = shown;
      return this;
    }

    Builder cuff(ScreenView.Cuff shown) {
      cuff = shown;
      return this;
    }

    Builder trouble(ScreenView.Trouble shown) {
      trouble = shown;
      return this;
    }

    void use(ScreenView.Use shown) {
      use = shown;
    }

    void same(ScreenView.Same shown) {
      same = shown;
    }

    void result(ScreenView.Result shown) {
      result = shown;
    }

    void readings(List<ScreenView.Reading> shown) {
      readings = shown;
    }

    void symptoms(List<ScreenView.Symptom> shown) {
      symptoms = shown;
    }

    void urgent(ScreenView.Urgent shown) {
      urgent = shown;
    }

    void takeAway(ScreenView.TakeAway shown) {
      takeAway = shown;
    }

    Builder ended(ScreenView.Ended shown) {
      ended = shown;
      return this;
    }

    ScreenView.Parts build() {
      return new ScreenView.Parts(
          entered, confirm, countdown, cuff, trouble, use, same, result, readings, symptoms, urgent,
          takeAway, ended);
    }
  }
}
