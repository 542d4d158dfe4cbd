package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Presentation;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What goes on from one state of a kiosk to the next.
 *
 * @param working what the devices are in the middle of, whoever is here
 * @param comfort of the person who is here
 * @param spoken what was said last
 * @param called the uptime at which staff was called; null when nobody was
 * @param cards the readers on which a card lies, as far as they tell
 */
public record Carried(
    Working working, Comfort comfort, Spoken spoken, @Nullable Duration called, Set<String> cards) {
  static final Carried NOTHING =
      new Carried(Working.NONE, Comfort.USUAL, Spoken.NOTHING, null, Set.of());

  /** How long a call is shown, when nobody answers it. */
  private static final Duration CALL_MAX = Duration.ofMinutes(5);

  Carried with(Comfort now) {
    return new Carried(working, now, spoken, called, cards);
  }

  Carried with(Spoken now) {
    return new Carried(working, comfort, now, called, cards);
  }

  Carried calledAt(Moment at) {
    return new Carried(working, comfort, spoken, at.uptime(), cards);
  }

  /** The same, with the later call of the two. */
  Carried orCalled(Carried later) {
    return later.called == null ? this : new Carried(working, comfort, spoken, later.called, cards);
  }

  /**
   * After a device was heard. A reader says that it is ready again when its card was lifted; most
   * readers see no card they have read, and say so at once.
   */
  Carried after(Heard heard) {
    var lying = new TreeSet<>(cards);
    if (heard.event() instanceof DeviceEvent.Presented(Presentation.Card _)) {
      lying.add(heard.device());
    } else if (heard.event() instanceof DeviceEvent.Status
        || heard.event() instanceof DeviceEvent.Failed) {
      lying.remove(heard.device());
    }
    return new Carried(working.after(heard), comfort, spoken, called, Set.copyOf(lying));
  }

  /** Whether staff has been called a short while ago. */
  public boolean calling(Moment now) {
    return calling(now, Duration.ZERO);
  }

  /** The same, for somebody who has been here since the uptime {@code came}. */
  public boolean calling(Moment now, Duration came) {
    return called != null
        && called.compareTo(came) >= 0
        && now.uptime().minus(called).compareTo(CALL_MAX) < 0;
  }
}
