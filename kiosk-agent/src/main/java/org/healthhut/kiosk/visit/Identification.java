package org.healthhut.kiosk.visit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.Presentation;
import org.healthhut.kiosk.clinical.RuleSet;
import org.healthhut.kiosk.visit.Entrance.Claim;
import org.healthhut.kiosk.visit.Visit.Identifying;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/** 认人: from the first touch to a visit that begins. */
final class Identification {
  /** The consent's version; a new text is a new version, and is asked for again. */
  static final String CONSENT = "2026-11";

  /** Nobody younger is kept by name without a guardian (PIPL, article 31). */
  static final int CONSENT_YEARS = 14;

  /** No kiosk runs before this day: a clock that says so must not make a birth date lie ahead. */
  private static final LocalDate TODAY_MIN = LocalDate.of(2026, 1, 1);

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private final Tokens tokens;
  private final Beginning beginning;

  /** Draws what names visits and people who are not named otherwise. */
  @FunctionalInterface
  interface Tokens {
    String draw();
  }

  /** Begins visits. */
  interface Beginning {
    /**
     * Without a name.
     *
     * @param child too young for classes, as their number has told
     */
    Next asGuest(boolean child, Moment at);

    /**
     * As somebody who has a number.
     *
     * @param consented the consent was given just now; otherwise the district has it already
     */
    Next as(Claim claim, boolean consented, Moment at);
  }

  Identification(Tokens tokens, Beginning beginning) {
    this.tokens = tokens;
    this.beginning = beginning;
  }

  Next asGuest(Moment at) {
    return beginning.asGuest(false, at);
  }

  static Next arrive(Moment at) {
    return Next.of(new Identifying(new Entrance.Choosing(null), at.uptime(), at.uptime()));
  }

  Next touched(Identifying visit, VisitEvent.Touch touch) {
    var at = touch.at();
    var here = visit.touchedAt(at.uptime());
    return switch (touch) {
      case VisitEvent.AsGuest _ ->
          beginning.asGuest(here.entrance() instanceof Entrance.TooYoung, at);
      case VisitEvent.ToType _ -> Next.of(at(here, new Entrance.Typing(Typed.NOTHING, null)));
      case VisitEvent.ToScan _ -> Next.of(at(here, new Entrance.Scanning(false)));
      case VisitEvent.Back _ -> Next.of(at(here, new Entrance.Choosing(null)));
      case VisitEvent.Key(var _, var key) ->
          here.entrance() instanceof Entrance.Typing(var typed, var _)
              ? Next.of(at(here, typing(typed.takes(key) ? typed.plus(key) : typed, at)))
              : Next.of(here);
      case VisitEvent.Erase _ ->
          here.entrance() instanceof Entrance.Typing(var typed, var _)
              ? Next.of(at(here, typing(typed.withoutLast(), at)))
              : Next.of(here);
      case VisitEvent.Clear _ ->
          here.entrance() instanceof Entrance.Typing
              ? Next.of(at(here, typing(Typed.NOTHING, at)))
              : Next.of(here);
      case VisitEvent.Confirm _ ->
          here.entrance() instanceof Entrance.Typing(var typed, var _)
              ? confirmed(here, typed, at)
              : Next.of(here);
      case VisitEvent.Yes _ -> yes(here, at);
      case VisitEvent.No _ -> no(here, at);
      case VisitEvent.End _ -> Next.of(new Visit.Idle());
      case VisitEvent.Begin _,
          VisitEvent.Stay _,
          VisitEvent.Again _,
          VisitEvent.GoOn _,
          VisitEvent.Choose _,
          VisitEvent.SkipRest _,
          VisitEvent.Start _,
          VisitEvent.Stop _,
          VisitEvent.Ate _,
          VisitEvent.Unwell _,
          VisitEvent.Feels _,
          VisitEvent.Told _,
          VisitEvent.NoSymptom _,
          VisitEvent.Listen _,
          VisitEvent.TakeAway _,
          VisitEvent.Print _,
          VisitEvent.AskContact _,
          VisitEvent.CallStaff _,
          VisitEvent.Prefer _ ->
          Next.of(here);
    };
  }

  private static Identifying at(Identifying visit, Entrance entrance) {
    return new Identifying(entrance, visit.began(), visit.touched(), visit.carried());
  }

  /** The mistake is told as soon as the last character is there. */
  private static Entrance typing(Typed typed, Moment at) {
    var mistake =
        typed.complete()
            ? switch (IdentityNumber.parse(typed.characters(), today(at))) {
              case IdentityNumber.Parsed.Valid _ -> null;
              case IdentityNumber.Parsed.Invalid(var what) -> what;
            }
            : null;
    return new Entrance.Typing(typed, mistake);
  }

  private Next confirmed(Identifying visit, Typed typed, Moment at) {
    return switch (IdentityNumber.parse(typed.characters(), today(at))) {
      case IdentityNumber.Parsed.Valid(var number) ->
          claimed(visit, new Identity(number, null), false, at);
      case IdentityNumber.Parsed.Invalid(var mistake) ->
          Next.of(at(visit, new Entrance.Typing(typed, mistake)));
    };
  }

  /** Somebody says who they are: they are asked, and so is the district. */
  Next claimed(Identifying visit, Identity identity, boolean expired, Moment at) {
    int age = identity.number().ageOn(today(at));
    var claim = new Claim(identity, tokens.draw(), age, expired, null, at.uptime());
    return Next.of(
        at(visit.touchedAt(at.uptime()), new Entrance.Confirming(claim)),
        new Effect.Inquire(identity, claim.token()));
  }

  private Next yes(Identifying visit, Moment at) {
    if (visit.entrance() instanceof Entrance.Confirming(var claim)) {
      if (claim.age() < CONSENT_YEARS) {
        return Next.of(at(visit, new Entrance.TooYoung()));
      }
      var known = claim.known();
      return known != null && CONSENT.equals(known.consent())
          ? beginning.as(claim, false, at)
          : Next.of(at(visit, new Entrance.Consenting(claim)));
    }
    return visit.entrance() instanceof Entrance.Consenting(var claim)
        ? beginning.as(claim, true, at)
        : Next.of(visit);
  }

  private Next no(Identifying visit, Moment at) {
    if (visit.entrance() instanceof Entrance.Confirming) {
      return Next.of(at(visit, new Entrance.Choosing(null)));
    }
    // Without consent nothing of who they are is kept: they measure as a guest.
    return visit.entrance() instanceof Entrance.Consenting(var claim)
        ? beginning.asGuest(!RuleSet.covers(OptionalInt.of(claim.age())), at)
        : Next.of(visit);
  }

  /** A reader said something while somebody stands before it. */
  Next heard(Identifying visit, Heard heard) {
    if (heard.event() instanceof Presented(var what)) {
      return presented(visit, what, heard.at());
    }
    return heard.event() instanceof Failed(var fault, var _)
            && visit.entrance() instanceof Entrance.Choosing(var told)
            && fault != told
        ? Next.of(at(visit.touchedAt(heard.at().uptime()), new Entrance.Choosing(fault)))
        : Next.of(visit);
  }

  /**
   * Somebody showed who they are. Who is being asked whether it is them is not changed for another
   * by a second card.
   */
  private Next presented(Identifying visit, Presentation what, Moment at) {
    if (visit.entrance() instanceof Entrance.Confirming
        || visit.entrance() instanceof Entrance.Consenting
        || visit.entrance() instanceof Entrance.TooYoung) {
      return Next.of(visit);
    }
    boolean expired =
        at.clock() == ClockTrust.SYNCHRONIZED
            && what instanceof Presentation.Card(var _, var over)
            && over;
    return identity(what, at)
        .map(identity -> claimed(visit, identity, expired, at))
        .orElseGet(() -> Next.of(at(visit.touchedAt(at.uptime()), new Entrance.Scanning(true))));
  }

  /** Somebody showed who they are while nobody was here. */
  Next presented(Presentation what, Moment at) {
    return presented((Identifying) arrive(at).visit(), what, at);
  }

  Next answered(Identifying visit, String token, Known known) {
    if (visit.entrance() instanceof Entrance.Confirming(var claim) && claim.token().equals(token)) {
      return Next.of(at(visit, new Entrance.Confirming(claim.with(known))));
    }
    return visit.entrance() instanceof Entrance.Consenting(var claim) && claim.token().equals(token)
        ? Next.of(at(visit, new Entrance.Consenting(claim.with(known))))
        : Next.of(visit);
  }

  /** Who was presented; empty for a code that is no identity number. */
  static Optional<Identity> identity(Presentation what, Moment at) {
    return switch (what) {
      case Presentation.Card(var identity, var _) -> Optional.of(identity);
      case Presentation.Code(var text) ->
          switch (IdentityNumber.parse(text, today(at))) {
            case IdentityNumber.Parsed.Valid(var number) -> Optional.of(new Identity(number, null));
            case IdentityNumber.Parsed.Invalid _ -> Optional.empty();
          };
    };
  }

  private static LocalDate today(Moment at) {
    var today = LocalDate.ofInstant(at.at(), ZONE);
    return today.isBefore(TODAY_MIN) ? TODAY_MIN : today;
  }
}
