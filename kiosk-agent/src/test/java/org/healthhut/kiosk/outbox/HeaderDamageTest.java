package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.NOON;
import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.names;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Entry;
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

  /** Damages a segment's header wherever it stands. */
  private static void flip(Path segment) throws IOException {
    flip(segment, Integer.MAX_VALUE);
  }

  private static void flip(Path segment, int copies) throws IOException {
    var bytes = Files.readAllBytes(segment);
    var read = ByteBuffer.wrap(bytes.clone());
    int left = copies;
    for (int at = 0; at < bytes.length && left > 0; ) {
      var frame = Frame.at(read, at).orElseThrow();
      if (frame.seq() == 0) {
        bytes[at + 40] ^= 1;
        left--;
      }
      at += frame.size();
    }
    Files.write(segment, bytes);
  }

  @Test
  void aHeaderIsReadFromItsCopy() throws Exception {
    var epoch = write(3);
    for (var segment : segments("")) {
      flip(segment, 1);
    }
    loseIndex();
    try (var outbox = open(folder)) {
      assertEquals(segments("").size() - 1, outbox.recovery().damagedSegments());
      assertEquals(new Outbox.Standing(epoch, RECORDS, 0), outbox.standing());
      assertEquals(0, outbox.recovery().lost());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
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

  /** Two more records in a segment of their own, which then holds nothing that can be read. */
  private Path writeTwoAndZeroThem() throws Exception {
    try (var outbox = open(folder)) {
      for (var name : names("b", 1, 2)) {
        outbox.append(record(name)).get(60, TimeUnit.SECONDS);
      }
    }
    var newest = segments("").getLast();
    Files.write(newest, new byte[(int) Files.size(newest)]);
    return newest;
  }

  @Test
  void theNewestSegmentIsKeptAsideAndItsNumbersAreNotGivenOutAgain() throws Exception {
    var epoch = write(0);
    var index = folder.resolve("index/outbox.mv.db");
    var before = Files.readAllBytes(index);
    var newest = writeTwoAndZeroThem();
    Files.write(index, before);
    var disk = new FaultyDisk();
    disk.fault = FaultyDisk.Fault.CREATE;
    assertThrows(IOException.class, () -> open(folder, disk, () -> NOON), "cut short behind it");
    assertTrue(Files.exists(Path.of(newest + ".unreadable-20260501T120000Z")));
    try (var outbox = open(folder)) {
      assertEquals(epoch, outbox.standing().epoch());
      long lost = outbox.recovery().lost();
      assertTrue(lost >= 2 && lost <= 12, "as many as could have been there: " + lost);
      var expected = new ArrayList<>(names("a", 1, RECORDS));
      expected.addAll(Collections.nCopies((int) lost, "record.lost"));
      assertEquals(expected, all(outbox, 0));
      assertEquals(RECORDS + lost + 1, outbox.append(record("c")).get(60, TimeUnit.SECONDS));
    }
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.recovery().lost(), "stood in for once");
      assertEquals("c", all(outbox, 0).getLast());
    }
  }

  @Test
  void whatTheIndexHasOfTheNewestSegmentIsNotLost() throws Exception {
    write(0);
    writeTwoAndZeroThem();
    try (var outbox = open(folder)) {
      assertEquals(1, outbox.recovery().damagedSegments());
      assertEquals(0, outbox.recovery().lost(), "the index's rows fill it");
      var expected = new ArrayList<>(names("a", 1, RECORDS));
      expected.addAll(names("b", 1, 2));
      assertEquals(expected, all(outbox, 0));
      assertEquals(RECORDS + 3, outbox.append(record("c")).get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void theOnlySegmentIsKeptAsideToo() throws Exception {
    writeTwoAndZeroThem();
    String epoch;
    try (var outbox = open(folder)) {
      epoch = outbox.standing().epoch();
      assertFalse(outbox.recovery().newEpoch(), "the index knows it");
      assertEquals(1, outbox.recovery().damagedSegments());
      assertEquals(names("b", 1, 2), all(outbox, 0).subList(0, 2));
      assertTrue(outbox.standing().captured() >= 4, "as if the index knew nothing of it");
    }
    assertEquals(1, segments("\\.unreadable-.*").size());
    for (var segment : segments("")) {
      Files.write(segment, new byte[(int) Files.size(segment)]);
    }
    loseIndex();
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().newEpoch());
      assertTrue(outbox.recovery().lostEpoch(), "a new disk ends no numbering, but this was none");
      assertTrue(outbox.recovery().setAside() > 0);
      assertNotEquals(epoch, outbox.standing().epoch());
      assertEquals(0, outbox.standing().captured(), "of another numbering nothing is in doubt");
    }
  }

  @Test
  void aSegmentWhoseMakingWasCutShortIsNoDamage() throws Exception {
    write(0);
    open(folder).close();
    var newest = segments("").getLast();
    for (int size : new int[] {(int) Files.size(newest), 100, 0}) {
      Files.write(newest, new byte[size]);
      try (var outbox = open(folder)) {
        assertEquals(0, outbox.recovery().damagedSegments());
        assertEquals(names("a", 1, RECORDS), all(outbox, 0));
      }
    }
  }

  @Test
  void noRecordIsShorterThanWasReckonedWith() {
    var key = BootKey.draw(KIOSK, "epoch", "boot", TestRecords.KEY, new SecureRandom());
    var shortest = key.seal(1, new Entry.KioskEvent(NOON, "x", Map.of()));
    int frame = Frame.OVERHEAD + shortest.sealed().length();
    assertTrue(frame >= Recovered.FRAME_MIN, () -> "a frame of " + frame);
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
