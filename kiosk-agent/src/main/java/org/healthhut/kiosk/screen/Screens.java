package org.healthhut.kiosk.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.Entrance;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** Makes screens of visits. What single screens show, {@link ScreenParts} knows. */
public final class Screens {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /**
   * In the order of the screen; a reader of cards measures nothing, but the screen asks for one.
   */
  private static final List<Category> KINDS =
      List.of(
          Category.BLOOD_PRESSURE,
          Category.GLUCOSE,
          Category.WEIGHT,
          Category.HEIGHT,
          Category.OXIMETER,
          Category.THERMOMETER,
          Category.IDENTITY);

  private Screens() {}

  /**
   * What to show.
   *
   * @param leavingIn how long until the visit ends by itself; empty when the screen need not ask
   */
  public static ScreenView view(Visit visit, Surroundings around, Optional<Duration> leavingIn) {
    var comfort = visit.carried().comfort();
    var spoken = visit.carried().spoken();
    return new ScreenView(
        around.start(),
        whose(visit),
        screen(visit, around.maintained()),
        place(around),
        new ScreenView.Comfort(comfort.language().code(), comfort.large(), comfort.volume()),
        kinds(visit, around),
        who(visit),
        leavingIn.map(left -> (int) Math.max(0, left.plusMillis(999).toSeconds())).orElse(null),
        spoken.clips().isEmpty() ? null : new ScreenView.Voice(spoken.turn(), spoken.clips()),
        called(visit, around.now()),
        ScreenParts.of(visit, around));
  }

  /**
   * What to show before there is anything behind the screen.
   *
   * @param what one of the screens of a kiosk that is not ready
   */
  public static ScreenView starting(
      ScreenView.Screen what, Surroundings.Place place, String start, Moment now) {
    return new ScreenView(
        start,
        "nobody's",
        what,
        place(new Surroundings(start, place, List.of(), "", 0, false, false, false, now)),
        new ScreenView.Comfort("zh", false, 0),
        List.of(),
        null,
        null,
        null,
        false,
        null);
  }

  /** Whether staff is called; for somebody who has come since, nobody has called yet. */
  private static boolean called(Visit visit, Moment now) {
    var came =
        switch (visit) {
          case Visit.Idle _, Visit.Ended _ -> Duration.ZERO;
          case Visit.Identifying identifying -> identifying.began();
          case Visit.Measuring measuring -> measuring.began().uptime();
        };
    return visit.carried().calling(now, came);
  }

  private static String whose(Visit visit) {
    return switch (visit) {
      case Visit.Idle _ -> "nobody's";
      case Visit.Identifying identifying -> "begun at " + identifying.began();
      case Visit.Measuring measuring -> "visit " + measuring.id();
      case Visit.Ended ended -> "ended " + ended.id();
    };
  }

  /**
   * Which screen it is.
   *
   * @param maintained whether a technician is at work
   */
  public static ScreenView.Screen screen(Visit visit, boolean maintained) {
    return switch (visit) {
      case Visit.Idle _ -> maintained ? ScreenView.Screen.MAINTENANCE : ScreenView.Screen.IDLE;
      case Visit.Identifying identifying -> screen(identifying.entrance());
      case Visit.Measuring measuring -> screen(measuring.stage());
      case Visit.Ended ended ->
          ended.refused() ? ScreenView.Screen.REFUSED : ScreenView.Screen.ENDED;
    };
  }

  private static ScreenView.Screen screen(Entrance entrance) {
    return switch (entrance) {
      case Entrance.Choosing _ -> ScreenView.Screen.IDENTIFY;
      case Entrance.Typing _ -> ScreenView.Screen.TYPE;
      case Entrance.Scanning _ -> ScreenView.Screen.SCAN;
      case Entrance.Confirming _ -> ScreenView.Screen.CONFIRM;
      case Entrance.Consenting _ -> ScreenView.Screen.CONSENT;
      case Entrance.TooYoung _ -> ScreenView.Screen.TOO_YOUNG;
    };
  }

  private static ScreenView.Screen screen(Stage stage) {
    return switch (stage) {
      case Stage.Menu _ -> ScreenView.Screen.MENU;
      case Stage.Resting(var _, var asking) ->
          asking ? ScreenView.Screen.REST_SKIP : ScreenView.Screen.REST;
      case Stage.Arming _ -> ScreenView.Screen.ARM;
      case Stage.Inflating _ -> ScreenView.Screen.INFLATING;
      case Stage.Between _ -> ScreenView.Screen.BETWEEN;
      case Stage.Calming _ -> ScreenView.Screen.CALM;
      case Stage.Stopped _ -> ScreenView.Screen.STOPPED;
      case Stage.Failing _ -> ScreenView.Screen.TROUBLE;
      case Stage.Asking _ -> ScreenView.Screen.MEAL;
      case Stage.Using _ -> ScreenView.Screen.USE;
      case Stage.Doubting _ -> ScreenView.Screen.SAME;
      case Stage.Showing _ -> ScreenView.Screen.RESULT;
      case Stage.Complaining _ -> ScreenView.Screen.SYMPTOMS;
      case Stage.Alarming _ -> ScreenView.Screen.URGENT;
      case Stage.Parting _ -> ScreenView.Screen.TAKE_AWAY;
    };
  }

  private static ScreenView.Place place(Surroundings around) {
    var place = around.place();
    return new ScreenView.Place(
        place.station(),
        place.simulated(),
        place.diagonalInches(),
        clock(around.now()),
        new ScreenView.Line(!around.line().isEmpty(), around.line(), around.waiting()),
        around.devices().stream()
            .filter(device -> device.model().category() == Category.BLOOD_PRESSURE)
            .map(Surroundings.Device::calibratedUntil)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null),
        place.staff(),
        around.full(),
        around.damaged());
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

  /** As {@code 09:14}. */
  static String time(Instant at) {
    return TIME.format(local(at));
  }

  private static List<ScreenView.Kind> kinds(Visit visit, Surroundings around) {
    return KINDS.stream().flatMap(kind -> kind(kind, visit, around)).toList();
  }

  /** Nothing of what no device here measures. */
  private static Stream<ScreenView.Kind> kind(Category kind, Visit visit, Surroundings around) {
    var devices =
        around.devices().stream().filter(device -> device.model().category() == kind).toList();
    var best = devices.stream().min(Comparator.comparingInt(Screens::rank));
    return best.stream()
        .map(device ->
            new ScreenView.Kind(
                dashed(kind),
                device.health().state().key(),
                notice(device.health()),
                measured(visit, kind)));
  }

  private static int rank(Surroundings.Device device) {
    return switch (device.health().state()) {
      case READY -> 0;
      case CONNECTING -> 1;
      case MISCONFIGURED -> 2;
      case OFFLINE -> 3;
      case DISABLED -> 4;
    };
  }

  private static @Nullable String notice(DeviceHealth health) {
    return health.state() == DeviceHealth.State.DISABLED ? health.cause() : null;
  }

  private static int measured(Visit visit, Category kind) {
    return visit instanceof Visit.Measuring measuring
        ? (int)
            measuring.readings().stream()
                .filter(taken -> ScreenParts.kind(taken.reading()) == kind)
                .count()
        : 0;
  }

  private static ScreenView.@Nullable Who who(Visit visit) {
    return visit instanceof Visit.Measuring measuring
        ? switch (measuring.who()) {
          case Visit.Who.Guest _ -> new ScreenView.Who(true, null, null);
          case Visit.Who.Resident resident ->
              new ScreenView.Who(false, resident.name(), tail(resident.masked()));
        }
        : null;
  }

  /** The last two characters: what a screen may show of a number. */
  static String tail(String masked) {
    return masked.substring(masked.length() - 2);
  }

  /** As {@code blood-pressure}. */
  static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
