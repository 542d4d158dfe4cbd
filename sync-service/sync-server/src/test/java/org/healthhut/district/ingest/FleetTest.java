package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.district.fleet.Numbering;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Order;
import org.healthhut.wire.SealedEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the district notices of kiosks, on a real database. */
class FleetTest {
  private static final KioskId HUT = new KioskId("hut-1");

  private final InstantSource clock = InstantSource.fixed(Sealing.NOW);
  private JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());
  private Fleet fleet = new Fleet(SharedDatabase.pool(), clock);
  private Ingest ingest =
      new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), clock);

  @BeforeEach
  void sweep() {
    jdbc = new JdbcTemplate(SharedDatabase.empty());
    fleet = new Fleet(SharedDatabase.pool(), clock);
    ingest = new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), clock);
  }

  private Ack take(Sealing kiosk, List<SealedEntry> entries) {
    var message = Codec.encode(new Batch(kiosk.boot.boot(), entries));
    return assertInstanceOf(Receipt.Answered.class, ingest.take(kiosk.kiosk, message)).ack();
  }

  private Ack take(Sealing kiosk, int first, int last) {
    return take(kiosk, kiosk.sealed.subList(first - 1, last));
  }

  /** A start whose records are numbered so that {@code first} is its first own. */
  private static Sealing boot(String boot, long seed, int first, int own) {
    var kiosk = new Sealing("hut-1", seed, "epoch-1", boot);
    for (int i = 1; i < first + own; i++) {
      kiosk.add(
          new Entry.KioskEvent(Sealing.moment(i), "started", Map.of("version", boot + "-" + i)));
    }
    return kiosk;
  }

  private List<String> alarms() {
    return fleet.alarms().open().stream().map(Alarms.Alarm::kind).sorted().toList();
  }

  private String held() {
    return String.join(
        "\n",
        jdbc.queryForList(
            """
            select concat_ws('|', kiosk, epoch, seq, boot, kind, encode(digest, 'hex')) from entry
            union all select concat_ws('|', kiosk, epoch, seq, kind, details) from kiosk_event
            order by 1\
            """,
            String.class));
  }

  private Numbering numbering() {
    return fleet.numberings().getFirst();
  }

  @Test
  void aRestoredCardThatNumbersAgainIsAlarmedAndOverwritesNothing() {
    take(boot("boot-1", 1, 1, 5), 1, 5);
    var before = held();
    var restored = boot("boot-2", 2, 4, 2);
    var ack = take(restored, 4, 5);
    assertEquals(
        List.of(
            new Ack.Refusal(4, Ack.Refusal.NUMBER_TAKEN),
            new Ack.Refusal(5, Ack.Refusal.NUMBER_TAKEN)),
        ack.refused());
    assertEquals(before, held());
    assertEquals(List.of("numbersWentBack"), alarms());
    assertEquals(2, numbering().contradicted());
    assertEquals(0, numbering().setAside());
    assertEquals(5, numbering().accepted());

    take(restored, 4, 5);
    assertEquals(before, held());
    assertEquals(2, numbering().contradicted(), "kept once");
    assertEquals(List.of("numberContradicted", "numbersWentBack"), alarms());
  }

  @Test
  void twoKiosksThatNumberAsOneAreAlarmed() {
    var one = boot("boot-1", 1, 1, 9);
    var other = boot("boot-2", 2, 4, 3);
    take(one, 1, 3);
    take(other, 4, 6);
    assertEquals(List.of(), alarms());
    take(one, 7, 9);
    assertEquals(List.of("startsInterleaved"), alarms());
    assertEquals(9, numbering().through(), "each number was free, so each record is kept");
  }

  @Test
  void aBootWithAnotherKeyIsAlarmedAndNotBelieved() {
    take(boot("boot-1", 1, 1, 3), 1, 3);
    var before = held();
    take(boot("boot-1", 2, 4, 1), 4, 4);
    assertTrue(held().startsWith(before.lines().findFirst().orElseThrow()));
    assertEquals(List.of("bootKeyChanged"), alarms());
    assertEquals(1, numbering().setAside());
    assertEquals(Numbering.Balance.NOT_TOLD, numbering().balance());
  }

  @Test
  void bothBooksStandSideBySide() {
    var one = boot("boot-1", 1, 1, 6);
    take(one, 1, 5);
    take(one, List.of(standIn(one, 6)));
    told(6, 5, 1);
    assertEquals(
        List.of(
            "Captured 6 6 false",
            "Acknowledged 5 6 true",
            "Waiting 1 0 true",
            "Set aside null 0 false",
            "Lost at the kiosk null 1 false"),
        compared(),
        "an agent that does not tell what is set aside differs in nothing of it");
    fleet.heard(
        HUT,
        new KioskState(
            true,
            "1",
            "boot-1",
            9,
            Map.of(),
            KioskState.ENOUGH,
            new KioskState.Account("epoch-1", 6, 6, 0, 1, 2L, 1L, 50, 200)),
        false);
    assertEquals(
        List.of(
            "Captured 6 6 false",
            "Acknowledged 6 6 false",
            "Waiting 0 0 false",
            "Set aside 2 0 true",
            "Lost at the kiosk 1 1 false"),
        compared());
    assertEquals("−2", numbering().compared().get(3).difference());
  }

  private List<String> compared() {
    return numbering().compared().stream()
        .map(of -> of.english() + " " + of.kiosk() + " " + of.district() + " " + of.differs())
        .toList();
  }

  @Test
  void aStoreThatWasDamagedIsAlarmedThoughNothingIsLost() {
    var one = boot("boot-1", 1, 1, 3);
    take(one, 1, 3);
    var damaged =
        one.boot.seal(
            4,
            new Entry.KioskEvent(
                Sealing.moment(9), "store.damaged", Map.of("recordsLost", "0", "setAside", "1")));
    take(one, List.of(damaged));
    assertEquals(List.of("storeDamaged"), alarms());
  }

  @Test
  void whatAKioskDoesAfterAPowerCutRaisesNothingButWhatWasDamaged() {
    for (long seed = 0; seed < 20; seed++) {
      sweep();
      var messages = new ArrayList<Runnable>();
      var one = boot("boot-1", 1, 1, 6);
      var two = boot("boot-2", 2, 7, 6);
      // 3 could not be read any more, so an event of the second start stands in its place.
      var lost = two.boot.seal(3, new Entry.KioskEvent(Sealing.moment(9), "record.lost", Map.of()));
      messages.add(() -> take(one, 1, 2));
      messages.add(() -> take(two, List.of(lost)));
      messages.add(() -> take(one, 4, 6));
      messages.add(() -> take(two, 7, 9));
      messages.add(() -> take(two, 10, 12));
      if (seed % 2 == 0) {
        messages.add(() -> take(one, 1, 6));
      }
      var random = new Random(seed);
      messages.addAll(List.copyOf(messages.subList(0, random.nextInt(messages.size()))));
      Collections.shuffle(messages, random);
      messages.forEach(Runnable::run);
      assertEquals(12, numbering().through(), "seed " + seed);
      // The record that was lost turns up after all, from somewhere on the line.
      var allowed =
          seed % 2 == 0
              ? Set.of("recordsDamaged", "numberContradicted", "numbersWentBack")
              : Set.of("recordsDamaged");
      assertTrue(allowed.containsAll(alarms()), "seed " + seed + " " + alarms());
    }
  }

  @Test
  void aNewNumberingIsToldAndAnOldOneThatGoesOnIsAlarmed() {
    var one = boot("boot-1", 1, 1, 3);
    take(one, 1, 2);
    var later = new FleetClock(Sealing.NOW.plusSeconds(60));
    ingest = new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), later);
    var renewed = new Sealing("hut-1", 3, "epoch-2", "boot-9");
    renewed.add(new Entry.KioskEvent(Sealing.moment(1), "started", Map.of()));
    take(renewed, 1, 1);
    assertEquals(List.of("epochBegun"), alarms());
    take(one, 1, 2);
    assertEquals(List.of("epochBegun"), alarms(), "sent again");
    take(one, 3, 3);
    assertEquals(List.of("epochBegun", "startsInterleaved"), alarms());
  }

  private record FleetClock(Instant instant) implements InstantSource {}

  private void heard(String boot, long number) {
    fleet.heard(
        HUT, new KioskState(true, "1", boot, number, Map.of(), KioskState.ENOUGH, null), false);
  }

  @Test
  void twoStartsAliveAtOnceAreAlarmedHoweverLateAnInstanceHears() {
    heard("a", 1);
    heard("a", 2);
    heard("b", 1);
    heard("a", 1);
    heard("a", 2);
    heard("b", 1);
    heard("b", 2);
    assertEquals(List.of(), alarms(), "a restart, and another instance that hears late");
    fleet.heard(HUT, new KioskState(false, "1", "a", Map.of()), false);
    assertEquals(true, jdbc.queryForObject("select online from kiosk", Boolean.class), "a's will");
    heard("a", 3);
    assertEquals(List.of("startsAlternate"), alarms());
    heard("a", 4);
    heard("a", 5);
    assertEquals(1, fleet.alarms().open().getFirst().count(), "a alone goes on");
    heard("b", 3);
    assertEquals(2, fleet.alarms().open().getFirst().count());
  }

  private void told(long captured, long acknowledged, long waiting) {
    fleet.heard(
        HUT,
        new KioskState(
            true,
            "1",
            "boot-1",
            captured + 1,
            Map.of(),
            KioskState.ENOUGH,
            new KioskState.Account("epoch-1", captured, acknowledged, waiting, 0, 50, 200)),
        false);
  }

  private void toldLost(String boot, long number, long lost) {
    fleet.heard(
        HUT,
        new KioskState(
            true,
            "1",
            boot,
            number,
            Map.of(),
            KioskState.ENOUGH,
            new KioskState.Account("epoch-1", 8, 0, 8, lost, 50, 200)),
        false);
  }

  private static SealedEntry standIn(Sealing kiosk, long seq) {
    return kiosk.boot.seal(seq, new Entry.KioskEvent(Sealing.moment(9), "record.lost", Map.of()));
  }

  private void acknowledgeAll() {
    jdbc.update("update alarm set acknowledged_by = 'operator', acknowledged_at = now()");
  }

  @Test
  void recordsThatAKioskCannotReadAreAlarmedOnceWhoeverTellsFirst() {
    for (boolean stateFirst : new boolean[] {true, false}) {
      sweep();
      var kiosk = boot("boot-1", 1, 1, 8);
      Runnable state = () -> toldLost("boot-1", 1, 2);
      Runnable events =
          () -> {
            take(kiosk, 1, 3);
            take(kiosk, List.of(standIn(kiosk, 4), standIn(kiosk, 5)));
          };
      (stateFirst ? state : events).run();
      assertEquals(List.of("recordsDamaged"), alarms());
      assertEquals("epoch-1", fleet.alarms().open().getFirst().about());
      acknowledgeAll();
      (stateFirst ? events : state).run();
      take(kiosk, List.of(standIn(kiosk, 4), standIn(kiosk, 5)));
      toldLost("boot-1", 2, 2);
      toldLost("boot-2", 1, 0);
      assertEquals(List.of(), alarms(), "the same two");
      toldLost("boot-3", 1, 1);
      take(kiosk, List.of(standIn(kiosk, 6)));
      assertEquals(List.of("recordsDamaged"), alarms(), "a third");
      toldLost("boot-3", 2, 4);
      assertEquals(2, fleet.alarms().open().getFirst().count());
    }
  }

  @Test
  void bothBooksAreHeldAgainstEachOther() {
    var kiosk = boot("boot-1", 1, 1, 20);
    take(kiosk, 1, 3);
    take(kiosk, 6, 6);
    take(kiosk, 9, 10);
    assertEquals(
        List.of(new Numbering.Gap(4, 5, false), new Numbering.Gap(7, 8, false)),
        numbering().gaps());
    assertEquals(Numbering.Balance.NOT_TOLD, numbering().balance());
    told(12, 3, 9);
    assertEquals(Numbering.Balance.HOLDS, numbering().balance());
    assertEquals(6, numbering().outstanding(), "4, 5, 7, 8, 11 and 12");
    var told = numbering().told();
    assertNotNull(told);
    assertEquals(75, told.diskUsedPercent());
    take(kiosk, 1, 20);
    assertEquals(Numbering.Balance.HOLDS, numbering().balance());
    assertEquals(0, numbering().outstanding());
    assertEquals(List.of(), alarms());

    told(25, 22, 3);
    assertEquals(Numbering.Balance.BROKEN, numbering().balance());
    assertEquals(List.of("districtBehind"), alarms());
    told(26, 20, 5);
    assertEquals(List.of("accountWrong", "districtBehind"), alarms());
  }

  @Test
  void aCommandIsSentUntilItIsAnswered() {
    var signer = CommandSigner.parse(CommandSigner.generate("c1"));
    var hour = Duration.ofHours(1);
    assertEquals(
        Optional.empty(),
        fleet.commands().issue(HUT, new Command.Restart(), hour, "chief", signer),
        "no such kiosk");
    var kiosk = new Sealing("hut-1", 5);
    kiosk.add(new Entry.KioskEvent(Sealing.moment(1), "started", Map.of()));
    take(kiosk, 1, 1);
    var first = issue(new Command.PublishState(), hour, signer);
    var second = issue(new Command.Restart(), hour, signer);
    var short3 = issue(new Command.Restart(), Duration.ofSeconds(1), signer);
    assertTrue(first < second, "numbers grow");
    assertEquals(Map.of(), fleet.commands().due(), "the kiosk is not there");
    told(1, 1, 0);
    var due = fleet.commands().due();
    assertEquals(Set.of(HUT), due.keySet());
    var down = Objects.requireNonNull(due.get(HUT));
    assertEquals(new Ack("epoch-1", 0, null, List.of()), down.ack(), "confirms nothing");
    var keys = CommandKeys.parse(signer.publicKeys());
    assertEquals(
        List.of(first, second, short3),
        down.commands().stream()
            .map(jws -> ((Opened.Valid<Order>) keys.verify(jws)).value().number())
            .toList());
    assertEquals(Map.of(), fleet.commands().due(), "sent, by this instance or another");
    heard("boot-2", 1);
    fleet.heard(HUT, new KioskState(false, "1", "boot-2", Map.of()), false);
    assertEquals(Map.of(), fleet.commands().due());
    heard("boot-2", 2);
    assertEquals(3, Objects.requireNonNull(fleet.commands().due().get(HUT)).commands().size());
    kiosk.add(
        new Entry.KioskEvent(
            Sealing.moment(2),
            "command.done",
            Map.of("number", "" + first, "kind", "publishState")));
    kiosk.add(
        new Entry.KioskEvent(
            Sealing.moment(2),
            "command.refused",
            Map.of("number", "" + second, "reason", "expired")));
    kiosk.add(
        new Entry.KioskEvent(
            Sealing.moment(3),
            "command.refused",
            Map.of("number", "" + first, "reason", "replayed")));
    take(kiosk, 2, 4);
    assertEquals(
        List.of("sent null", "refused expired", "done null"),
        fleet.commands().of("hut-1").stream()
            .map(command -> command.state() + " " + command.reason())
            .toList());
    var later = new Fleet(SharedDatabase.pool(), new FleetClock(Sealing.NOW.plusSeconds(600)));
    assertEquals(Map.of(), later.commands().due());
    assertEquals("expired", later.commands().of("hut-1").getFirst().state());
  }

  @Test
  void aKioskOnCoapIsGivenItsCommandsThereAndTheLastWillOfTheOtherLineIsPassedOver() {
    var signer = CommandSigner.parse(CommandSigner.generate("c1"));
    var kiosk = new Sealing("hut-1", 5);
    kiosk.add(new Entry.KioskEvent(Sealing.moment(1), "started", Map.of()));
    take(kiosk, 1, 1);
    var state = new KioskState(true, "1", "boot", 1, Map.of(), "none", null);
    fleet.heard(HUT, state.over("coap"), false);
    fleet.heard(HUT, new KioskState(false, "1", "boot", Map.of()).over("mqtt"), false);
    assertEquals(
        List.of("true coap none"),
        fleet.numberings().stream()
            .map(one -> one.online() + " " + one.line() + " " + one.room())
            .toList());
    assertEquals(Optional.empty(), fleet.commands().dueNow(HUT));
    issue(new Command.PublishState(), Duration.ofHours(1), signer);
    issue(new Command.Configure("é".repeat(30_000)), Duration.ofHours(1), signer);
    issue(new Command.Configure("é".repeat(30_000)), Duration.ofHours(1), signer);
    assertEquals(Map.of(), fleet.commands().due(), "the broker would have nobody to give it to");
    assertEquals(Optional.empty(), fleet.commands().dueNow(new KioskId("hut-2")));
    assertEquals(
        2, fleet.commands().dueNow(HUT).orElseThrow().commands().size(), "as far as one message");
    assertEquals(Optional.empty(), fleet.commands().dueNow(HUT), "these are to be answered first");
    fleet.heard(
        HUT,
        new KioskState(true, "1", "boot", 2, Map.of(), KioskState.ENOUGH, null).over("mqtt"),
        false);
    assertEquals(
        2,
        Objects.requireNonNull(fleet.commands().due().get(HUT)).commands().size(),
        "another line is a new chance");
    fleet.heard(HUT, new KioskState(false, "1", "boot", Map.of()).over("mqtt"), false);
    assertEquals(false, fleet.numberings().getFirst().online());
  }

  private long issue(Command command, Duration lifetime, CommandSigner signer) {
    return fleet.commands().issue(HUT, command, lifetime, "chief", signer).orElseThrow().number();
  }

  private static Moment early(long minute) {
    var uptime = Duration.ofMinutes(minute);
    return new Moment(Instant.EPOCH.plus(uptime), ClockTrust.UNSYNCHRONIZED, uptime);
  }

  private static Entry taken(Moment moment) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(Metric.WEIGHT, Quantity.of("68.4", Unit.KG));
    return new Entry.ReadingTaken(
        moment,
        "v1",
        0,
        new Reading(
            new DeviceIdentity("and-scale", "scale-a", null),
            new ReadingTime(moment.at(), moment.clock(), null),
            values,
            Set.of()));
  }

  @Test
  void aClockSetLateCorrectsWhatWasMeasuredBeforeInWhateverOrderItArrives() {
    var upSince = Sealing.NOW.minus(Duration.ofHours(5));
    for (var order :
        List.of(List.of(1, 2, 3, 4, 5), List.of(1, 4, 2, 5, 3), List.of(5, 4, 3, 2, 1))) {
      sweep();
      var kiosk = new Sealing("hut-1", 4).resident("v1", Sealing.WANG, "王小明");
      kiosk.add(taken(early(10)));
      // The clock jumps decades ahead, which nobody can trust either.
      var uptime = Duration.ofMinutes(20);
      kiosk.add(
          taken(
              new Moment(
                  Instant.parse("2060-01-01T00:00:00Z"), ClockTrust.UNSYNCHRONIZED, uptime)));
      var synced =
          new Moment(upSince.plusSeconds(1800), ClockTrust.SYNCHRONIZED, Duration.ofMinutes(30));
      kiosk.add(
          new Entry.KioskEvent(
              synced,
              "clock.corrected",
              Map.of("upSince", upSince.toString(), "offsetMillis", "1")));
      kiosk.add(
          taken(
              new Moment(
                  upSince.plusSeconds(2400), ClockTrust.SYNCHRONIZED, Duration.ofMinutes(40))));
      order.forEach(seq -> take(kiosk, seq, seq));
      assertEquals(
          List.of(
              "2 corrected " + upSince.plusSeconds(600) + " 1970-01-01T00:10:00Z",
              "3 corrected " + upSince.plusSeconds(1200) + " 2060-01-01T00:00:00Z",
              "5 sync " + upSince.plusSeconds(2400)),
          jdbc.query(
              "select seq, clock, effective_at, told_at from reading order by seq",
              (row, _) ->
                  row.getLong(1)
                      + " "
                      + row.getString(2)
                      + " "
                      + row.getTimestamp(3).toInstant()
                      + (row.getTimestamp(4) == null ? "" : " " + row.getTimestamp(4).toInstant())),
          "order " + order);
      assertEquals(
          upSince.plusSeconds(2400),
          assertNotNullTime("select last_reading_at from resident"),
          "order " + order);
      assertEquals(
          Instant.EPOCH.plusSeconds(600), assertNotNullTime("select at from entry where seq = 2"));
    }
  }

  @Test
  void anEarlierStartIsCorrectedByALaterOneTwiceAndInWhateverOrder() {
    // The kiosk knows the time, and this server is behind it.
    var upSince = Sealing.NOW.plusSeconds(60);
    for (var order :
        List.of(
            List.of(1, 2, 3, 4, 5),
            List.of(4, 1, 2, 3, 5),
            List.of(4, 5, 1, 2, 3),
            List.of(5, 4, 3, 2, 1))) {
      sweep();
      var earlier = new Sealing("hut-1", 4).resident("v1", Sealing.WANG, "王小明");
      earlier.add(taken(early(10)));
      var later = new Sealing("hut-1", 5, "epoch-1", "boot-2");
      later.sealed.addAll(earlier.sealed);
      later.add(taken(early(20)));
      for (int minute = 30; minute < 32; minute++) {
        var uptime = Duration.ofMinutes(minute);
        later.add(
            new Entry.KioskEvent(
                new Moment(upSince.plus(uptime), ClockTrust.SYNCHRONIZED, uptime),
                "clock.corrected",
                Map.of(
                    "boot",
                    "boot-1",
                    "upSince",
                    upSince.plusMillis(minute - 30).toString(),
                    "offsetMillis",
                    "1")));
      }
      var one = order.getFirst() == 5 ? upSince.plusMillis(1) : upSince;
      for (int seq : order) {
        var kiosk = seq <= 2 ? earlier : later;
        take(kiosk, List.of(kiosk.sealed.get(seq - 1)));
      }
      assertEquals(
          List.of(
              "2 corrected " + one.plusSeconds(600), "3 unsync " + Instant.EPOCH.plusSeconds(1200)),
          jdbc.query(
              "select seq, clock, effective_at from reading order by seq",
              (row, _) ->
                  row.getLong(1) + " " + row.getString(2) + " " + row.getTimestamp(3).toInstant()),
          "order " + order);
      assertEquals(1, jdbc.queryForObject("select count(*) from clock_correction", Integer.class));
      assertEquals(
          2,
          jdbc.queryForObject(
              "select count(*) from kiosk_event where kind = 'clock.corrected'", Integer.class));
    }
  }

  private Instant assertNotNullTime(String query) {
    var time = jdbc.queryForObject(query, Timestamp.class);
    assertNotNull(time);
    return time.toInstant();
  }
}
