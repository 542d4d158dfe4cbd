package org.healthhut.kiosk.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.healthhut.device.Fault;
import org.healthhut.device.Model;
import org.healthhut.kiosk.visit.Kept;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.jspecify.annotations.Nullable;

/** Makes screens of visits. */
public final class Screens {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private Screens() {}

  /**
   * What to show.
   *
   * @param leavingIn how long until the visit ends by itself; empty when the screen need not ask
   */
  public static ScreenView view(Visit visit, Surroundings around, Optional<Duration> leavingIn) {
    return new ScreenView(
        around.start(),
        whose(visit),
        screen(visit),
        around.station(),
        around.simulated(),
        around.diagonalInches(),
        clock(around.now()),
        new ScreenView.Line(!around.line().isEmpty(), around.line(), around.waiting()),
        around.devices().stream().map(device -> device(visit, device)).toList(),
        around.full(),
        visit instanceof Visit.Identifying identifying ? entered(identifying) : null,
        visit instanceof Visit.Measuring measuring ? who(measuring.who()) : null,
        visit instanceof Visit.Measuring measuring ? readings(measuring, around) : List.of(),
        visit instanceof Visit.Ended ended ? ended(ended) : null,
        leavingIn.map(left -> (int) Math.max(0, left.plusMillis(999).toSeconds())).orElse(null));
  }

  private static String whose(Visit visit) {
    return switch (visit) {
      case Visit.Idle _ -> "nobody's";
      case Visit.Identifying identifying -> "begun at " + identifying.began();
      case Visit.Measuring measuring -> "visit " + measuring.id();
      case Visit.Ended ended -> "ended " + ended.id();
    };
  }

  private static ScreenView.Screen screen(Visit visit) {
    return switch (visit) {
      case Visit.Idle _ -> ScreenView.Screen.IDLE;
      case Visit.Identifying _ -> ScreenView.Screen.IDENTIFYING;
      case Visit.Measuring _ -> ScreenView.Screen.MEASURING;
      case Visit.Ended _ -> ScreenView.Screen.ENDED;
    };
  }

  private static ScreenView.Clock clock(Moment now) {
    var local = local(now.at());
    return new ScreenView.Clock(
        TIME.format(local),
        local.getMonthValue(),
        local.getDayOfMonth(),
        local.getDayOfWeek().getValue(),
        now.clock() == ClockTrust.SYNCHRONIZED);
  }

  private static OffsetDateTime local(Instant at) {
    return at.atOffset(Visits.ZONE);
  }

  private static ScreenView.Device device(Visit visit, Surroundings.Device device) {
    var live =
        visit instanceof Visit.Measuring measuring ? measuring.devices().get(device.name()) : null;
    return new ScreenView.Device(
        device.name(),
        category(device.model()),
        device.model().chineseName(),
        device.model().englishName(),
        device.health().state().key(),
        device.model().startable(),
        live == null || live.state() == null ? null : dashed(live.state()),
        live == null || live.metric() == null || live.quantity() == null
            ? null
            : value(live.metric(), live.quantity()),
        live == null || live.fault() == null ? null : live.fault().code());
  }

  private static ScreenView.Entered entered(Visit.Identifying identifying) {
    var typed = identifying.typed();
    return new ScreenView.Entered(
        typed.masked(),
        typed.length(),
        typed.complete(),
        identifying.mistake() == null ? null : dashed(identifying.mistake()));
  }

  private static ScreenView.Who who(Visit.Who who) {
    return switch (who) {
      case Visit.Who.Guest _ -> new ScreenView.Who(true, null);
      case Visit.Who.Resident resident -> new ScreenView.Who(false, resident.masked());
    };
  }

  private static List<ScreenView.Reading> readings(Visit.Measuring visit, Surroundings around) {
    return visit.readings().stream().map(taken -> reading(taken, around)).toList();
  }

  private static ScreenView.Reading reading(Visit.Taken taken, Surroundings around) {
    var reading = taken.reading();
    var values = new ArrayList<ScreenView.Value>();
    reading.values().forEach((metric, quantity) -> values.add(value(metric, quantity)));
    return new ScreenView.Reading(
        reading.device().name(),
        around.devices().stream()
            .filter(device -> device.name().equals(reading.device().name()))
            .map(device -> category(device.model()))
            .findFirst()
            .orElse("other"),
        TIME.format(local(reading.time().at())),
        values,
        notes(reading),
        kept(taken.kept()));
  }

  private static List<String> notes(Reading reading) {
    var notes = new ArrayList<String>();
    for (var flag : reading.flags()) {
      var fault = note(flag);
      if (fault != null) {
        notes.add(fault.code());
      }
    }
    return notes;
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

  private static String kept(Kept kept) {
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
    return new ScreenView.Ended(ended.refused(), saving, saved, delivered, notSaved);
  }

  private static ScreenView.Value value(Metric metric, Quantity quantity) {
    return new ScreenView.Value(
        metric.key(),
        quantity.value().toPlainString(),
        quantity.unit().shown(),
        quantity.isExact() ? null : quantity.comparator() == Comparator.ABOVE ? "above" : "below");
  }

  private static String category(Model model) {
    return dashed(model.category());
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
