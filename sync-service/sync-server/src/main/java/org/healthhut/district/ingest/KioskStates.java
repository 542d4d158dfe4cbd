package org.healthhut.district.ingest;

import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.wire.Codec;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/** Takes in what kiosks say of themselves, whatever transport brought it. */
final class KioskStates {
  private static final Logger log = LoggerFactory.getLogger(KioskStates.class);

  private final Fleet fleet;

  KioskStates(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * Keeps it. One that cannot be kept is passed over: a retained one would come again for ever.
   *
   * @param retained the broker told it from memory
   * @return whether it was understood
   * @throws RuntimeException when the database fails: the message is to come again
   */
  boolean take(KioskId kiosk, Bytes payload, boolean retained) {
    return switch (Codec.state(payload)) {
      case Opened.Valid<KioskState>(KioskState state) -> heard(kiosk, payload, state, retained);
      case Opened.Newer<KioskState>(String what) -> unread(kiosk, payload, "a later " + what);
      case Opened.Broken<KioskState>(String why) -> unread(kiosk, payload, why);
    };
  }

  private boolean heard(KioskId kiosk, Bytes payload, KioskState state, boolean retained) {
    try {
      fleet.heard(kiosk, state, retained);
      return true;
    } catch (RuntimeException e) {
      if (Failure.isOfDatabase(e) && !(e instanceof DataIntegrityViolationException)) {
        throw e;
      }
      return unread(kiosk, payload, Failure.of(e));
    }
  }

  private static boolean unread(KioskId kiosk, Bytes payload, String why) {
    log.atWarn()
        .addKeyValue("kiosk", kiosk)
        .addKeyValue("bytes", payload.length())
        .addKeyValue("why", why)
        .log("state.unread");
    return false;
  }
}
