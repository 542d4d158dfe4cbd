package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.Outbox.Stored;
import org.healthhut.kiosk.outbox.OutboxIndex;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every index of an outbox keeps to, the simulated one as the real one. */
class OutboxIndexContractTest {
  private static final Boot FIRST = new Boot(new KioskId("hut-1"), "e1", "b1", "key1");
  private static final Boot SECOND = new Boot(new KioskId("hut-1"), "e1", "b2", "key2");

  enum Kind {
    MEMORY,
    H2;

    private OutboxIndex.Place place() {
      return switch (this) {
        case MEMORY -> new MemoryIndex();
        case H2 ->
            OutboxIndex.Place.ofH2(
                SimulatedDisk.empty(),
                Path.of("/index"),
                () -> Instant.parse("2026-03-01T08:00:00Z"));
      };
    }
  }

  private final List<Stored> journal = new ArrayList<>();

  private OutboxIndex open(OutboxIndex.Place place, String epoch) throws IOException {
    return place.open(
        epoch,
        (seq, records) ->
            journal.stream().filter(record -> record.entry().seq() > seq).forEach(records));
  }

  private static Stored record(Boot boot, long seq) {
    return new Stored(boot, new SealedEntry(seq, Bytes.of(1, 2, (int) seq)));
  }

  private static List<Stored> records(Boot boot, long from, long to) {
    var records = new ArrayList<Stored>();
    for (long seq = from; seq <= to; seq++) {
      records.add(record(boot, seq));
    }
    return records;
  }

  @ParameterizedTest
  @EnumSource
  void keepsRowsAndMarkOverOpenings(Kind kind) throws IOException {
    var place = kind.place();
    assertEquals(Optional.empty(), place.someBoot());
    try (var index = open(place, "e1")) {
      assertEquals(0, index.highest());
      index.add(records(FIRST, 1, 4), 2, 0);
      index.add(records(SECOND, 5, 6), 3, 1);
    }
    assertEquals("e1", place.someBoot().orElseThrow().epoch());
    try (var index = open(place, "e1")) {
      assertEquals(3, index.acknowledged());
      assertEquals(6, index.highest());
      assertEquals(0, index.rebuilds());
      assertEquals(List.of(1L), index.missing(0, 6));
      index.reopen();
      assertEquals(3, index.acknowledged());
      assertEquals(5, index.count(0, 6));
      assertEquals(3, index.count(3, 9));
      assertEquals(2, index.count(3, 5));
      assertEquals(0, index.count(3, 3));
      assertEquals(0, index.count(6, 3));
      assertEquals(List.of(7L, 8L), index.missing(1, 8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatMayTravelInOneBatch(Kind kind) throws IOException {
    try (var index = open(kind.place(), "e1")) {
      index.add(records(FIRST, 2, 4), 0, 0);
      index.add(records(SECOND, 5, 6), 0, 0);
      index.add(records(SECOND, 8, 8), 0, 0);
      assertEquals(records(FIRST, 2, 4), index.after(0, 10));
      assertEquals(records(FIRST, 3, 3), index.after(2, 1));
      assertEquals(records(SECOND, 5, 6), index.after(4, 10));
      assertEquals(records(SECOND, 8, 8), index.after(6, 10));
      assertEquals(List.of(), index.after(8, 10));
      index.add(List.of(record(SECOND, 4)), 0, 0);
      assertEquals(records(SECOND, 4, 6), index.after(3, 10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isBroughtUpToDateFromTheJournal(Kind kind) throws IOException {
    var place = kind.place();
    journal.addAll(records(FIRST, 1, 4));
    try (var index = open(place, "e1")) {
      assertEquals(List.of(), index.missing(0, 4));
      index.add(List.of(), 2, 0);
    }
    journal.addAll(records(SECOND, 5, 6));
    try (var index = open(place, "e1")) {
      assertEquals(6, index.highest());
      assertEquals(2, index.acknowledged());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReplacedWhenItIsOfAnotherEpoch(Kind kind) throws IOException {
    var place = kind.place();
    try (var index = open(place, "e1")) {
      index.add(records(FIRST, 1, 4), 4, 0);
    }
    try (var index = open(place, "e2")) {
      assertEquals(1, index.rebuilds());
      assertEquals(0, index.highest());
      assertEquals(0, index.acknowledged());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRebuiltFromTheJournalAndKeepsTheMark(Kind kind) throws IOException {
    var place = kind.place();
    try (var index = open(place, "e1")) {
      index.add(records(FIRST, 1, 4), 3, 0);
      journal.addAll(records(FIRST, 2, 4));
      index.rebuild();
      assertEquals(1, index.rebuilds());
      assertEquals(List.of(1L), index.missing(0, 4));
      assertEquals(3, index.acknowledged());
    }
  }
}
