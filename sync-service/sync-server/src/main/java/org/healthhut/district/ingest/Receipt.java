package org.healthhut.district.ingest;

import org.healthhut.wire.Ack;

/** What came of a message: always exactly one of these. */
public sealed interface Receipt {
  /** All of it is committed; {@code ack} may be sent. */
  record Answered(Ack ack) implements Receipt {}

  /**
   * It cannot be opened yet, and an operator can change that. Nothing of it is kept and it must not
   * be acknowledged: the kiosk keeps its records and sends them again.
   *
   * @param why in fixed words, with the id of the key that is missing
   */
  record Deferred(String why) implements Receipt {}

  /**
   * It was no batch of this kiosk. It is kept in quarantine and there is nothing to answer.
   *
   * @param why in fixed words, without a value
   */
  record Refused(String why) implements Receipt {}
}
