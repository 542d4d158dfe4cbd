package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.names;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come back shorter than they were, or not as they were. */
class DamageTest {
  private static final int RECORDS = 8;

  @TempDir Path folder;
  private Path segment = Path.of("");
  private byte[] sound = new byte[0];

  @BeforeEach
  void writeSomeRecords() throws Exception {
    try (var outbox = open(folder)) {
      for (var name : names("a", 1, RECORDS)) {
        outbox.append(record(name)).get(60, TimeUnit.SECONDS);
      }
    }
    segment = folder.resolve("journal/00000001.journal");
    sound = Files.readAllBytes(segment);
  }

  /** Where each frame ends; the header's and its copy's first. */
  private List<Integer> ends() {
    var ends = new ArrayList<Integer>();
    var bytes = ByteBuffer.wrap(sound);
    for (int at = 0; at < sound.length; at = ends.getLast()) {
      var frame = Frame.at(bytes, at).orElseThrow();
      if (frame.seq() == 0) {
        ends.clear();
      }
      ends.add(at + frame.size());
    }
    assertEquals(RECORDS + 1, ends.size());
    return ends;
  }

  private NavigableMap<Long, Frame> read(byte[] bytes) throws IOException {
    var file = folder.resolve("damaged");
    Files.write(file, bytes);
    var frames = new TreeMap<Long, Frame>();
    for (var frame : Segment.read(Disk.ofSystem(), 1, file).frames()) {
      frames.put(frame.seq(), frame);
    }
    return frames;
  }

  @Test
  void everyCutLosesOnlyWhatWasCut() throws Exception {
    var ends = ends();
    var whole = read(sound);
    for (int length = 0; length <= sound.length; length++) {
      var cut = Arrays.copyOf(sound, length);
      int limit = length;
      long complete = Math.max(0, ends.stream().filter(end -> end <= limit).count() - 1);
      assertEquals(whole.headMap(complete, true), read(cut), "cut to " + length);
    }
  }

  @Test
  void everyFlippedByteCostsTheRecordItIsInAndNoOther() throws Exception {
    var ends = ends();
    var whole = read(sound);
    long seed = 20260501;
    var random = new Random(seed);
    for (int at = 0; at < sound.length; at++) {
      var flipped = sound.clone();
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      int place = at;
      long hit = ends.stream().filter(end -> end <= place).count();
      var expected = new TreeMap<>(whole);
      expected.remove(hit);
      assertEquals(expected, read(flipped), "byte " + at + ", seed " + seed);
    }
  }

  @Test
  void aTornEndIsPassedOverAndNumberingGoesOnBehindWhatIsSound() throws Exception {
    Files.delete(folder.resolve("index/outbox.mv.db"));
    Files.write(segment, Arrays.copyOf(sound, sound.length - 5));
    try (var outbox = open(folder)) {
      assertEquals(new Recovery(false, 1, 1, 0, false), outbox.recovery());
      assertEquals(names("a", 1, RECORDS - 1), all(outbox, 0));
      assertEquals(RECORDS, outbox.append(record("b")).get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void anOpenedOutboxSurvivesCutsAndFlipsAtRandomPlaces() throws Exception {
    long seed = 20260502;
    var random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      var label = "seed " + seed + ", round " + round;
      var bytes = sound.clone();
      if (random.nextBoolean()) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] ^= 0x10;
      }
      var fresh = folder.resolve("round" + round);
      var journal = Files.createDirectories(fresh.resolve("journal"));
      Files.write(journal.resolve("00000001.journal"), bytes);
      try (var outbox = open(fresh)) {
        var found = all(outbox, 0);
        for (int i = 0; i < found.size(); i++) {
          assertTrue(List.of("a" + (i + 1), "record.lost").contains(found.get(i)), label);
        }
        assertEquals(
            outbox.recovery().lost(), found.stream().filter("record.lost"::equals).count(), label);
        outbox.append(record("b")).get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void damageInAnOldSegmentHidesNothingElse() throws Exception {
    try (var outbox = open(folder)) {
      outbox.append(record("a9")).get(60, TimeUnit.SECONDS);
    }
    Files.delete(folder.resolve("index/outbox.mv.db"));
    var damaged = sound.clone();
    damaged[ends().get(3) + 20] ^= 1;
    Files.write(segment, damaged);
    try (var outbox = open(folder)) {
      assertEquals(new Recovery(false, 2, 1, 1, false), withoutRebuilt(outbox.recovery()));
      assertEquals(List.of(4L), outbox.lostNumbers());
      assertEquals(
          List.of("a1", "a2", "a3", "record.lost", "a5", "a6", "a7", "a8", "a9"), all(outbox, 0));
    }
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.recovery().lost(), "stood in for once");
      assertEquals(9, outbox.standing().captured());
    }
  }

  @Test
  void whatTheJournalLostIsTakenFromTheIndex() throws Exception {
    var damaged = sound.clone();
    damaged[ends().get(3) + 20] ^= 1;
    Files.write(segment, damaged);
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.recovery().lost());
      assertEquals(1, outbox.recovery().brokenSegments(), "no torn end");
      assertEquals(0, outbox.recovery().setAside());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
  }

  private static Recovery withoutRebuilt(Recovery found) {
    return new Recovery(
        found.newEpoch(), found.segments(), found.damagedSegments(), found.lost(), false);
  }

  @Test
  void anIndexThatDoesNotOpenIsSetAsideAndMadeAnew() throws Exception {
    var index = folder.resolve("index/outbox.mv.db");
    Files.write(index, new byte[20_000]);
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().indexRebuilt());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
    assertTrue(
        Files.exists(folder.resolve("index/outbox.set-aside-20260501T120000Z.mv.db")), "dated");
  }

  private void inIndex(String statement) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("index/outbox"), "sa", "");
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void anIndexWithAMissingTableIsMadeAnew() throws Exception {
    inIndex("DROP TABLE boots");
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().indexRebuilt());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
  }

  /** What H2 has open in this process must not outlive the file, or the new one is the old one. */
  @Test
  void anIndexThatTellsNoKioskIsLetGoOfAndMadeAnew() throws Exception {
    inIndex("ALTER TABLE boots ALTER COLUMN kiosk SET NULL; UPDATE boots SET kiosk = NULL");
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().indexRebuilt());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
  }

  @Test
  void aRowThatIsNotWhatWasWrittenIsNeverHandedOut() throws Exception {
    inIndex("UPDATE records SET sealed = X'01020304' WHERE seq = 4");
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
    inIndex("UPDATE boots SET sealed_key = 'x'");
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
    inIndex("UPDATE records SET seq = 100 WHERE seq = 5");
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
      assertEquals(0, outbox.recovery().lost());
    }
    inIndex("UPDATE mark SET acknowledged = 4");
    try (var outbox = open(folder)) {
      assertEquals(RECORDS, outbox.standing().waiting(), "nothing is skipped for a damaged mark");
    }
  }

  /** The index is of before its segment went, so its rows count as waiting, were they readable. */
  @Test
  void whatWentAfterItWasAcknowledgedDoesNotWaitForADamagedRow() throws Exception {
    open(folder).close();
    inIndex("UPDATE records SET sealed = X'01020304' WHERE seq = 4");
    Files.delete(segment);
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(outbox.standing().epoch(), 8, 4), outbox.standing());
      assertEquals(names("a", 5, RECORDS), all(outbox, 4));
    }
  }

  /** Row 7 shows that the index is damaged; its row 4 is the only one there is, and sound. */
  @Test
  void whatOnlyADamagedIndexHasIsSalvagedFromIt() throws Exception {
    var damaged = sound.clone();
    damaged[ends().get(3) + 20] ^= 1;
    Files.write(segment, damaged);
    inIndex("UPDATE records SET sealed = X'01020304' WHERE seq = 7");
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
      assertEquals(0, outbox.recovery().lost());
    }
    inIndex("DELETE FROM records WHERE seq = 2");
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().indexRebuilt());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
      assertEquals(0, outbox.recovery().lost());
    }
  }

  @Test
  void theMarkOfADamagedIndexIsKept() throws Exception {
    try (var outbox = open(folder)) {
      outbox.acknowledged(outbox.standing().epoch(), 5);
    }
    inIndex("UPDATE boots SET sealed_key = 'x'");
    try (var outbox = open(folder)) {
      assertEquals(names("a", 6, RECORDS), all(outbox, 5));
      assertEquals(5, outbox.standing().acknowledged());
    }
  }

  /** Without its segment the index alone has the rows, and then has them no more. */
  @Test
  void whatIsGoneFromBothAfterItWasAcknowledgedDoesNotWait() throws Exception {
    open(folder).close();
    Files.delete(segment);
    try (var outbox = open(folder)) {
      assertEquals(RECORDS, outbox.standing().waiting(), "goes again, to be sure");
      for (var name : names("b", 1, 2)) {
        outbox.append(record(name)).get(60, TimeUnit.SECONDS);
      }
      eventually(() -> rows() == RECORDS + 2);
      inIndex("UPDATE records SET sealed = X'01020304'");
      assertEquals(RECORDS + 1, outbox.after(0, 10).getFirst().entry().seq());
      assertEquals(2, outbox.standing().waiting());
    }
  }

  private int rows() throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("index/outbox"), "sa", "");
        var sql = connection.createStatement();
        var rows = sql.executeQuery("SELECT COUNT(*) FROM records")) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  @Test
  void aRowThatIsGoneComesBackFromTheJournal() throws Exception {
    inIndex("DELETE FROM records WHERE seq = 4");
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().indexRebuilt());
      assertEquals(names("a", 1, RECORDS), all(outbox, 0));
    }
  }

  @Test
  void aJournalOfALaterVersionIsLeftAlone() throws Exception {
    var header = Frame.at(ByteBuffer.wrap(sound), 0).orElseThrow();
    var newer = new Frame(0, header.payload().with(0, 2));
    var bytes = ByteBuffer.allocate(newer.size());
    newer.write(bytes);
    Files.write(segment, bytes.array());
    says("format version 2", assertThrows(IOException.class, () -> open(folder)));
    assertEquals(newer.size(), Files.size(segment));
  }
}
