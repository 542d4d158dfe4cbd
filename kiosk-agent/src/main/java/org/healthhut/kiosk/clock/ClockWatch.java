package org.healthhut.kiosk.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;

/**
 * Notices that the clock has become synchronised after records were made without. Then an event
 * says when the machine began to count its uptime; with the uptime that each record has, its true
 * time is known, whatever the clock showed and however often it jumped.
 *
 * <pre>
 * clock.corrected {boot, upSince: ISO 8601, offsetMillis: true time less what the clock showed}
 * </pre>
 *
 * <p>A boot stays {@link #uncertain} until its event is {@link #settled} well: until then the event
 * is made again. Two events of one boot say the same, and the district takes the first.
 */
public final class ClockWatch {
  /**
   * A new boot begins with the agent and when a write fails. When there are so many, the newest but
   * this one is forgotten and its records keep the time they were told: where starts follow each
   * other fast, each has made little, while the first and the last may have run for weeks.
   */
  public static final int BOOTS_MAX = 64;

  /** After an event was not kept, none is made for so long. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** When the machine began to count its uptime, as the clock showed last in each boot. */
  private final Map<String, Instant> shown = new LinkedHashMap<>();

  private final Map<Entry, String> underWay = new HashMap<>();
  private Duration pausedUntil = Duration.ZERO;
  private long forgotten;

  /**
   * @param before what was {@link #uncertain} when the agent ended, while the machine ran on
   */
  public ClockWatch(Map<String, Instant> before) {
    before.forEach(this::note);
  }

  /**
   * Takes the time, often enough that no record is made without.
   *
   * @param boot that records are sealed in now
   * @return the events to keep, one for each boot with records of uncertain time; mostly none. What
   *     becomes of each must be told by {@link #settled}
   */
  public List<Entry.KioskEvent> step(Moment now, String boot) {
    var since = now.at().minus(now.uptime());
    if (now.clock() == ClockTrust.UNSYNCHRONIZED) {
      note(boot, since);
      return List.of();
    }
    if (now.uptime().compareTo(pausedUntil) < 0) {
      return List.of();
    }
    var events = new ArrayList<Entry.KioskEvent>();
    shown.forEach((uncertain, showed) -> {
      if (!underWay.containsValue(uncertain)) {
        long offset = Duration.between(showed, since).toMillis();
        var event =
            new Entry.KioskEvent(
                now,
                "clock.corrected",
                Map.of(
                    "boot", uncertain, "upSince", since.toString(), "offsetMillis", "" + offset));
        underWay.put(event, uncertain);
        events.add(event);
      }
    });
    return events;
  }

  /** An append is over; entries that {@link #step} has not made are passed over. */
  public void settled(Entry entry, boolean kept, Duration uptime) {
    var boot = underWay.remove(entry);
    if (boot == null) {
      return;
    }
    if (kept) {
      shown.remove(boot);
    } else {
      pausedUntil = uptime.plus(PAUSE);
    }
  }

  /**
   * The boots with records of uncertain time, in the order in which they became so, each with when
   * the machine began to count its uptime as the clock showed it last.
   */
  public Map<String, Instant> uncertain() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(shown));
  }

  /** How many boots were forgotten because there were {@link #BOOTS_MAX}. */
  public long forgotten() {
    return forgotten;
  }

  private void note(String boot, Instant since) {
    if (!shown.containsKey(boot) && shown.size() == BOOTS_MAX) {
      shown.remove(List.copyOf(shown.keySet()).getLast());
      forgotten++;
    }
    shown.put(boot, since);
  }
}
