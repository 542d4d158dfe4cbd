package org.healthhut.simulator.device.glucose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.Field;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
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

  /** On average so many requests lie between two new records. */
  private static final int BETWEEN = 12;

  private static final LocalDateTime NOON = LocalDateTime.parse("2025-03-08T12:00:00");
  private static final Field FIELD =
      new Field(Metric.GLUCOSE, Unit.MG_PER_DL, 0, new BigDecimal("65535"));

  /** A record as the meter keeps it. */
  private record Kept(LocalDateTime at, Quantity glucose) {}

  @Test
  void tellsEachRecordWithItsOwnTimeAndEveryNewOneOnce() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var meters = new ArrayList<Busy>();
      var model = Catalogue.find("taidoc-glucose").orElseThrow();
      var meeting = new Meeting(model, virtual(meters), seed);
      var meter = meters.getFirst();
      meeting.pass(Duration.ofMinutes(5));
      assertEquals(NEW, meter.news.size(), "seed " + seed);
      var told = meeting.events(Measured.class).stream().map(FullMemoryTest::told).toList();
      assertEquals(
          List.of(),
          told.stream().filter(each -> !meter.kept.contains(each)).toList(),
          "never kept, seed " + seed);
      for (var each : meter.news) {
        assertEquals(1, told.stream().filter(each::equals).count(), "seed " + seed + ": " + each);
      }
    }
  }

  private static VirtualModel virtual(List<Busy> meters) {
    return VirtualModel.of("taidoc-glucose", "满", "full", "19200 8N1")
        .checksum()
        .field(FIELD)
        .keeps()
        .maker((clock, random) -> {
          var memory = new MeterMemory(clock, random, FIELD, CAPACITY);
          var meter = new Busy(memory, new TaiDocMeter(memory, clock, random), random);
          meters.add(meter);
          return new KeepingMeter(memory, meter);
        });
  }

  /** A meter that measures while it is read: its twin, and somebody with many strips. */
  private static final class Busy implements Dialogue {
    private final MeterMemory memory;
    private final Dialogue meter;
    private final RandomGenerator random;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Kept> news = new ArrayList<>();
    private int mgPerDl = 100;

    Busy(MeterMemory memory, Dialogue meter, RandomGenerator random) {
      this.memory = memory;
      this.meter = meter;
      this.random = random;
      for (int minutes = CAPACITY; minutes > 0; minutes--) {
        store(NOON.minusMinutes(minutes));
      }
      memory.setClock(NOON);
    }

    private void store(LocalDateTime at) {
      mgPerDl += 4;
      memory.setClock(at);
      memory.keep(Measurement.of(Map.of(Metric.GLUCOSE, new BigDecimal(mgPerDl))));
      kept.add(FullMemoryTest.kept(memory.newestFirst().getFirst()));
    }

    @Override
    public List<Transmission> heard(Bytes bytes, Duration uptime) {
      if (news.size() < NEW && random.nextInt(BETWEEN) == 0) {
        store(NOON.plusMinutes(news.size() + 1));
        news.add(kept.getLast());
      }
      return meter.heard(bytes, uptime);
    }

    @Override
    public List<Transmission> pluggedIn(Duration uptime) {
      return meter.pluggedIn(uptime);
    }

    @Override
    public List<Transmission> stored(Duration uptime) {
      return meter.stored(uptime);
    }

    @Override
    public Note note(Bytes fromKiosk) {
      return meter.note(fromKiosk);
    }
  }

  private static Kept kept(MeterMemory.Kept record) {
    return new Kept(
        record.at().truncatedTo(ChronoUnit.MINUTES), BloodGlucose.ofMgPerDl(record.number(0, 0)));
  }

  private static Kept told(Measured measured) {
    return new Kept(
        Objects.requireNonNull(measured.deviceTime()),
        Objects.requireNonNull(measured.values().get(Metric.GLUCOSE)));
  }
}
