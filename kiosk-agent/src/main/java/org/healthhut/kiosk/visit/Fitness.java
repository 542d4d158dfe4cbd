package org.healthhut.kiosk.visit;

import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;

/** Whether what a device measures may be taken, beside what the device says itself. */
@FunctionalInterface
public interface Fitness {
  Fitness ALL_GOOD = (_, _) -> new Good();

  /** Asked from the loop's thread for each reading of a visit; must not block. */
  Verdict of(String device, Moment at);

  /** Always exactly one of these. */
  sealed interface Verdict {}

  record Good() implements Verdict {}

  /** It is taken, and everybody who sees it is told. */
  record Marked(Flag flag) implements Verdict {}

  /**
   * It is not taken.
   *
   * @param why as {@link org.healthhut.wire.Entry.StrayReading} says it
   * @param fault what the screen says
   */
  record Unfit(String why, Fault fault) implements Verdict {}
}
