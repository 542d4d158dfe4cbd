package org.healthhut.kiosk.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the clock has become synchronised after records were made without. Then an event
 * says when the machine began to count its uptime; with the uptime that each record has, its true
 * time is known, whatever the clock showed and however often it jumped.
 *
 * <pre>
 * clock.corrected {boot, upSince: ISO 8601, offsetMillis: true time less what the clock showed last}
 * </pre>
 */
public final class ClockWatch {
  /** A new boot is begun when a write fails; past so many, something else is wrong. */
  private static final int BOOTS_MAX = 16;

  private final Set<String> boots = new LinkedHashSet<>();
  private @Nullable Instant shownSince;

  /**
   * Takes the time, often enough that no record is made without.
   *
   * @param boot that records are sealed in now
   * @return the events to keep, one for each boot with records of uncertain time; mostly none
   */
  public List<Entry> step(Moment now, String boot) {
    var since = now.at().minus(now.uptime());
    if (now.clock() == ClockTrust.UNSYNCHRONIZED) {
      shownSince = since;
      if (boots.size() < BOOTS_MAX) {
        boots.add(boot);
      }
      return List.of();
    }
    var shown = shownSince;
    if (shown == null) {
      return List.of();
    }
    var offset = Duration.between(shown, since).toMillis();
    var events = new ArrayList<Entry>();
    for (var uncertain : boots) {
      events.add(
          new Entry.KioskEvent(
              now,
              "clock.corrected",
              Map.of("boot", uncertain, "upSince", since.toString(), "offsetMillis", "" + offset)));
    }
    shownSince = null;
    boots.clear();
    return events;
  }
}
