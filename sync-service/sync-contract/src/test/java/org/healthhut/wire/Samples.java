package org.healthhut.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    return switch (random.nextInt(12)) {
      case 0 -> new Entry.VisitBegan(moment(), id(), new Subject.Guest(id()));
      case 1 -> new Entry.VisitBegan(moment(), id(), new Subject.Resident(id(), "a.b.c." + id()));
      case 2 -> new Entry.ReadingTaken(moment(), id(), random.nextInt(5), reading());
      case 3 -> new Entry.StrayReading(moment(), "outside-visit", reading());
      case 4 -> new Entry.VisitEnded(moment(), id(), "button", random.nextInt(9));
      case 5 -> new Entry.Assessed(moment(), id(), assessment());
      case 6 -> new Entry.ConsentSaid(moment(), id(), "2026-1", random.nextBoolean());
      case 7 -> new Entry.TakeAwayGiven(moment(), id(), code());
      case 8 -> new Entry.ContactAsked(moment(), id());
      case 9 ->
          new Entry.AlertRaised(
              moment(),
              id(),
              new Alert("bloodPressure", "cn-adult-2026.1", "symptoms", words(), numbers()));
      case 10 -> new Entry.StaffCalled(moment(), "BP-01");
      default -> new Entry.KioskEvent(moment(), "agent.started", Map.of("version", "1", "ä", "中"));
    };
  }

  Assessment assessment() {
    var leftOut = new TreeMap<Integer, String>();
    numbers().forEach(number -> leftOut.put(number, "moved"));
    return new Assessment(
        "bloodPressure",
        "cn-adult-2026.1",
        random.nextBoolean() ? "default" : "",
        random.nextInt(4) == 0 ? Map.of() : values(),
        words(),
        numbers(),
        leftOut,
        Set.copyOf(words()),
        one(List.of("", "fasting", "afterMeal", "random")));
  }

  String code() {
    var code = new StringBuilder();
    while (code.length() < 24) {
      code.append(one(List.of("A", "Z", "2", "7", "k")));
    }
    return code.toString();
  }

  private List<String> words() {
    return random.ints(random.nextInt(3), 0, 1000).mapToObj(i -> "w" + i).toList();
  }

  private List<Integer> numbers() {
    return random.ints(random.nextInt(4), 1, 6).boxed().toList();
  }

  private Map<Metric, Quantity> values() {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    do {
      var metric = one(List.copyOf(EnumSet.allOf(Metric.class)));
      var comparator = one(List.copyOf(EnumSet.allOf(Comparator.class)));
      var value = BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
      values.put(metric, new Quantity(comparator, value, metric.unit()));
    } while (random.nextBoolean());
    return values;
  }

  Reading reading() {
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
    return new Reading(device, time, values(), flags);
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
