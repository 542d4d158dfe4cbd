package org.healthhut.wire;

import java.util.Map;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;

/** What one numbered record of a kiosk says. Visits are named by a random id. */
public sealed interface Entry {

  /** When the kiosk made the record. */
  Moment moment();

  /** A visit has begun; the readings that name it belong to its subject. */
  record VisitBegan(Moment moment, String visit, Subject subject) implements Entry {}

  /**
   * A reading that belongs to a visit.
   *
   * @param number its place among the visit's readings from 1; 0 from a kiosk that does not tell
   */
  record ReadingTaken(Moment moment, String visit, int number, Reading reading) implements Entry {
    public ReadingTaken {
      if (number < 0) {
        throw new IllegalArgumentException("readings are numbered from 1");
      }
    }
  }

  /** What the kiosk made of readings of the visit. A later one of the same kind replaces it. */
  record Assessed(Moment moment, String visit, Assessment assessment) implements Entry {}

  /** The visit's subject has answered the question of consent in the wording {@code version}. */
  record ConsentSaid(Moment moment, String visit, String version, boolean given) implements Entry {}

  /**
   * Whoever holds {@code code} may look at the visit's results, for 24 hours from now and at most 5
   * times; it prints itself hidden.
   *
   * @param code 24 letters and digits, drawn at random
   */
  record TakeAwayGiven(Moment moment, String visit, String code) implements Entry {
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{24}");

    public TakeAwayGiven {
      if (!CODE.matcher(code).matches()) {
        throw new IllegalArgumentException("a take-away code is 24 letters and digits");
      }
    }

    @Override
    public String toString() {
      return "TakeAwayGiven[moment=%s, visit=%s, code=hidden]".formatted(moment, visit);
    }
  }

  /** The visit's subject asks to be contacted by their doctor. */
  record ContactAsked(Moment moment, String visit) implements Entry {}

  /** The kiosk told the visit's subject to get help at once. */
  record AlertRaised(Moment moment, String visit, Alert alert) implements Entry {}

  /**
   * Someone at the kiosk, who is not named, needs its staff.
   *
   * @param code a fault's code as {@code BP-01}, or {@code urgent}, or {@code help}
   */
  record StaffCalled(Moment moment, String code) implements Entry {}

  /**
   * A reading that belongs to nobody the kiosk can name. The district keeps it in quarantine.
   *
   * @param why one of a few fixed words, as {@code outside-visit}, {@code began-before} or {@code
   *     from-memory}
   */
  record StrayReading(Moment moment, String why, Reading reading) implements Entry {}

  /**
   * A visit has ended.
   *
   * @param why how it ended: {@code button}, {@code timeout}, {@code other-person}, {@code restart}
   * @param readings how many {@link ReadingTaken} named the visit
   */
  record VisitEnded(Moment moment, String visit, String why, int readings) implements Entry {}

  /** Something the operator should know: a start, a damaged store, a clock correction. */
  record KioskEvent(Moment moment, String kind, Map<String, String> details) implements Entry {
    public KioskEvent {
      details = Map.copyOf(details);
    }
  }

  /**
   * A kind that this version does not know, stored untouched.
   *
   * @param content the entry's whole CBOR form
   */
  record Unknown(Moment moment, String kind, Bytes content) implements Entry {}
}
