package org.healthhut.simulator.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Subject;

/**
 * Entries of visits that nobody made: somebody begins one, has the blood pressure taken three
 * times, and ends it. A thousand people come in turn; or all are guests, who say nothing of
 * themselves.
 */
final class InventedVisits {
  static final int ENTRIES_OF_A_VISIT = 5;
  private static final int PEOPLE = 1000;
  private static final Duration APART = Duration.ofMinutes(1);

  private final DistrictKey key;
  private final Instant first;
  private final boolean guests;
  private long entries;

  /**
   * @param first when the first entry is made; each next one a minute later
   */
  InventedVisits(DistrictKey key, Instant first, boolean guests) {
    this.key = key;
    this.first = first;
    this.guests = guests;
  }

  Entry next() {
    long visit = entries / ENTRIES_OF_A_VISIT;
    int step = (int) (entries % ENTRIES_OF_A_VISIT);
    var uptime = APART.multipliedBy(entries++);
    var moment = new Moment(first.plus(uptime), ClockTrust.SYNCHRONIZED, uptime);
    var name = "visit-" + visit;
    return switch (step) {
      case 0 -> new Entry.VisitBegan(moment, name, subject(visit, "token-" + visit));
      case ENTRIES_OF_A_VISIT - 1 ->
          new Entry.VisitEnded(moment, name, "button", ENTRIES_OF_A_VISIT - 2);
      default -> new Entry.ReadingTaken(moment, name, step, reading(moment, visit, step));
    };
  }

  private Subject subject(long visit, String token) {
    if (guests) {
      return new Subject.Guest(token);
    }
    var identity = new Identity(number((int) (visit % PEOPLE)), null);
    return new Subject.Resident(token, key.sealIdentity(identity, token));
  }

  /** The number of an invented person: the last digit is whichever checks. */
  private IdentityNumber number(int person) {
    var digits = "11010519491231%03d".formatted(person);
    var today = LocalDate.ofInstant(first, ZoneOffset.UTC);
    for (char check : "0123456789X".toCharArray()) {
      if (IdentityNumber.parse(digits + check, today)
          instanceof IdentityNumber.Parsed.Valid(IdentityNumber number)) {
        return number;
      }
    }
    throw new IllegalStateException("no check character for person " + person);
  }

  private static Reading reading(Moment moment, long visit, int step) {
    return new Reading(
        new DeviceIdentity("hbp-9030", "bp-a", null),
        new ReadingTime(moment.at(), moment.clock(), null),
        Map.of(
            Metric.SYSTOLIC, Quantity.of(110 + visit % 40 + step, Metric.SYSTOLIC.unit()),
            Metric.DIASTOLIC, Quantity.of(60 + visit % 30 + step, Metric.DIASTOLIC.unit()),
            Metric.PULSE, Quantity.of(60 + visit % 35, Metric.PULSE.unit())),
        Set.of(Flag.SIMULATED));
  }
}
