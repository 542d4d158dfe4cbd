package org.healthhut.kiosk.visit;

import java.time.Duration;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What goes on from one state of a kiosk to the next.
 *
 * @param working what the devices are in the middle of, whoever is here
 * @param comfort of the person who is here
 * @param spoken what was said last
 * @param called the uptime at which staff was called; null when nobody was
 */
public record Carried(Working working, Comfort comfort, Spoken spoken, @Nullable Duration called) {
  static final Carried NOTHING = new Carried(Working.NONE, Comfort.USUAL, Spoken.NOTHING, null);

  /** How long a call is shown, when nobody answers it. */
  private static final Duration CALL_MAX = Duration.ofMinutes(5);

  Carried with(Working now) {
    return new Carried(now, comfort, spoken, called);
  }

  Carried with(Comfort now) {
    return new Carried(working, now, spoken, called);
  }

  Carried with(Spoken now) {
    return new Carried(working, comfort, now, called);
  }

  Carried calledAt(Moment at) {
    return new Carried(working, comfort, spoken, at.uptime());
  }

  /** The same, with the later call of the two. */
  Carried orCalled(Carried later) {
    return later.called == null ? this : new Carried(working, comfort, spoken, later.called);
  }

  /** Whether staff has been called a short while ago. */
  public boolean calling(Moment now) {
    return called != null && now.uptime().minus(called).compareTo(CALL_MAX) < 0;
  }
}
