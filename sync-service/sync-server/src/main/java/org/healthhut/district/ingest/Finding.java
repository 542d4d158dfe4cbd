package org.healthhut.district.ingest;

import org.healthhut.person.Identity;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;

/** What one entry of a batch turned out to be: always exactly one of these. */
public sealed interface Finding {
  /** The entry as it arrived. */
  SealedEntry source();

  /** A visit, a reading or an event that is as it should be. */
  record Accepted(SealedEntry source, Entry entry) implements Finding {}

  /** The visit of somebody whose identity opened. */
  record Identified(SealedEntry source, Entry.VisitBegan visit, Identity identity)
      implements Finding {}

  /** Whole and well sealed, but of a kind this version does not know: kept untouched. */
  record Untouched(SealedEntry source, Moment moment) implements Finding {}

  /**
   * Kept untouched and shown to an operator.
   *
   * @param kind what it is, as far as it could be told
   * @param entry what it says, when it opened and its times can be believed
   * @param why in fixed words, without a value
   */
  record SetAside(SealedEntry source, Kind kind, @Nullable Entry entry, String why)
      implements Finding {}

  /** The kinds of entry, under their names in the database. */
  enum Kind {
    VISIT_BEGAN("visitBegan"),
    READING("reading"),
    STRAY_READING("strayReading"),
    ASSESSED("assessed"),
    CONSENT_SAID("consentSaid"),
    TAKE_AWAY_GIVEN("takeAwayGiven"),
    CONTACT_ASKED("contactAsked"),
    ALERT_RAISED("alertRaised"),
    STAFF_CALLED("staffCalled"),
    VISIT_ENDED("visitEnded"),
    KIOSK_EVENT("kioskEvent"),
    UNKNOWN("unknown"),
    /** Sealed or written in a later version. */
    NEWER("newer"),
    BROKEN("broken");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }

    static Kind of(Entry entry) {
      return switch (entry) {
        case Entry.VisitBegan _ -> VISIT_BEGAN;
        case Entry.ReadingTaken _ -> READING;
        case Entry.StrayReading _ -> STRAY_READING;
        case Entry.Assessed _ -> ASSESSED;
        case Entry.ConsentSaid _ -> CONSENT_SAID;
        case Entry.TakeAwayGiven _ -> TAKE_AWAY_GIVEN;
        case Entry.ContactAsked _ -> CONTACT_ASKED;
        case Entry.AlertRaised _ -> ALERT_RAISED;
        case Entry.StaffCalled _ -> STAFF_CALLED;
        case Entry.VisitEnded _ -> VISIT_ENDED;
        case Entry.KioskEvent _ -> KIOSK_EVENT;
        case Entry.Unknown _ -> UNKNOWN;
      };
    }
  }
}
