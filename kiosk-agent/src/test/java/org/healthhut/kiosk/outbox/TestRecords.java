package org.healthhut.kiosk.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Question;

/** Records that tell which one they are, and a district that can read them. */
public final class TestRecords {
  public static final KioskId KIOSK = new KioskId("hut-1");
  public static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("test"));
  public static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("test"));
  public static final Moment NOON =
      new Moment(Instant.parse("2026-05-01T12:00:00Z"), ClockTrust.UNSYNCHRONIZED, Duration.ZERO);

  /** Bounds small enough to be reached. */
  static final OutboxSettings SMALL = new OutboxSettings(Duration.ofDays(1), 64, 512, 4096);

  private TestRecords() {}

  /** About somebody made up. */
  public static Question question() {
    return IdentityNumber.parse("11010519491231002X", LocalDate.of(2026, 11, 22))
            instanceof IdentityNumber.Parsed.Valid(IdentityNumber number)
        ? new Question(new Identity(number, null), "token")
        : fail("a number for tests");
  }

  public static Entry record(String name) {
    return new Entry.KioskEvent(NOON, "test", Map.of("name", name));
  }

  /** What {@link #record} was told, as the district reads it; else the kind of event. */
  public static String name(Outbox.Stored stored) {
    var opened = DISTRICT.open(stored.boot()).then(key -> key.open(stored.entry()));
    var valid = assertInstanceOf(Opened.Valid.class, opened, "seq " + stored.entry().seq());
    var event = assertInstanceOf(Entry.KioskEvent.class, valid.value());
    return Objects.requireNonNullElse(event.details().get("name"), event.kind());
  }

  static JournaledOutbox open(Path folder) throws IOException {
    return open(folder, Disk.ofSystem(), () -> NOON);
  }

  static JournaledOutbox open(Path folder, Disk disk, KioskClock clock) throws IOException {
    RandomGenerator random = new SecureRandom();
    return JournaledOutbox.open(folder, KIOSK, KEY, random, clock, SMALL, disk);
  }

  /** Everything above {@code seq}, checked to be numbered without a gap. */
  public static List<String> all(Outbox outbox, long seq) throws IOException {
    var names = new ArrayList<String>();
    long next = seq + 1;
    for (var some = outbox.after(seq, 100); !some.isEmpty(); some = outbox.after(next - 1, 100)) {
      for (var stored : some) {
        assertEquals(next++, stored.entry().seq());
        assertEquals(some.getFirst().boot(), stored.boot());
        names.add(name(stored));
      }
    }
    assertEquals(outbox.standing().captured(), next - 1);
    return names;
  }

  /** That {@code failure} explains itself with {@code words}. */
  public static void says(String words, Throwable failure) {
    assertTrue(String.valueOf(failure.getMessage()).contains(words), String.valueOf(failure));
  }

  /** Waits until {@code condition} holds, but not for ever. */
  public static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "has not come about");
      Thread.onSpinWait();
    }
  }

  static List<String> names(String prefix, int from, int to) {
    var names = new ArrayList<String>();
    for (int i = from; i <= to; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}
