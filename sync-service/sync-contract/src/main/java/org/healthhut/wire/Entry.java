package org.healthhut.wire;

import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;

/** What one numbered record of a kiosk says. Visits are named by a random id. */
public sealed interface Entry {

  /** When the kiosk made the record. */
  Moment moment();

  /** A visit has begun; the readings that name it belong to its subject. */
  record VisitBegan(Moment moment, String visit, Subject subject) implements Entry {}

  /** A reading that belongs to a visit. */
  record ReadingTaken(Moment moment, String visit, Reading reading) implements Entry {}

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
