package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.healthhut.wire.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class IngestTest {
  private static final long SEEDS = 12;

  private final InstantSource clock = InstantSource.fixed(Sealing.NOW);
  private Ingest ingest = open();
  private JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());

  @BeforeEach
  void sweep() {
    jdbc = new JdbcTemplate(SharedDatabase.empty());
    ingest = open();
  }

  private Ingest open() {
    return new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), clock);
  }

  private Ack take(Sealing kiosk, Bytes message) {
    return assertInstanceOf(Receipt.Answered.class, ingest.take(kiosk.kiosk, message)).ack();
  }

  /** Everything that must not depend on the order of arrival, as text. */
  private String record() {
    var rows =
        jdbc.queryForList(
            """
            select 'reading ' || concat_ws('|', r.kiosk, r.epoch, r.seq, r.visit, w.subject,
                p.document_number, p.name, p.last_reading_at, d.model, d.name, d.serial,
                r.effective_at, r.clock, r.flags, v.metric, v.comparator, v.value, v.unit)
              from reading r join reading_value v using (kiosk, epoch, seq)
              join device d on d.id = r.device
              join visit w on (w.kiosk, w.epoch, w.visit) = (r.kiosk, r.epoch, r.visit)
              left join resident p on p.id = r.resident
            union all select 'visit ' || concat_ws('|', kiosk, epoch, visit, subject, began_seq,
                ended_seq, readings_told, resident is null) from visit
            union all select 'entry ' || concat_ws('|', kiosk, epoch, seq, kind, at,
                encode(digest, 'hex'), encode(sealed, 'hex')) from entry
            union all select 'quarantine ' || concat_ws('|', kiosk, epoch, seq, why) from quarantine
            union all select 'epoch ' || concat_ws('|', kiosk, epoch, through, highest, received)
              from kiosk_epoch
            order by 1\
            """,
            String.class);
    return String.join("\n", rows);
  }

  private long count(String table) {
    var count = jdbc.queryForObject("select count(*) from " + table, Long.class);
    assertNotNull(count);
    return count;
  }

  private Bytes kept(String where) {
    var sealed = jdbc.queryForObject("select sealed from entry where " + where, byte[].class);
    assertNotNull(sealed);
    return Bytes.copyOf(sealed);
  }

  private static Sealing day(String kiosk, long seed) {
    return new Sealing(kiosk, seed)
        .add(new Entry.KioskEvent(Sealing.moment(0), "started", Map.of("version", "1")))
        .resident("v1", Sealing.WANG, "王小明")
        .pressure("v1", 138, 86, Flag.SIMULATED)
        .pressure("v1", 134, 84)
        .weight("v1", "68.40")
        .ended("v1", 3)
        .guest("v2")
        .glucose("v2", "5.6", Flag.FASTING)
        .glucose("v2", "6.1", Flag.CONTROL_SOLUTION)
        .ended("v2", 2)
        .resident("v3", Sealing.ZHAO, null)
        .glucose("v3", "7.9", Flag.AFTER_MEAL)
        .pressure("v3", 80, 120)
        .ended("v3", 2)
        .resident("v4", Sealing.WANG, "王晓明")
        .pressure("v4", 129, 79);
  }

  @Test
  void keepsWhateverADeviceCanMeasureAndNote() {
    var metrics = EnumSet.complementOf(EnumSet.of(Metric.CUFF_PRESSURE));
    var flags = EnumSet.complementOf(EnumSet.of(Flag.CONTROL_SOLUTION)).toArray(Flag[]::new);
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    metrics.forEach(metric ->
        values.put(metric, new Quantity(Comparator.BELOW, metric.highest(), metric.unit())));
    values.put(Metric.SYSTOLIC, Quantity.of(148, Unit.MM_HG));
    values.put(Metric.DIASTOLIC, Quantity.of(92, Unit.MM_HG));
    values.put(Metric.MEAN_PRESSURE, Quantity.of(110, Unit.MM_HG));
    var kiosk = new Sealing("hut-1", 1).guest("v1");
    kiosk.add(new Entry.ReadingTaken(Sealing.moment(1), "v1", 1, kiosk.reading(values, flags)));
    assertEquals(List.of(), take(kiosk, kiosk.all()).refused());
    assertEquals(metrics.size(), count("reading_value"));
  }

  @Test
  void keepsEachRecordOnceHoweverOftenItComes() {
    var kiosk = day("hut-1", 1);
    var first = take(kiosk, kiosk.all());
    var record = record();
    assertEquals(16, first.through());
    assertNull(first.resendFrom());
    assertEquals(2, first.refused().size());
    for (int i = 0; i < 3; i++) {
      assertEquals(first, take(kiosk, kiosk.all()));
      assertEquals(record, record());
    }
    assertEquals(16, count("entry"));
    assertEquals(2, count("quarantine"));
  }

  @Test
  void keepsTheScaleOfANumber() {
    var kiosk = day("hut-1", 1);
    take(kiosk, kiosk.all());
    assertEquals(
        "68.40",
        jdbc.queryForObject(
            "select value::text from reading_value where metric = 'weight'", String.class));
  }

  @Test
  void theRecordIsTheSameInWhateverOrderPiecesAndCopiesArrive() {
    var kiosk = day("hut-1", 1);
    take(kiosk, kiosk.all());
    var expected = record();
    for (long seed = 0; seed < SEEDS; seed++) {
      sweep();
      for (var message : shuffledPieces(kiosk, new Random(seed))) {
        take(kiosk, message);
      }
      assertEquals(expected, record(), "seed " + seed);
    }
  }

  /** Overlapping pieces that together hold everything, some of them twice, in any order. */
  private static List<Bytes> shuffledPieces(Sealing kiosk, Random random) {
    var pieces = new ArrayList<Bytes>();
    int size = kiosk.sealed.size();
    for (int first = 1; first <= size; ) {
      int last = Math.min(size, first + random.nextInt(5));
      pieces.add(kiosk.message(Math.max(1, first - random.nextInt(3)), last));
      if (random.nextInt(3) == 0) {
        pieces.add(kiosk.message(first, last));
      }
      first = last + 1;
    }
    Collections.shuffle(pieces, random);
    return pieces;
  }

  @Test
  void severalInstancesGiveTheRecordOfOne() throws Exception {
    var kiosks = List.of(day("hut-1", 1), day("hut-2", 2), day("hut-3", 3));
    for (var kiosk : kiosks) {
      take(kiosk, kiosk.all());
    }
    var expected = record();
    for (long seed = 0; seed < 6; seed++) {
      sweep();
      var instances = List.of(open(), open(), open());
      var tasks = new ArrayList<Callable<Receipt>>();
      var random = new Random(seed);
      for (var kiosk : kiosks) {
        for (var message : shuffledPieces(kiosk, random)) {
          var instance = instances.get(random.nextInt(instances.size()));
          tasks.add(() -> instance.take(kiosk.kiosk, message));
        }
      }
      Collections.shuffle(tasks, random);
      try (var executor = Executors.newFixedThreadPool(6)) {
        for (var receipt : executor.invokeAll(tasks)) {
          assertInstanceOf(Receipt.Answered.class, receipt.get());
        }
      }
      assertEquals(expected, record(), "seed " + seed);
    }
  }

  @Test
  void asksForWhatIsMissing() {
    var kiosk = day("hut-1", 1);
    assertEquals(2, take(kiosk, kiosk.message(1, 2)).through());
    var gap = take(kiosk, kiosk.message(6, 8));
    assertEquals(2, gap.through());
    assertEquals(3L, gap.resendFrom());
    var half = take(kiosk, kiosk.message(3, 4));
    assertEquals(4, half.through());
    assertEquals(5L, half.resendFrom());
    var whole = take(kiosk, kiosk.message(5, 5));
    assertEquals(8, whole.through());
    assertNull(whole.resendFrom());
  }

  @Test
  void joinsReadingsToAVisitThatArrivesLater() {
    var kiosk = day("hut-1", 1);
    take(kiosk, kiosk.message(3, 6));
    assertEquals(3, count("reading where resident is null"));
    assertEquals(1, count("visit where subject = 'awaited'"));
    take(kiosk, kiosk.message(1, 2));
    assertEquals(0, count("reading where resident is null"));
    assertEquals(3, count("reading join resident on resident = id and name = '王小明'"));
  }

  @Test
  void joinsOneResidentsVisitsAcrossKiosks() {
    var one = day("hut-1", 1);
    var other = new Sealing("hut-2", 2).resident("v1", Sealing.WANG, null).weight("v1", "70.1");
    take(one, one.all());
    take(other, other.all());
    assertEquals(
        5,
        count(
            "reading join resident on resident = id where document_number = '"
                + Sealing.WANG
                + "'"));
    assertEquals(2, count("resident where last_reading_at is not null"));
  }

  @Test
  void joinsReadingsToAVisitWithAHigherNumber() {
    var kiosk = new Sealing("hut-1", 1).weight("v1", "60.0").resident("v1", Sealing.WANG, null);
    take(kiosk, kiosk.message(1, 1));
    take(kiosk, kiosk.message(2, 2));
    assertEquals(1, count("reading where resident is not null"));
    assertEquals(1, count("resident where last_reading_at is not null"));
  }

  @Test
  void theLatestReadingStaysTheLatestWhenAnotherKiosksCommitsAfterIt() throws Exception {
    var later = new Sealing("hut-1", 1).resident("v1", Sealing.WANG, null);
    var earlier = new Sealing("hut-2", 2).resident("v1", Sealing.WANG, null);
    take(later, later.all());
    take(earlier, earlier.all());
    earlier.weight("v1", "60.1");
    later.guest("v2").weight("v1", "60.2");
    try (var executor = Executors.newSingleThreadExecutor()) {
      var outer = new TransactionTemplate(new DataSourceTransactionManager(SharedDatabase.pool()));
      var waiting =
          outer.execute(_ -> {
            take(later, later.message(2, 3));
            var taking = executor.submit(() -> take(earlier, earlier.message(2, 2)));
            awaitLockRequest();
            return taking;
          });
      assertNotNull(waiting);
      assertEquals(2, waiting.get().through());
    }
    assertEquals(2, count("reading where resident is not null"));
    assertEquals(
        1, count("resident where last_reading_at = (select max(effective_at) from reading)"));
  }

  /** Until a transaction waits for one that has not ended. */
  private void awaitLockRequest() {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (count("pg_locks where not granted") == 0) {
      assertTrue(System.nanoTime() < deadline, "nobody waits");
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * A table that nobody has analysed since it was small misled PostgreSQL into walking them all.
   */
  @Test
  void aReadingCostsNoMoreHoweverManyTheKioskHasSent() throws SQLException {
    var sealing = new Sealing("hut-000", 43);
    int visits = 300;
    for (int i = 0; i < visits; i++) {
      sealing.guest("visit-" + i).pressure("visit-" + i, 128, 82).ended("visit-" + i, 1);
    }
    long before = rowsReadOfReadings();
    for (int first = 1; first <= 3 * visits; first += 3) {
      ingest.take(sealing.kiosk, sealing.message(first, first + 2));
    }
    long read = rowsReadOfReadings() - before;
    assertEquals(visits, jdbc.queryForObject("select count(*) from reading", Integer.class));
    assertTrue(read < 20L * visits, read + " rows were read to add " + visits);
  }

  private static long rowsReadOfReadings() throws SQLException {
    try (var connection = SharedDatabase.pool().getConnection();
        var statement = connection.createStatement()) {
      // A session tells what it has read when it is asked to.
      statement.execute("select pg_stat_force_next_flush()");
      try (var rows =
          statement.executeQuery(
              """
              select sum(idx_tup_fetch) + sum(seq_tup_read) from pg_stat_user_tables
              where relname = 'reading'\
              """)) {
        assertTrue(rows.next());
        return rows.getLong(1);
      }
    }
  }

  @Test
  void aNewEpochCountsFromOneAgain() {
    var before = day("hut-1", 1);
    take(before, before.all());
    var after = new Sealing("hut-1", 9, "epoch-2", "boot-2").guest("v1");
    assertEquals(1, take(after, after.all()).through());
    assertEquals(2, count("kiosk_epoch"));
  }

  @Test
  void setsAsideWhatNoPersonHasAndAcknowledgesIt() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").pressure("v1", 80, 120).pressure("v1", 120, 80);
    kiosk.add(
        new Entry.StrayReading(
            Sealing.moment(3),
            "outside-visit",
            kiosk.reading(Map.of(Metric.WEIGHT, Quantity.of("15.2", Unit.KG)))));
    var ack = take(kiosk, kiosk.all());
    assertEquals(4, ack.through());
    assertEquals(
        List.of(
            new Ack.Refusal(2, "systolic is not above diastolic"),
            new Ack.Refusal(4, "belongs to no visit: outside-visit")),
        ack.refused());
    assertEquals(1, count("reading"));
    assertEquals(2, count("entry where sealed is not null"));
  }

  @Test
  void aBrokenSealIsKeptUntouchedAndBlocksNothing() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").weight("v1", "60.0").weight("v1", "60.1");
    var whole = kiosk.sealed.get(1).sealed();
    var broken = whole.with(20, whole.u8(20) ^ 1);
    kiosk.sealed.set(1, new SealedEntry(2, broken));
    var ack = take(kiosk, kiosk.all());
    assertEquals(3, ack.through());
    assertEquals(List.of(new Ack.Refusal(2, "the seal does not open")), ack.refused());
    assertEquals(broken, kept("seq = 2"));
    assertEquals(1, count("reading"));
  }

  @Test
  void recordsWhoseDistrictKeyIsMissingWaitOnTheKiosk() {
    var oldKeys = DistrictKeys.generate("old-1");
    var old = DistrictKey.parse(DistrictKeys.parse(oldKeys).publicKey("old-1"));
    var hut = new KioskId("hut-1");
    var boot = BootKey.draw(hut, "epoch-1", "boot-1", old, new Random(1));
    var moment = Sealing.moment(0);
    var sealed =
        List.of(
            boot.seal(1, new Entry.VisitBegan(moment, "v1", new Subject.Guest("token-v1"))),
            boot.seal(2, new Entry.VisitEnded(moment, "v1", "button", 0)));
    var both = Codec.encode(new Batch(boot.boot(), sealed));
    var one = Codec.encode(new Batch(boot.boot(), sealed.subList(0, 1)));
    var why = "sealed to a key this district does not have (kid old-1)";
    var lines =
        logged(() -> {
          for (var message : List.of(both, one, both)) {
            assertEquals(new Receipt.Deferred(why), ingest.take(hut, message));
          }
        });
    assertEquals(
        1, lines.stream().filter(line -> line.getMessage().equals("districtKey.missing")).count());
    assertEquals(0, count("entry"));
    assertEquals(0, count("kiosk_epoch"));
    assertEquals(1, count("quarantine"));
    assertEquals(why, jdbc.queryForObject("select why from quarantine", String.class));

    var other = new Sealing("hut-2", 2).guest("v1");
    assertEquals(1, take(other, other.all()).through());

    ingest =
        new Ingest(DistrictKeys.parse(oldKeys), new SqlRecordStore(SharedDatabase.pool()), clock);
    var answered = new Ack.Answered("boot-1", 1, 2);
    assertEquals(
        new Receipt.Answered(new Ack("epoch-1", 2, null, List.of(), answered)),
        ingest.take(hut, both));
    assertEquals(1, count("visit where kiosk = 'hut-1' and subject = 'guest'"));
  }

  private static List<ILoggingEvent> logged(Runnable act) {
    var log = (Logger) LoggerFactory.getLogger(Ingest.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try {
      act.run();
    } finally {
      log.detachAppender(lines);
    }
    return List.copyOf(lines.list);
  }

  @Test
  void aBootWithAnotherKeyThanBeforeIsSetAsideWithIt() {
    var kiosk = day("hut-1", 1);
    take(kiosk, kiosk.message(1, 4));
    var impostor = day("hut-1", 2);
    var ack = take(impostor, impostor.message(5, 6));
    assertEquals(6, ack.through());
    assertEquals(2, count("quarantine where sealed_key is not null and content is not null"));
    assertEquals(2, count("reading"));
  }

  @Test
  void keepsKindsItDoesNotKnowUntouched() {
    var kiosk = new Sealing("hut-1", 1).guest("v1");
    var moment = new Moment(Sealing.NOW, ClockTrust.SYNCHRONIZED, Duration.ZERO);
    var later =
        Bytes.hex(
            "a5617601646b696e6466766f6c756d65626174"
                + "74323032362d31312d32315430343a30303a30305a65636c6f636b6473796e63"
                + "66757074696d656450543053");
    kiosk.add(new Entry.Unknown(moment, "volume", later));
    var ack = take(kiosk, kiosk.all());
    assertEquals(2, ack.through());
    assertEquals(List.of(), ack.refused());
    assertEquals(kiosk.sealed.get(1).sealed(), kept("kind = 'unknown'"));
  }

  @Test
  void theFirstContentOfANumberStays() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").weight("v1", "60.0");
    take(kiosk, kiosk.all());
    var other = new Sealing("hut-1", 1).guest("v1").weight("v1", "90.0");
    var ack = take(other, other.all());
    assertEquals(2, ack.through());
    assertEquals(
        List.of(new Ack.Refusal(2, "the number came before with another content")),
        ack.refused().stream().filter(refusal -> refusal.seq() == 2).toList());
    assertEquals(
        "60.0", jdbc.queryForObject("select value::text from reading_value", String.class));
  }

  @Test
  void aContradictionIsNotHeldAgainstTheFirstContent() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").weight("v1", "60.0");
    var first = take(kiosk, kiosk.all());
    var other = new Sealing("hut-1", 1).guest("v1").weight("v1", "90.0");
    take(other, other.all());
    assertEquals(List.of(), first.refused());
    assertEquals(first, take(kiosk, kiosk.all()));
  }

  @Test
  void ofTwoBeginningsThatComeTogetherTheLowerNumberCounts() {
    var kiosk =
        new Sealing("hut-1", 1).guest("v1").resident("v1", Sealing.WANG, null).weight("v1", "60.0");
    var ack = take(kiosk, kiosk.all());
    assertEquals(List.of(new Ack.Refusal(2, "the visit has begun before")), ack.refused());
    assertEquals(1, count("reading where resident is null"));
  }

  @Test
  void whatIsRefusedForTwoReasonsIsRefusedInTheSameWordsAgain() {
    var kiosk = new Sealing("hut-1", 1).guest("v1");
    kiosk.add(
        new Entry.VisitBegan(
            Sealing.moment(1), "v1", new Subject.Resident("token-v1", "no identity")));
    var first = take(kiosk, kiosk.all());
    assertEquals(2, count("quarantine where seq = 2"));
    assertEquals(first, take(kiosk, kiosk.all()));
  }

  @Test
  void aVisitBeginsOnce() {
    var kiosk =
        new Sealing("hut-1", 1)
            .resident("v1", Sealing.WANG, null)
            .weight("v1", "60.0")
            .resident("v1", Sealing.LI, null);
    kiosk.sealed.removeLast();
    kiosk.guest("v1");
    var ack = take(kiosk, kiosk.all());
    assertEquals(List.of(new Ack.Refusal(3, "the visit has begun before")), ack.refused());
    assertEquals(1, count("reading where resident is not null"));
  }

  @Test
  void anIdentityOfAnotherVisitLeavesTheVisitUnidentified() {
    var kiosk = new Sealing("hut-1", 1);
    var stolen =
        Sealing.DISTRICT.sealIdentity(
            new Identity(Sealing.number(Sealing.WANG), null), "token-other");
    kiosk
        .add(
            new Entry.VisitBegan(Sealing.moment(0), "v1", new Subject.Resident("token-v1", stolen)))
        .weight("v1", "60.0");
    var ack = take(kiosk, kiosk.all());
    assertEquals(2, ack.through());
    assertEquals(1, ack.refused().size());
    assertEquals(1, count("visit where subject = 'unidentified'"));
    assertEquals(1, count("reading where resident is null"));
  }

  @Test
  void textsAndTimesTheTablesCannotHoldAreSetAside() {
    var kiosk = new Sealing("hut-1", 1).guest("v\0").guest("v".repeat(70)).guest("v1");
    kiosk.add(
        new Entry.VisitEnded(
            new Moment(Instant.MAX, ClockTrust.SYNCHRONIZED, Duration.ZERO), "v1", "button", 0));
    kiosk.add(new Entry.KioskEvent(Sealing.moment(1), "noted", Map.of("a", "b\0c")));
    var ack = take(kiosk, kiosk.all());
    assertEquals(5, ack.through());
    assertEquals(4, ack.refused().size());
  }

  @Test
  void whatTheDatabaseItselfRefusesIsSetAsideAlone() {
    jdbc.execute("alter table visit add constraint test_only check (visit <> 'v2')");
    try {
      var kiosk = new Sealing("hut-1", 1).guest("v1").guest("v2").guest("v3");
      var ack = take(kiosk, kiosk.all());
      assertEquals(3, ack.through());
      assertEquals(List.of(new Ack.Refusal(2, "the tables cannot hold it")), ack.refused());
      assertEquals(2, count("visit"));
    } finally {
      jdbc.execute("alter table visit drop constraint test_only");
    }
  }

  @Test
  void anEntryTheProgramStumblesOverIsSetAsideAlone() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").guest("v2").guest("v3");
    var real = new SqlRecordStore(SharedDatabase.pool());
    var stumbling =
        new RecordStore() {
          @Override
          public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
            for (var finding : findings) {
              if (finding.source().seq() == 2 && !(finding instanceof Finding.SetAside)) {
                throw new ClassCastException("欧阳金丝雀");
              }
            }
            return real.store(boot, findings, receivedAt);
          }

          @Override
          public void setAside(KioskId from, String why, Bytes message, Instant receivedAt) {
            real.setAside(from, why, message, receivedAt);
          }

          @Override
          public void check() {
            real.check();
          }
        };
    ingest = new Ingest(Sealing.KEYS, stumbling, clock);
    for (int i = 0; i < 2; i++) {
      var ack = take(kiosk, kiosk.all());
      assertEquals(3, ack.through());
      assertEquals(List.of(new Ack.Refusal(2, "the program failed on it")), ack.refused());
    }
    assertEquals(2, count("visit"));
    assertEquals(kiosk.sealed.get(1).sealed(), kept("seq = 2"));
  }

  @Test
  void whateverIsThrownOnAnEntrySetsItAside() {
    var sealed = new Sealing("hut-1", 1).guest("v1").sealed.getFirst();
    var found =
        Ingest.orSetAside(
            new KioskId("hut-1"),
            sealed,
            () -> {
              throw new ClassCastException("欧阳金丝雀");
            });
    assertEquals(
        new Finding.SetAside(sealed, Finding.Kind.BROKEN, null, "the program failed on it"), found);
  }

  @Test
  void numbersAndSealsNoKioskWritesAreSetAside() {
    var odd =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":null},\"kid\":\"test\"}"
                    .getBytes(StandardCharsets.UTF_8));
    var kiosk = new Sealing("hut-1", 1).guest("v1");
    kiosk.add(
        new Entry.VisitBegan(
            Sealing.moment(1), "v2", new Subject.Resident("token-v2", odd + ".a.b.c.d")));
    kiosk.add(new Entry.Unknown(Sealing.moment(2), "visitEnded", COUNT_OF_TWO_BILLION));
    var ack = take(kiosk, kiosk.all());
    assertEquals(3, ack.through());
    assertEquals(List.of(2L, 3L), ack.refused().stream().map(Ack.Refusal::seq).toList());
  }

  /** A visit's end with 2^31 readings. */
  private static final Bytes COUNT_OF_TWO_BILLION =
      Bytes.of(0xA8)
          .plus(text("v").plus(Bytes.of(1)))
          .plus(text("kind").plus(text("visitEnded")))
          .plus(text("at").plus(text("2026-11-21T04:00:00Z")))
          .plus(text("clock").plus(text("sync")))
          .plus(text("uptime").plus(text("PT0S")))
          .plus(text("visit").plus(text("v1")))
          .plus(text("why").plus(text("button")))
          .plus(text("readings").plus(Bytes.of(0x1A, 0x80, 0, 0, 0)));

  private static Bytes text(String text) {
    return Bytes.of(0x60 + text.length()).plus(Bytes.ascii(text));
  }

  @Test
  void messagesThatAreNoBatchAreKeptOnceAndNotAnswered() {
    var kiosk = day("hut-1", 1);
    for (int i = 0; i < 2; i++) {
      assertInstanceOf(Receipt.Refused.class, ingest.take(kiosk.kiosk, Bytes.ascii("not a batch")));
      assertInstanceOf(Receipt.Refused.class, ingest.take(new KioskId("hut-2"), kiosk.all()));
      var boot = new Boot(kiosk.kiosk, "e p\0och", "b", "k");
      assertInstanceOf(
          Receipt.Refused.class,
          ingest.take(kiosk.kiosk, Codec.encode(new Batch(boot, kiosk.sealed))));
      var far = List.of(new SealedEntry(Long.MAX_VALUE, Bytes.EMPTY));
      assertInstanceOf(
          Receipt.Refused.class,
          ingest.take(kiosk.kiosk, Codec.encode(new Batch(kiosk.boot.boot(), far))));
    }
    assertEquals(4, count("quarantine where content is not null"));
    assertEquals(0, count("entry"));
  }

  @Test
  void noLogHoldsAPerson() {
    var log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var before = log.getLevel();
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.DEBUG);
    try {
      var kiosk =
          new Sealing("hut-1", 1)
              .resident("v1", Sealing.LI, "欧阳金丝雀")
              .weight("v1", "61.37")
              .resident("v1", Sealing.WANG, "欧阳金丝雀");
      jdbc.execute("alter table visit add constraint test_only check (visit <> 'v1')");
      take(kiosk, kiosk.all());
      jdbc.execute("alter table visit drop constraint test_only");
      ingest.take(new KioskId("hut-2"), kiosk.all());
      Ingest.orSetAside(
          kiosk.kiosk,
          kiosk.sealed.getFirst(),
          () -> {
            throw new ClassCastException("欧阳金丝雀");
          });
    } finally {
      jdbc.execute("alter table visit drop constraint if exists test_only");
      log.setLevel(before);
      log.detachAppender(lines);
    }
    assertFalse(lines.list.isEmpty());
    for (var line : List.copyOf(lines.list)) {
      var text = line.getFormattedMessage() + line.getKeyValuePairs() + line.getThrowableProxy();
      for (var canary : List.of(Sealing.LI, Sealing.WANG, "欧阳金丝雀", "61.37")) {
        assertFalse(text.contains(canary), line.getLoggerName());
      }
    }
  }

  @Test
  void theDatabaseRefusesNonsense() {
    var kiosk = day("hut-1", 1);
    take(kiosk, kiosk.all());
    for (var nonsense :
        List.of(
            "update reading set resident = (select max(id::text)::uuid from resident)"
                + " where visit = 'v1' and false or visit = 'v2'",
            "insert into reading_value select kiosk, epoch, seq, 'weight', '8480-6', '', 1, 'kg'"
                + " from reading limit 1",
            "update kiosk_epoch set through = through + 1",
            "update entry set kind = 'guess'",
            "delete from entry",
            "insert into resident (document_type, document_number, sex, born, created_at)"
                + " select document_type, document_number, sex, born, created_at from resident")) {
      assertThrows(RuntimeException.class, () -> jdbc.update(nonsense), nonsense);
    }
  }

  @Test
  void theEmbeddedDatabaseIsDurable() {
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertEquals("on", jdbc.queryForObject("show " + setting, String.class), setting);
    }
    assertTrue(count("kiosk") == 0);
  }
}
