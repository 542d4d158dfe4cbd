package org.healthhut.kiosk.service;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A device's calibration certificate (检定证书).
 *
 * @param until the last day it is valid on
 */
public record Calibration(String certificate, LocalDate on, LocalDate until) {
  /** How many days before its end somebody is warned, nearest last. */
  static final List<Integer> WARNED_DAYS = List.of(60, 30, 7);

  /** So many days after its end the device may still be used, and its readings are marked. */
  static final int MARKED_DAYS = 30;

  /** Always exactly one of these. */
  public sealed interface State {
    /** Nobody has entered a certificate: nothing is marked, and the page asks for it. */
    record NotEntered() implements State {}

    record Valid(long daysLeft) implements State {}

    /**
     * It ends soon.
     *
     * @param step which of {@link #WARNED_DAYS} has been reached
     */
    record Due(long daysLeft, int step) implements State {}

    /** It has ended; readings are marked for {@code daysLeft} more. */
    record Marked(long daysSince, long daysLeft) implements State {}

    /** It ended too long ago; nothing is taken from the device. */
    record Blocked(long daysSince) implements State {}
  }

  /** How a device stands on {@code today}, which must come from a clock that can be believed. */
  static State stateOf(Optional<Calibration> calibration, LocalDate today) {
    if (calibration.isEmpty()) {
      return new State.NotEntered();
    }
    long left = ChronoUnit.DAYS.between(today, calibration.get().until());
    if (left < -MARKED_DAYS) {
      return new State.Blocked(-left);
    }
    if (left < 0) {
      return new State.Marked(-left, MARKED_DAYS + left);
    }
    return WARNED_DAYS.reversed().stream()
        .filter(days -> left <= days)
        .findFirst()
        .<State>map(step -> new State.Due(left, step))
        .orElseGet(() -> new State.Valid(left));
  }
}
