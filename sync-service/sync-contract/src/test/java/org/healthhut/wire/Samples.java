package org.healthhut.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;

/** Entries of every kind, drawn from a seed. */
final class Samples {
  private final RandomGenerator random;

  Samples(RandomGenerator random) {
    this.random = random;
  }

  Entry entry() {
    return switch (random.nextInt(6)) {
      case 0 -> new Entry.VisitBegan(moment(), id(), new Subject.Guest(id()));
      case 1 -> new Entry.VisitBegan(moment(), id(), new Subject.Resident(id(), "a.b.c." + id()));
      case 2 -> new Entry.ReadingTaken(moment(), id(), reading());
      case 3 -> new Entry.StrayReading(moment(), "outside-visit", reading());
      case 4 -> new Entry.VisitEnded(moment(), id(), "button", random.nextInt(9));
      default -> new Entry.KioskEvent(moment(), "agent.started", Map.of("version", "1", "ä", "中"));
    };
  }

  Reading reading() {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    do {
      var metric = one(List.copyOf(EnumSet.allOf(Metric.class)));
      var comparator = one(List.copyOf(EnumSet.allOf(Comparator.class)));
      var value = BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
      values.put(metric, new Quantity(comparator, value, metric.unit()));
    } while (random.nextBoolean());
    var flags = EnumSet.noneOf(Flag.class);
    for (var flag : Flag.values()) {
      if (random.nextInt(4) == 0) {
        flags.add(flag);
      }
    }
    var device = new DeviceIdentity("m-" + id(), "bp-a", random.nextBoolean() ? id() : null);
    var time =
        new ReadingTime(
            moment().at(),
            trust(),
            random.nextBoolean()
                ? LocalDateTime.of(2026, 3, 8, 9, random.nextInt(60), random.nextInt(60))
                : null);
    return new Reading(device, time, values, flags);
  }

  Moment moment() {
    return new Moment(
        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
        trust(),
        Duration.ofNanos(random.nextLong(1L << 50)));
  }

  SealedEntry sealed(long seq) {
    var bytes = new byte[random.nextInt(1, 300)];
    random.nextBytes(bytes);
    return new SealedEntry(seq, Bytes.copyOf(bytes));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private ClockTrust trust() {
    return random.nextBoolean() ? ClockTrust.SYNCHRONIZED : ClockTrust.UNSYNCHRONIZED;
  }

  private String id() {
    return Long.toHexString(random.nextLong());
  }
}
