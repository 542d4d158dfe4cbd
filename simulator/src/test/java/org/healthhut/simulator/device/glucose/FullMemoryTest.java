package org.healthhut.simulator.device.glucose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.Field;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;

/**
 * A TaiDoc meter whose memory is full forgets the oldest record for each new one: the count stays,
 * and all records move on by one, perhaps between the time and the value of one that is being read.
 */
class FullMemoryTest {
  private static final int CAPACITY = 12;
  private static final int NEW = 3;
  private static final int SEEDS = 300;
  private static final LocalDateTime NOON = LocalDateTime.parse("2025-03-08T12:00:00");
  private static final Field FIELD =
      new Field(Metric.GLUCOSE, Unit.MG_PER_DL, 0, new BigDecimal("65535"));

  /** What the meter has ever kept. */
  private record Kept(LocalDateTime at, Quantity glucose) {}

  private final List<MeterMemory> memories = new ArrayList<>();
  private int mgPerDl;

  @Test
  void tellsEachRecordWithItsOwnTimeAndEveryNewOneOnce() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      mgPerDl = 100;
      memories.clear();
      var model = Catalogue.find("taidoc-glucose").orElseThrow();
      var meeting = new Meeting(model, virtual(), seed);
      var memory = memories.getFirst();
      var kept = new ArrayList<>(memory.newestFirst().stream().map(FullMemoryTest::kept).toList());
      var news = new ArrayList<Kept>();
      for (int i = 1; i <= NEW; i++) {
        meeting.pass(Duration.ofMillis(random.nextInt(2_000)));
        store(memory, NOON.plusMinutes(i));
        news.add(kept(memory.newestFirst().getFirst()));
      }
      kept.addAll(news);
      meeting.pass(Duration.ofMinutes(1));
      var told = meeting.events(Measured.class).stream().map(FullMemoryTest::told).toList();
      assertTrue(kept.containsAll(told), () -> told + " of " + kept);
      for (var each : news) {
        assertEquals(1, told.stream().filter(each::equals).count(), "seed " + seed + ": " + each);
      }
    }
  }

  private VirtualModel virtual() {
    return VirtualModel.of("taidoc-glucose", "满", "full", "19200 8N1")
        .checksum()
        .field(FIELD)
        .keeps()
        .maker((clock, random) -> {
          var memory = new MeterMemory(clock, random, FIELD, CAPACITY);
          for (int minutes = CAPACITY; minutes > 0; minutes--) {
            store(memory, NOON.minusMinutes(minutes));
          }
          memory.setClock(NOON);
          memories.add(memory);
          return new KeepingMeter(memory, new TaiDocMeter(memory, clock, random));
        });
  }

  private void store(MeterMemory memory, LocalDateTime at) {
    mgPerDl += 4;
    memory.setClock(at);
    memory.keep(Measurement.of(Map.of(Metric.GLUCOSE, new BigDecimal(mgPerDl))));
  }

  private static Kept kept(MeterMemory.Kept record) {
    return new Kept(
        record.at().truncatedTo(ChronoUnit.MINUTES), BloodGlucose.ofMgPerDl(record.number(0, 0)));
  }

  private static Kept told(Measured measured) {
    return new Kept(measured.deviceTime(), measured.values().get(Metric.GLUCOSE));
  }
}
