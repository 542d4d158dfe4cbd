package org.healthhut.kiosk.visit;

import java.time.Instant;

/** How far a record has come: always exactly one of these. */
public sealed interface Kept {
  /** Not durable yet; it may still be lost. */
  record Saving() implements Kept {}

  /** Would survive the plug being pulled. */
  record Saved(long seq) implements Kept {}

  /**
   * The district has committed it.
   *
   * @param at when this kiosk heard so
   */
  record Delivered(long seq, Instant at) implements Kept {}

  /** It is lost, and the resident is told so. */
  record NotSaved() implements Kept {}

  /** How far it has come once the district has committed everything up to {@code through}. */
  default Kept delivered(long through, Instant at) {
    return this instanceof Saved(var seq) && seq <= through ? new Delivered(seq, at) : this;
  }
}
