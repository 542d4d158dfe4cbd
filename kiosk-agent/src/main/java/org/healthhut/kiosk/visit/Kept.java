package org.healthhut.kiosk.visit;

/** How far a record has come: always exactly one of these. */
public sealed interface Kept {
  /** Not durable yet; it may still be lost. */
  record Saving() implements Kept {}

  /** Would survive the plug being pulled. */
  record Saved(long seq) implements Kept {}

  /** The district has committed it. */
  record Delivered(long seq) implements Kept {}

  /** It is lost, and the resident is told so. */
  record NotSaved() implements Kept {}
}
