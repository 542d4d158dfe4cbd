package org.healthhut.kiosk.visit;

import java.util.List;

/**
 * What was said last.
 *
 * @param turn grows with each thing that is said
 * @param clips the prompts' ids, in order
 */
public record Spoken(int turn, List<String> clips) {
  static final Spoken NOTHING = new Spoken(0, List.of());

  public Spoken {
    clips = List.copyOf(clips);
  }

  /** Nothing that was said stays when a person has gone. */
  Spoken silence() {
    return new Spoken(turn, List.of());
  }

  /** Says nothing new when there is nothing to say. */
  Spoken then(List<String> next) {
    return next.isEmpty() ? this : new Spoken(turn + 1, next);
  }
}
