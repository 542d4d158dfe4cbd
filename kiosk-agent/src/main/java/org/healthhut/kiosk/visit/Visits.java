package org.healthhut.kiosk.visit;

import static org.healthhut.device.DeviceEvent.State.NOT_CONNECTED;
import static org.healthhut.device.DeviceEvent.State.READY;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.visit.Visit.Ended;
import org.healthhut.kiosk.visit.Visit.Identifying;
import org.healthhut.kiosk.visit.Visit.Idle;
import org.healthhut.kiosk.visit.Visit.Live;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.Visit.Taken;
import org.healthhut.kiosk.visit.Visit.Who;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Subject;

/**
 * The rules of a visit. A reading belongs to a visit only when it was made between the visit's
 * beginning and its end, from its first moment to its last; every other one becomes a {@link
 * Entry.StrayReading} and is never shown.
 *
 * <p>Once the screen asks whether anybody is still there, only a touch keeps the visit open: a
 * device may be moved by the next person, and what it measures then belongs to nobody.
 *
 * <p>A visit that a crash cut off has no {@link Entry.VisitEnded}: the district sees its end where
 * the records of the next boot begin. Nothing of it is on the kiosk, since a visit lives in memory.
 */
public final class Visits {
  /** Devices in China show China's time; a device's own clock has no zone. */
  public static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  /** Far more than anyone measures; what comes after it becomes a stray reading. */
  static final int READINGS_MAX = 60;

  /** How long the screen of {@link Ended} stays. */
  static final Duration ENDED_MAX = Duration.ofSeconds(20);

  /** No kiosk runs before this day: a clock that says so must not make a birth date lie ahead. */
  private static final LocalDate TODAY_MIN = LocalDate.of(2026, 1, 1);

  private static final int ID_BYTES = 16;

  private final Limits limits;
  private final Attribution attribution;
  private final Sealer sealer;
  private final RandomGenerator random;
  private final BooleanSupplier hasRoom;

  /**
   * When a visit ends by itself.
   *
   * @param idle how long nobody may touch and no device may move before the screen asks
   * @param warning how long it then waits for an answer
   */
  public record Limits(Duration idle, Duration warning) {
    public Duration total() {
      return idle.plus(warning);
    }
  }

  /** Seals who a resident is so that the district alone can read it, bound to a token. */
  @FunctionalInterface
  public interface Sealer {
    String seal(Identity identity, String token);
  }

  /**
   * The rules of one kiosk.
   *
   * @param quickest how long each device measures at least, by its name; nothing for a device that
   *     says when it begins
   * @param simulated whether every reading is marked as born in a simulator
   * @param random for ids and tokens; must be cryptographically strong outside tests
   * @param hasRoom whether there is room on the disk for what another visit brings; asked before a
   *     visit begins
   */
  public Visits(
      Limits limits,
      Map<String, Duration> quickest,
      boolean simulated,
      Sealer sealer,
      RandomGenerator random,
      BooleanSupplier hasRoom) {
    this(limits, quickest, simulated, sealer, random, hasRoom, Fitness.ALL_GOOD);
  }

  /** As above, where devices may be taken out of use. */
  public Visits(
      Limits limits,
      Map<String, Duration> quickest,
      boolean simulated,
      Sealer sealer,
      RandomGenerator random,
      BooleanSupplier hasRoom,
      Fitness fitness) {
    this.limits = limits;
    this.attribution = new Attribution(quickest, simulated, fitness);
    this.sealer = sealer;
    this.random = random;
    this.hasRoom = hasRoom;
  }

  /** What {@code event} makes of {@code visit}. */
  public Next step(Visit visit, VisitEvent event) {
    var next =
        switch (visit) {
          case Idle idle -> idle(idle, event);
          case Identifying identifying -> identifying(identifying, event);
          case Measuring measuring -> measuring(measuring, event);
          case Ended ended -> ended(ended, event);
        };
    var working = event instanceof Heard heard ? visit.working().after(heard) : visit.working();
    return new Next(next.visit().with(working), next.effects());
  }

  /** How long until the visit ends by itself; empty when it does not, or not soon. */
  public Optional<Duration> leavingIn(Visit visit, Moment now) {
    return switch (visit) {
      case Idle _, Ended _ -> Optional.empty();
      case Identifying identifying -> leavingIn(identifying.touched(), now);
      case Measuring measuring -> leavingIn(measuring.present(), now);
    };
  }

  private Optional<Duration> leavingIn(Duration present, Moment now) {
    var left = present.plus(limits.total()).minus(now.uptime());
    return left.compareTo(limits.warning()) <= 0 ? Optional.of(left) : Optional.empty();
  }

  private boolean gone(Visit visit, Moment now) {
    return leavingIn(visit, now).filter(left -> !left.isPositive()).isPresent();
  }

  private Next idle(Visit visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.Begin(var at) ->
          hasRoom.getAsBoolean()
              ? Next.of(typed(Typed.NOTHING, at.uptime(), at))
              : refused(draw(), at);
      case VisitEvent.AsGuest(var at) -> beginAsGuest(at);
      case VisitEvent.Identify(var at, var number) -> identify(number, at.uptime(), at);
      case Heard heard -> outsideVisit(visit, heard);
      case VisitEvent.Key _,
          VisitEvent.Erase _,
          VisitEvent.Clear _,
          VisitEvent.Confirm _,
          VisitEvent.End _,
          VisitEvent.Stay _,
          VisitEvent.AskDevice _,
          VisitEvent.Understood _,
          VisitEvent.Presence _,
          VisitEvent.Saved _,
          VisitEvent.NotSaved _,
          VisitEvent.Acknowledged _,
          VisitEvent.Tick _,
          VisitEvent.Stopping _ ->
          Next.of(visit);
    };
  }

  private Next identifying(Identifying visit, VisitEvent event) {
    var typed = visit.typed();
    var began = visit.began();
    return switch (event) {
      case VisitEvent.Key(var at, var key) ->
          Next.of(typed(typed.takes(key) ? typed.plus(key) : typed, began, at));
      case VisitEvent.Erase(var at) -> Next.of(typed(typed.withoutLast(), began, at));
      case VisitEvent.Clear(var at) -> Next.of(typed(Typed.NOTHING, began, at));
      case VisitEvent.Confirm(var at) -> identify(typed.characters(), began, at);
      case VisitEvent.Identify(var at, var number) -> identify(number, at.uptime(), at);
      case VisitEvent.AsGuest(var at) -> beginAsGuest(at);
      case VisitEvent.End _, VisitEvent.Stopping _ -> Next.of(new Idle());
      case VisitEvent.Begin(var at) -> Next.of(typed(typed, began, at));
      case VisitEvent.Stay(var at) -> Next.of(typed(typed, began, at));
      case VisitEvent.AskDevice(var at, var _, var _) -> Next.of(typed(typed, began, at));
      case VisitEvent.Understood(var at, var _) -> Next.of(typed(typed, began, at));
      case VisitEvent.Tick(var at) -> Next.of(gone(visit, at) ? new Idle() : visit);
      case VisitEvent.Presence(var at, var occupied) -> {
        var touched = present(visit.touched(), occupied, at);
        yield Next.of(new Identifying(typed, visit.mistake(), began, touched));
      }
      case Heard heard -> outsideVisit(visit, heard);
      case VisitEvent.Saved _, VisitEvent.NotSaved _, VisitEvent.Acknowledged _ -> Next.of(visit);
    };
  }

  private Next measuring(Measuring visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.End(var at) -> end(visit, "button", at);
      case VisitEvent.Stopping(var at) -> end(visit, "restart", at);
      case VisitEvent.Tick(var at) -> gone(visit, at) ? end(visit, "timeout", at) : Next.of(visit);
      case VisitEvent.AskDevice(var at, var device, var request) ->
          Next.of(visit.presentAt(at), new Effect.Ask(device, request));
      case VisitEvent.Understood(var at, var device) ->
          Next.of(visit.presentAt(at).with(device, visit.live(device).understood()));
      case VisitEvent.Begin(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.AsGuest(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.Key(var at, var _) -> Next.of(visit.presentAt(at));
      case VisitEvent.Erase(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.Clear(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.Confirm(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.Identify(var at, var number) ->
          identifiedAgain(visit, identity(number, at), at);
      case VisitEvent.Stay(var at) -> Next.of(visit.presentAt(at));
      case VisitEvent.Saved(var _, var receipt, var seq) ->
          Next.of(visit.with(kept(visit, receipt, new Kept.Saved(seq))));
      case VisitEvent.NotSaved(var at, var receipt) -> notSaved(visit, receipt, at);
      case VisitEvent.Acknowledged(var _, var through) ->
          Next.of(
              visit.with(
                  visit.readings().stream()
                      .map(taken -> taken.with(delivered(taken.kept(), through)))
                      .toList()));
      case VisitEvent.Presence(var at, var occupied) ->
          Next.of(
              !occupied && atWork(visit)
                  ? visit
                  : visit.presentAt(present(visit.present(), occupied, at)));
      case Heard heard -> heard(visit, heard);
    };
  }

  /**
   * The last sign of life, after the presence switch spoke. Whoever comes while the screen asks may
   * be the next person, so that only a touch answers; when everybody leaves, the screen asks at
   * once.
   */
  private Duration present(Duration before, boolean occupied, Moment at) {
    if (leavingIn(before, at).isPresent()) {
      return before;
    }
    return occupied ? at.uptime() : at.uptime().minus(limits.idle());
  }

  /** Who left the chair for the scale has not left. */
  private static boolean atWork(Measuring visit) {
    return !visit.working().since().isEmpty()
        || visit.devices().values().stream().anyMatch(Live::measuring);
  }

  private Next ended(Ended visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.Begin(var at) ->
          hasRoom.getAsBoolean()
              ? Next.of(typed(Typed.NOTHING, at.uptime(), at))
              : refused(draw(), at);
      case VisitEvent.AsGuest(var at) -> beginAsGuest(at);
      case VisitEvent.Identify(var at, var number) -> identify(number, at.uptime(), at);
      case VisitEvent.End _, VisitEvent.Stopping _ -> Next.of(new Idle());
      case VisitEvent.Tick(var at) ->
          Next.of(at.uptime().minus(visit.ended()).compareTo(ENDED_MAX) >= 0 ? new Idle() : visit);
      case VisitEvent.Saved(var _, var receipt, var seq) ->
          Next.of(kept(visit, receipt, new Kept.Saved(seq)));
      case VisitEvent.NotSaved(var _, var receipt) ->
          Next.of(kept(visit, receipt, new Kept.NotSaved()));
      case VisitEvent.Acknowledged(var _, var through) ->
          Next.of(
              new Ended(
                  visit.id(),
                  visit.refused(),
                  visit.readings().stream().map(kept -> delivered(kept, through)).toList(),
                  visit.ended()));
      case Heard heard -> outsideVisit(visit, heard);
      case VisitEvent.Key _,
          VisitEvent.Erase _,
          VisitEvent.Clear _,
          VisitEvent.Confirm _,
          VisitEvent.Stay _,
          VisitEvent.AskDevice _,
          VisitEvent.Understood _,
          VisitEvent.Presence _ ->
          Next.of(visit);
    };
  }

  /** The mistake is told as soon as the last character is there. */
  private static Identifying typed(Typed typed, Duration began, Moment at) {
    var mistake =
        typed.complete()
            ? switch (IdentityNumber.parse(typed.characters(), today(at))) {
              case IdentityNumber.Parsed.Valid _ -> null;
              case IdentityNumber.Parsed.Invalid(var what) -> what;
            }
            : null;
    return new Identifying(typed, mistake, began, at.uptime());
  }

  private static LocalDate today(Moment at) {
    var today = LocalDate.ofInstant(at.at(), ZONE);
    return today.isBefore(TODAY_MIN) ? TODAY_MIN : today;
  }

  private Next identify(String number, Duration began, Moment at) {
    return switch (IdentityNumber.parse(number, today(at))) {
      case IdentityNumber.Parsed.Valid(var valid) -> beginAs(new Identity(valid, null), at);
      case IdentityNumber.Parsed.Invalid(var mistake) -> {
        var characters = number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        var typed =
            characters.length() <= Typed.LENGTH && characters.matches("[0-9]*X?")
                ? new Typed(characters)
                : Typed.NOTHING;
        yield Next.of(new Identifying(typed, mistake, began, at.uptime()));
      }
    };
  }

  private Next beginAs(Identity identity, Moment at) {
    var token = draw();
    var subject = new Subject.Resident(token, sealer.seal(identity, token));
    return begin(new Who.Resident(identity.number()), subject, at);
  }

  /** Who was presented; empty for a code that is no identity number. */
  private static Optional<Identity> identity(Presentation what, Moment at) {
    return switch (what) {
      case Presentation.Card(var identity, var _) -> Optional.of(identity);
      case Presentation.Code(var text) -> identity(text, at);
    };
  }

  private static Optional<Identity> identity(String number, Moment at) {
    return switch (IdentityNumber.parse(number, today(at))) {
      case IdentityNumber.Parsed.Valid(var valid) -> Optional.of(new Identity(valid, null));
      case IdentityNumber.Parsed.Invalid _ -> Optional.empty();
    };
  }

  /**
   * Another person's number ends the visit and begins theirs; what is no number changes nothing.
   */
  private Next identifiedAgain(Measuring visit, Optional<Identity> who, Moment at) {
    boolean other = who.isPresent() && !visit.who().equals(new Who.Resident(who.get().number()));
    if (!other) {
      return Next.of(visit.presentAt(at));
    }
    var begun = beginAs(who.get(), at);
    var effects = new ArrayList<>(end(visit, "other-person", at).effects());
    effects.addAll(begun.effects());
    return new Next(begun.visit(), effects);
  }

  private Next beginAsGuest(Moment at) {
    return begin(new Who.Guest(), new Subject.Guest(draw()), at);
  }

  private Next begin(Who who, Subject subject, Moment at) {
    var id = draw();
    if (!hasRoom.getAsBoolean()) {
      return refused(id, at);
    }
    return Next.of(
        new Measuring(id, who, at),
        new Effect.Append(
            new Entry.VisitBegan(at, id, subject), new Receipt(id, Receipt.BEGINNING)));
  }

  private static Next refused(String id, Moment at) {
    return Next.of(new Ended(id, true, List.of(), at.uptime()));
  }

  /** 128 random bits: nothing in it can be traced to a person or guessed. */
  private String draw() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Next end(Measuring visit, String why, Moment at) {
    var effects = new ArrayList<Effect>();
    visit
        .devices()
        .forEach((device, live) -> {
          if (live.measuring()) {
            effects.add(new Effect.Ask(device, Stimulus.Request.STOP));
          }
        });
    int readings =
        (int)
            visit.readings().stream()
                .filter(taken -> !(taken.kept() instanceof Kept.NotSaved))
                .count();
    effects.add(new Effect.Append(new Entry.VisitEnded(at, visit.id(), why, readings), null));
    return new Next(why.equals("button") ? ended(visit, false, at) : new Idle(), effects);
  }

  private static Ended ended(Measuring visit, boolean refused, Moment at) {
    return new Ended(
        visit.id(), refused, visit.readings().stream().map(Taken::kept).toList(), at.uptime());
  }

  /** A visit whose beginning is not on disk can hold no reading: it is over at once. */
  private static Next notSaved(Measuring visit, Receipt receipt, Moment at) {
    return receipt.equals(new Receipt(visit.id(), Receipt.BEGINNING))
        ? Next.of(ended(visit, true, at))
        : Next.of(visit.with(kept(visit, receipt, new Kept.NotSaved())));
  }

  private static List<Taken> kept(Measuring visit, Receipt receipt, Kept kept) {
    if (!receipt.visit().equals(visit.id()) || receipt.number() == Receipt.BEGINNING) {
      return visit.readings();
    }
    var readings = new ArrayList<>(visit.readings());
    readings.set(receipt.number() - 1, readings.get(receipt.number() - 1).with(kept));
    return readings;
  }

  private static Ended kept(Ended visit, Receipt receipt, Kept kept) {
    if (!receipt.visit().equals(visit.id()) || receipt.number() == Receipt.BEGINNING) {
      return visit;
    }
    var readings = new ArrayList<>(visit.readings());
    readings.set(receipt.number() - 1, kept);
    return new Ended(visit.id(), visit.refused(), readings, visit.ended());
  }

  private static Kept delivered(Kept kept, long through) {
    return kept instanceof Kept.Saved(var seq) && seq <= through ? new Kept.Delivered(seq) : kept;
  }

  private Next outsideVisit(Visit visit, Heard heard) {
    if (heard.event() instanceof Presented(var what)) {
      return identity(what, heard.at())
          .map(identity -> beginAs(identity, heard.at()))
          .orElseGet(() -> Next.of(visit));
    }
    return heard.event() instanceof Measured measured && !measured.values().isEmpty()
        ? Next.of(
            visit,
            attribution.stray(
                Attribution.nobodys(measured).orElse("outside-visit"), heard, measured))
        : Next.of(visit);
  }

  private Next heard(Measuring visit, Heard heard) {
    var device = heard.device();
    return switch (heard.event()) {
      case Measured measured -> measured(visit, heard, measured);
      case Progress(var metric, var quantity) ->
          live(visit, heard, visit.live(device).showing(metric, quantity));
      case Status(var state, var _) -> live(visit, heard, visit.live(device).saying(state));
      case Failed(var fault, var _) -> live(visit, heard, Live.of(fault));
      case Presented(var what) -> identifiedAgain(visit, identity(what, heard.at()), heard.at());
      case Identified _, ClockRead _, Setting _, Refused _ -> Next.of(visit);
    };
  }

  private Next live(Measuring visit, Heard heard, Live live) {
    var next = visit.with(heard.device(), live);
    return Next.of(moved(visit.live(heard.device()), heard.event()) ? attended(next, heard) : next);
  }

  /** A sign of life, while nobody is asked for one. */
  private Measuring attended(Measuring visit, Heard heard) {
    return asked(visit, heard) ? visit : visit.presentAt(heard.at());
  }

  /** Whether the screen asks for a touch. */
  private boolean asked(Measuring visit, Heard heard) {
    return leavingIn(visit, heard.at()).isPresent();
  }

  /**
   * Whether a person must be moving the device. An empty scale that repeats its zero, and a line
   * that hums, must not keep a visit open that everyone has left.
   */
  private static boolean moved(Live before, DeviceEvent event) {
    return switch (event) {
      case Progress(var metric, Quantity quantity) ->
          metric.plausible(quantity) && !quantity.equals(before.quantity());
      case Status(var state, var _) ->
          state != READY && state != NOT_CONNECTED && state != before.state();
      case Failed(Fault fault, var _) -> fault != Fault.SILENT && fault != before.fault();
      case Measured _ -> true;
      case Identified _, ClockRead _, Setting _, Presented _, Refused _ -> false;
    };
  }

  private Next measured(Measuring visit, Heard heard, Measured measured) {
    var device = heard.device();
    var present = attended(visit, heard);
    if (measured.values().isEmpty()) {
      return Next.of(present.with(device, Live.of(Fault.BAD_DATA)));
    }
    var stray = attribution.stray(visit, heard, measured, asked(visit, heard));
    if (stray.isPresent()) {
      var next =
          measured.flags().contains(Flag.CONTROL_SOLUTION)
              ? visit
              : visit.with(
                  device,
                  Live.of(
                      attribution
                          .unfit(heard)
                          .map(Fitness.Unfit::fault)
                          .orElse(Fault.NOT_OF_THIS_VISIT)));
      return Next.of(next, attribution.stray(stray.get(), heard, measured));
    }
    var reading = attribution.reading(heard, measured);
    if (!reading.implausibilities().isEmpty()) {
      return Next.of(
          present.with(device, Live.of(Fault.IMPLAUSIBLE)),
          attribution.stray("implausible", heard, measured));
    }
    if (visit.readings().size() >= READINGS_MAX) {
      return Next.of(present, attribution.stray("too-many", heard, measured));
    }
    var readings = new ArrayList<>(visit.readings());
    readings.add(new Taken(reading, new Kept.Saving()));
    return Next.of(
        present.with(device, Live.NOTHING).with(readings),
        new Effect.Append(
            new Entry.ReadingTaken(heard.at(), visit.id(), reading),
            new Receipt(visit.id(), readings.size())));
  }
}
