package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.visit.Entrance.Claim;
import org.healthhut.kiosk.visit.Visit.Ended;
import org.healthhut.kiosk.visit.Visit.Identifying;
import org.healthhut.kiosk.visit.Visit.Idle;
import org.healthhut.kiosk.visit.Visit.Live;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.Visit.Taken;
import org.healthhut.kiosk.visit.Visit.Who;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.person.Identity;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a visit. A reading belongs to a visit only when it was made between the visit's
 * beginning and its end, from its first moment to its last; every other one becomes a {@link
 * Entry.StrayReading} and is never shown. How a visit goes from screen to screen, {@link Guide} and
 * {@link Identification} know.
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

  /** How long the screen of {@link Ended} stays. */
  static final Duration ENDED_MAX = Duration.ofSeconds(20);

  private static final Duration REMIND_EVERY = Duration.ofSeconds(5);
  private static final int REMIND_MAX = 3;

  private static final int ID_BYTES = 16;

  private final Rules rules;
  private final Attribution attribution;
  private final Sealer sealer;
  private final RandomGenerator random;
  private final Surroundings around;
  private final Guide guide;
  private final Hearing hearing;
  private final Identification identification;

  /**
   * When a visit ends by itself.
   *
   * @param identifying how long nobody may touch the screen that asks who it is
   * @param idle how long nobody may touch and no device may move before the screen asks
   * @param warning how long it then waits for an answer
   */
  public record Limits(Duration identifying, Duration idle, Duration warning) {}

  /**
   * The rules of one kiosk.
   *
   * @param protocol by which blood pressure is taken
   * @param quickest how long each device measures at least, by its name; nothing for a device that
   *     says when it begins
   * @param simulated whether every reading is marked as born in a simulator
   */
  public record Rules(
      Limits limits, Protocol protocol, Map<String, Duration> quickest, boolean simulated) {
    public Rules {
      quickest = Map.copyOf(quickest);
    }
  }

  /** Seals who a resident is so that the district alone can read it, bound to a token. */
  @FunctionalInterface
  public interface Sealer {
    String seal(Identity identity, String token);
  }

  /**
   * What is asked about the world while a step is made, on the thread that steps.
   *
   * @param hasRoom whether there is room on the disk for what another visit brings
   * @param online whether the district can be reached now
   * @param fitness whether what a device measures may be taken
   */
  public record Surroundings(
      Equipment equipment, BooleanSupplier hasRoom, BooleanSupplier online, Fitness fitness) {}

  /**
   * The rules of one kiosk.
   *
   * @param random for ids and tokens; must be cryptographically strong outside tests
   */
  public Visits(Rules rules, Surroundings around, Sealer sealer, RandomGenerator random) {
    this.rules = rules;
    this.attribution = new Attribution(rules.quickest(), rules.simulated(), around.fitness());
    this.sealer = sealer;
    this.random = random;
    this.around = around;
    this.guide = new Guide(around.equipment(), around.online(), random);
    this.hearing = new Hearing(guide, attribution, (visit, at) -> leavingIn(visit, at).isPresent());
    this.identification =
        new Identification(
            this::draw,
            new Identification.Beginning() {
              @Override
              public Next asGuest(boolean child, Moment at) {
                return begin(new Who.Guest(child), new Subject.Guest(draw()), null, at);
              }

              @Override
              public Next as(Claim claim, boolean consented, Moment at) {
                return beginAs(claim, consented, at);
              }
            });
  }

  /** What {@code event} makes of {@code visit}. */
  public Next step(Visit visit, VisitEvent event) {
    var next =
        switch (visit) {
          case Idle idle -> nobody(idle, event);
          case Identifying identifying -> identifying(identifying, event);
          case Measuring measuring -> measuring(measuring, event);
          case Ended ended -> ended(ended, event);
        };
    var whole = next.after(CuffGuard.deflating(visit, event, next));
    return new Next(whole.visit().with(carried(visit, whole.visit(), event)), whole.effects());
  }

  /** What goes on; comfort only as long as the person may be the same. */
  private static Carried carried(Visit before, Visit after, VisitEvent event) {
    var carried = before.carried().orCalled(after.carried());
    if (event instanceof Heard heard) {
      carried = carried.after(heard);
    }
    if (event instanceof VisitEvent.Prefer prefer) {
      carried = carried.with(prefer.over(carried.comfort()));
    }
    if (after instanceof Idle && !(before instanceof Idle)) {
      return carried.with(Comfort.USUAL).with(carried.spoken().silence());
    }
    boolean another =
        before instanceof Ended ? !(after instanceof Ended) : before instanceof Measuring;
    if (another && (after instanceof Identifying || before instanceof Ended)) {
      carried = carried.with(Comfort.USUAL);
    }
    return carried.with(carried.spoken().then(Prompter.between(before, after, event)));
  }

  /** How long until the visit ends by itself; empty when it does not, or not soon. */
  public Optional<Duration> leavingIn(Visit visit, Moment now) {
    return switch (visit) {
      case Idle _, Ended _ -> Optional.empty();
      case Identifying identifying ->
          leavingIn(identifying.touched(), rules.limits().identifying(), now);
      case Measuring measuring ->
          measuring.stage().waits()
              ? Optional.empty()
              : leavingIn(measuring.present(), rules.limits().idle(), now);
    };
  }

  private Optional<Duration> leavingIn(Duration present, Duration silent, Moment now) {
    var warning = rules.limits().warning();
    var left = present.plus(silent).plus(warning).minus(now.uptime());
    return left.compareTo(warning) <= 0 ? Optional.of(left) : Optional.empty();
  }

  private boolean gone(Visit visit, Moment now) {
    return leavingIn(visit, now).filter(left -> !left.isPositive()).isPresent();
  }

  /** Idle, or ended: whoever comes next begins anew. */
  private Next nobody(Visit visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.Begin(var at) -> arrive(at);
      case VisitEvent.AsGuest(var at) -> free(at, identification::asGuest);
      case VisitEvent.CallStaff(var at) -> new Alarms().call(visit, "help", at);
      case Heard heard -> outsideVisit(visit, heard);
      case VisitEvent.Touch _,
          VisitEvent.Presence _,
          VisitEvent.Saved _,
          VisitEvent.NotSaved _,
          VisitEvent.Acknowledged _,
          VisitEvent.Answered _,
          VisitEvent.Printed _,
          VisitEvent.Tick _,
          VisitEvent.Stopping _ ->
          Next.of(visit);
    };
  }

  private Next arrive(Moment at) {
    return free(at, Identification::arrive);
  }

  /** Begins, where a visit may begin. */
  private Next free(Moment at, Function<Moment, Next> begin) {
    return around.hasRoom().getAsBoolean() ? begin.apply(at) : refused(draw(), at);
  }

  /** Who goes without their card is told so, also before a visit has begun. */
  private Next identifying(Identifying visit, VisitEvent event) {
    var next = asked(visit, event);
    return next.visit() instanceof Idle && !visit.carried().cards().isEmpty()
        ? new Next(new Ended(draw(), false, List.of(), event.at().uptime(), 0), next.effects())
        : next;
  }

  private Next asked(Identifying visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.CallStaff(var at) ->
          new Alarms().call(visit.touchedAt(at.uptime()), "help", at);
      case VisitEvent.Touch touch -> identification.touched(visit, touch);
      case VisitEvent.Stopping _ -> Next.of(new Idle());
      case VisitEvent.Tick(var at) -> Next.of(gone(visit, at) ? new Idle() : visit);
      case VisitEvent.Presence(var at, var occupied) ->
          Next.of(
              visit.touchedAt(
                  present(
                      visit.touched(),
                      rules.limits().identifying(),
                      leavingIn(visit, at).isPresent(),
                      occupied,
                      at)));
      case VisitEvent.Answered(var _, var token, var known) ->
          identification.answered(visit, token, known);
      case Heard heard -> {
        if (heard.event() instanceof Measured) {
          yield outsideVisit(visit, heard);
        }
        // What is wrong with a scale is no business of who is signing in, and no sign of life.
        boolean reader =
            heard.event() instanceof Presented
                || around.equipment().kind(heard.device()).equals(Optional.of(Category.IDENTITY));
        yield reader ? identification.heard(visit, heard) : Next.of(visit);
      }
      case VisitEvent.Saved _,
          VisitEvent.NotSaved _,
          VisitEvent.Printed _,
          VisitEvent.Acknowledged _ ->
          Next.of(visit);
    };
  }

  private Next measuring(Measuring visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.End(var at) ->
          guide.held(visit.presentAt(at), at).orElseGet(() -> end(visit, "button", at));
      case VisitEvent.Stopping(var at) -> end(visit, "restart", at);
      case VisitEvent.Tick(var at) ->
          gone(visit, at) ? end(visit, "timeout", at) : guide.tick(visit, at);
      case VisitEvent.Touch touch -> guide.touched(visit.presentAt(touch.at()), touch);
      case VisitEvent.Saved(var _, var receipt, var seq) ->
          Next.of(visit.with(receipt, new Kept.Saved(seq)));
      case VisitEvent.NotSaved(var at, var receipt) -> notSaved(visit, receipt, at);
      case VisitEvent.Acknowledged(var at, var through) ->
          Next.of(
              visit.with(
                  visit.readings().stream()
                      .map(taken -> taken.with(taken.kept().delivered(through, at.at())))
                      .toList()));
      case VisitEvent.Answered(var _, var token, var known) ->
          visit.who() instanceof Who.Resident resident && resident.token().equals(token)
              ? Next.of(visit.with(visit.course().with(known)))
              : Next.of(visit);
      case VisitEvent.Printed(var _, var outcome) ->
          visit.stage() instanceof Stage.Parting(var code, var _)
              ? Next.of(visit.with(new Stage.Parting(code, outcome)))
              : Next.of(visit);
      case VisitEvent.Presence(var at, var occupied) ->
          Next.of(!occupied && atWork(visit) ? visit : presence(visit, occupied, at));
      case Heard heard ->
          heard.event() instanceof Presented(var what)
              ? identifiedAgain(visit, what, heard.at())
              : hearing.heard(visit, heard);
    };
  }

  /**
   * The last sign of life, after the presence switch spoke. Whoever comes while the screen asks may
   * be the next person, so that only a touch answers; when everybody leaves, the screen asks at
   * once.
   */
  private static Duration present(
      Duration before, Duration silent, boolean asked, boolean occupied, Moment at) {
    if (asked) {
      return before;
    }
    return occupied ? at.uptime() : at.uptime().minus(silent);
  }

  /** Who leaves while the screen counts down a rest rests no longer. */
  private Measuring presence(Measuring visit, boolean occupied, Moment at) {
    boolean asked = leavingIn(visit, at).isPresent();
    var present = present(visit.present(), rules.limits().idle(), asked, occupied, at);
    var stage = !occupied && visit.stage().waits() ? new Stage.Arming() : visit.stage();
    return visit.presentAt(present).with(stage);
  }

  /** Who left the chair for the scale has not left. */
  private static boolean atWork(Measuring visit) {
    return visit.stage() instanceof Stage.Inflating
        || !visit.working().since().isEmpty()
        || visit.devices().values().stream().anyMatch(Live::measuring);
  }

  private Next ended(Ended visit, VisitEvent event) {
    return switch (event) {
      case VisitEvent.End _, VisitEvent.Stopping _ -> Next.of(new Idle());
      case VisitEvent.Tick(var at) -> ended(visit, at);
      case VisitEvent.Saved(var _, var receipt, var seq) ->
          Next.of(visit.with(receipt, new Kept.Saved(seq)));
      case VisitEvent.NotSaved(var _, var receipt) ->
          Next.of(visit.with(receipt, new Kept.NotSaved()));
      case VisitEvent.Acknowledged(var at, var through) ->
          Next.of(
              visit.with(
                  visit.readings().stream()
                      .map(kept -> kept.delivered(through, at.at()))
                      .toList()));
      case VisitEvent.Touch _,
          VisitEvent.Presence _,
          VisitEvent.Answered _,
          VisitEvent.Printed _,
          Heard _ ->
          nobody(visit, event);
    };
  }

  /** A card that was left behind is spoken of three times, and then the staff is called. */
  private static Next ended(Ended visit, Moment at) {
    var since = at.uptime().minus(visit.ended());
    boolean over = since.compareTo(ENDED_MAX) >= 0;
    if (visit.carried().cards().isEmpty()) {
      return Next.of(over ? new Idle() : visit);
    }
    int due = (int) since.dividedBy(REMIND_EVERY);
    if (due <= visit.reminded()) {
      return Next.of(visit);
    }
    return due > REMIND_MAX
        ? new Alarms().call(new Idle(), "card-left", at)
        : Next.of(visit.remindedAgain());
  }

  private Next beginAs(Claim claim, boolean consented, Moment at) {
    var known = claim.known();
    var number = claim.identity().number();
    var token = claim.token();
    var begun =
        begin(
            new Who.Resident(number, token, claim.maskedName(), claim.age()),
            new Subject.Resident(token, sealer.seal(claim.identity(), token)),
            known,
            at);
    if (!consented || !(begun.visit() instanceof Measuring measuring)) {
      return begun;
    }
    var effects = new ArrayList<>(begun.effects());
    effects.add(
        new Effect.Append(
            new Entry.ConsentSaid(at, measuring.id(), Identification.CONSENT, true), null));
    return new Next(begun.visit(), effects);
  }

  /**
   * Another person's card ends the visit and asks who they are; what is no number, and the same
   * person's card, changes nothing.
   */
  private Next identifiedAgain(Measuring visit, Presentation what, Moment at) {
    var who = Identification.identity(what, at);
    boolean same =
        who.isPresent()
            && visit.who() instanceof Who.Resident resident
            && resident.number().equals(who.get().number());
    if (who.isEmpty() || same) {
      return Next.of(visit.presentAt(at));
    }
    return identification.presented(what, at).after(end(visit, "other-person", at).effects());
  }

  private Next begin(Who who, Subject subject, @Nullable Known known, Moment at) {
    var id = draw();
    if (!around.hasRoom().getAsBoolean()) {
      return refused(id, at);
    }
    var course = Course.begin(Session.begin(rules.protocol(), false), known);
    return Next.of(
        new Measuring(id, who, at, course),
        new Effect.Append(
            new Entry.VisitBegan(at, id, subject), new Receipt(id, Receipt.BEGINNING)));
  }

  private static Next refused(String id, Moment at) {
    return Next.of(new Ended(id, true, List.of(), at.uptime(), 0));
  }

  /** 128 random bits: nothing in it can be traced to a person or guessed. */
  private String draw() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Next end(Measuring visit, String why, Moment at) {
    var effects = new ArrayList<Effect>(guide.closing(visit, at));
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
    boolean told = why.equals("button") || !visit.carried().cards().isEmpty();
    return new Next(told ? ended(visit, false, at) : new Idle(), effects);
  }

  private static Ended ended(Measuring visit, boolean refused, Moment at) {
    return new Ended(
        visit.id(), refused, visit.readings().stream().map(Taken::kept).toList(), at.uptime(), 0);
  }

  /** A visit whose beginning is not on disk can hold no reading: it is over at once. */
  private static Next notSaved(Measuring visit, Receipt receipt, Moment at) {
    return receipt.equals(new Receipt(visit.id(), Receipt.BEGINNING))
        ? Next.of(ended(visit, true, at))
        : Next.of(visit.with(receipt, new Kept.NotSaved()));
  }

  private Next outsideVisit(Visit visit, Heard heard) {
    if (heard.event() instanceof Presented(var what)) {
      return free(heard.at(), at -> identification.presented(what, at));
    }
    return heard.event() instanceof Measured measured && !measured.values().isEmpty()
        ? Next.of(
            visit,
            attribution.stray(
                Attribution.nobodys(measured).orElse("outside-visit"), heard, measured))
        : Next.of(visit);
  }
}
