package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.names;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that no longer say whose they are: nothing may be forgotten for it. */
class HeaderDamageTest {
  private static final int RECORDS = 60;

  @TempDir Path folder;

  private String write(int acknowledged) throws Exception {
    try (var outbox = open(folder)) {
      for (var name : names("a", 1, RECORDS)) {
        outbox.append(record(name)).get(60, TimeUnit.SECONDS);
      }
      outbox.acknowledged(outbox.standing().epoch(), acknowledged);
      assertTrue(segments("").size() >= 3, "4 KiB each");
      return outbox.standing().epoch();
    }
  }

  private List<Path> segments(String suffix) throws IOException {
    try (var found = Files.list(folder.resolve("journal"))) {
      return found.filter(file -> file.toString().matches(".*journal" + suffix)).sorted().toList();
    }
  }

  private static void flip(Path segment) throws IOException {
    var bytes = Files.readAllBytes(segment);
    bytes[40] ^= 1;
    Files.write(segment, bytes);
  }

  private void loseIndex() throws IOException {
    Files.delete(folder.resolve("index/outbox.mv.db"));
  }

  @Test
  void theOldestSegmentsHeaderIsNoAcknowledgement() throws Exception {
    var epoch = write(0);
    flip(segments("").getFirst());
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(epoch, RECORDS, 0), outbox.standing());
      assertEquals(0, outbox.recovery().lost());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
  }

  @Test
  void aSegmentsLowestNumberStandsForItsHeaderWhenTheIndexIsLostToo() throws Exception {
    var epoch = write(0);
    flip(segments("").getFirst());
    loseIndex();
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(epoch, RECORDS, 0), outbox.standing());
      var found = all(outbox, 0);
      assertEquals("record.lost", found.getFirst(), "said, not passed over");
      assertEquals("a" + RECORDS, found.getLast());
      assertEquals(outbox.recovery().lost(), found.stream().filter("record.lost"::equals).count());
    }
  }

  @Test
  void anIndexKeepsItsEpochWhenEveryHeaderIsDamaged() throws Exception {
    var epoch = write(5);
    for (var segment : segments("")) {
      flip(segment);
    }
    try (var outbox = open(folder)) {
      assertFalse(outbox.recovery().newEpoch());
      assertEquals(new Outbox.Standing(epoch, RECORDS, 5), outbox.standing());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
      assertEquals(RECORDS + 1, outbox.append(record("b")).get(60, TimeUnit.SECONDS));
    }
    assertEquals(1, filesOfIndex(), "not set aside");
  }

  private long filesOfIndex() throws IOException {
    try (var found = Files.list(folder.resolve("index"))) {
      return found.filter(file -> file.toString().contains("mv.db")).count();
    }
  }

  @Test
  void anIndexKeepsItsEpochWhenTheOnlySegmentIsOneDamagedHeader() throws Exception {
    var epoch = write(RECORDS);
    for (var segment : segments("")) {
      Files.delete(segment);
    }
    Files.write(folder.resolve("journal/00000009.journal"), new byte[200]);
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(epoch, RECORDS, RECORDS), outbox.standing());
      assertEquals(RECORDS + 1, outbox.append(record("b")).get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void anUnreadableSegmentIsKeptAsideAndTellsNothing() throws Exception {
    write(0);
    var oldest = segments("").getFirst();
    Files.write(oldest, new byte[(int) Files.size(oldest)]);
    var before = Path.of(oldest + ".unreadable-20260501T120000Z");
    Files.writeString(before, "of a start at the same time of a clock that begins anew");
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.standing().acknowledged());
      assertEquals(0, outbox.recovery().lost());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0), "from the index");
    }
    assertEquals(1, segments("\\.unreadable-20260501T120000Z-2").size());
    assertTrue(Files.readString(before).startsWith("of a start"));
    loseIndex();
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.standing().acknowledged(), "still nobody's word");
      assertEquals(RECORDS, outbox.standing().captured());
      assertEquals("record.lost", all(outbox, 0).getFirst());
    }
  }

  @Test
  void theIndexsMarkHoldsAlthoughTheOldestHeaderIsDamaged() throws Exception {
    var epoch = write(7);
    flip(segments("").getFirst());
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(epoch, RECORDS, 7), outbox.standing());
    }
  }
}
