package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Alert;
import org.healthhut.wire.Assessment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class GuidedVisitTest {
  private static final String CODE = "ABCDEFGHIJKLMNOPQRSTUVW2";
  private static final Instant DAY_LATER = Sealing.NOW.plus(Duration.ofHours(24));
  private static final int SEEDS = 4;

  private final Ingest ingest =
      new Ingest(
          Sealing.KEYS,
          new SqlRecordStore(SharedDatabase.pool()),
          InstantSource.fixed(Sealing.NOW));
  private final GuestReduction reduction = new GuestReduction(SharedDatabase.pool());
  private JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());

  @BeforeEach
  void sweep() {
    jdbc = new JdbcTemplate(SharedDatabase.empty());
  }

  private Ack take(Sealing kiosk, Bytes message) {
    return assertInstanceOf(Receipt.Answered.class, ingest.take(kiosk.kiosk, message)).ack();
  }

  private static Sealing day() {
    return new Sealing("hut-1", 1)
        .resident("v1", Sealing.WANG, "王小明")
        .consent("v1", "2026-1", false)
        .consent("v1", "2026-1", true)
        .pressure("v1", 190, 112)
        .staff("urgent")
        .pressure("v1", 186, 111)
        .pressure("v1", 184, 110)
        .alert(
            "v1",
            new Alert(
                "bloodPressure", "cn-adult-2026.1", "repeatHigh", List.of("chest"), List.of(1, 2)))
        .assessed("v1", Sealing.pressureAssessed(188, 112, "BP-3"))
        .assessed("v1", Sealing.pressureAssessed(185, 111, "BP-3"))
        .takeAway("v1", CODE)
        .contact("v1")
        .contact("v1")
        .ended("v1", 3)
        .guest("v2")
        .pressure("v2", 118, 76)
        .glucose("v2", "5.6")
        .consent("v2", "2026-1", true)
        .takeAway("v2", CODE.replace('2', '3'))
        .alert(
            "v2", new Alert("glucose", "cn-adult-2026.1", "number", List.of("limbs"), List.of(2)))
        .ended("v2", 2);
  }

  /** Everything of a guided visit that must not depend on the order of arrival, as text. */
  private String record() {
    return String.join(
        "\n",
        jdbc.queryForList(
            """
            select 'assessment ' || concat_ws('|', seq, visit, kind, rules, protocol, classes,
                from_readings, left_out, left_out_why, marks, meal) from assessment
            union all select 'value ' || concat_ws('|', seq, metric, comparator, value, unit)
              from assessment_value
            union all select 'consent ' || concat_ws('|', p.document_number, version, given, at)
              from consent join resident p on p.id = resident
            union all select 'takeAway ' || concat_ws('|', seq, visit, given_at) from take_away
            union all select 'task ' || concat_ws('|', seq, visit, kind, about, why, symptoms,
                readings, raised_at) from task
            union all select 'staff ' || concat_ws('|', seq, code, called_at) from staff_call
            union all select 'alarm ' || concat_ws('|', kind, about, count) from alarm
            union all select 'reading ' || concat_ws('|', seq, visit, number) from reading
            union all select 'visit ' || concat_ws('|', visit, subject, reduced_at, token)
              from visit
            union all select 'guests ' || concat_ws('|', day, kiosk, kind, count) from guest_count
            union all select 'entry ' || concat_ws('|', seq, kind, at) from entry
            union all select 'quarantine ' || concat_ws('|', seq, why) from quarantine
            union all select 'epoch ' || concat_ws('|', through, received) from kiosk_epoch
            order by 1\
            """,
            String.class));
  }

  private long count(String table) {
    var count = jdbc.queryForObject("select count(*) from " + table, Long.class);
    assertNotNull(count);
    return count;
  }

  @Test
  void keepsWhatAGuidedVisitSays() {
    var kiosk = day();
    assertEquals(List.of(), take(kiosk, kiosk.all()).refused());
    assertEquals(2, count("assessment"));
    assertEquals(6, count("assessment_value"));
    assertEquals(3, count("consent_said"));
    assertEquals(2, count("take_away"));
    assertEquals(3, count("task"), "asked twice is one task");
    assertEquals(1, count("alarm where kind = 'staffCalled' and about = 'urgent'"));
    assertEquals(1, count("reading where visit = 'v1' and number = 3"));
    assertEquals(
        List.of(true, false),
        jdbc.queryForList(
            "select c.given from consent c join resident p on p.id = c.resident"
                + " where document_number = ? order by at desc",
            Boolean.class,
            Sealing.WANG));
    assertEquals(0, count("entry where sealed is not null"));
  }

  @Test
  void neitherOrderNorRepetitionChangesTheRecord() {
    var kiosk = day();
    take(kiosk, kiosk.all());
    var expected = record();
    take(kiosk, kiosk.all());
    assertEquals(expected, record());
    for (long seed = 0; seed < SEEDS; seed++) {
      sweep();
      var random = new Random(seed);
      var order = new ArrayList<Integer>();
      for (int seq = 1; seq <= kiosk.sealed.size(); seq++) {
        order.add(seq);
      }
      Collections.shuffle(order, random);
      for (int seq : order) {
        take(kiosk, kiosk.message(seq, seq));
        if (random.nextInt(4) == 0) {
          take(kiosk, kiosk.message(seq, seq));
        }
      }
      assertEquals(expected, record(), "seed " + seed);
    }
  }

  @Test
  void aCodeThatIsHeldForAnotherVisitIsRefused() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").takeAway("v1", CODE).takeAway("v2", CODE);
    assertEquals(1, take(kiosk, kiosk.all()).refused().size());
    assertEquals(1, count("take_away where visit = 'v1'"));
    assertEquals(1, count("quarantine where why = 'the take-away code was given before'"));
    assertEquals(1, take(kiosk, kiosk.all()).refused().size(), "and says so again");
  }

  @Test
  void anAssessmentOfWhatNoPersonHasIsSetAside() {
    var impossible =
        new Assessment(
            "glucose",
            "cn-adult-2026.1",
            "",
            Map.of(Metric.GLUCOSE, Quantity.of("99.9", Unit.MMOL_PER_L)),
            List.of("G-CRIT"),
            List.of(1),
            Map.of(),
            Set.of(),
            "random");
    var kiosk = new Sealing("hut-1", 1).guest("v1").assessed("v1", impossible);
    assertEquals(1, take(kiosk, kiosk.all()).refused().size());
    assertEquals(0, count("assessment"));
    assertEquals(1, count("entry where kind = 'assessed' and sealed is not null"));
  }

  @Test
  void aGuestWhomNobodyClaimsIsReducedToCounts() {
    var kiosk = day();
    take(kiosk, kiosk.all());
    assertEquals(0, reduction.reduce(DAY_LATER.minusMillis(1)));
    assertEquals(1, reduction.reduce(DAY_LATER));
    for (var table : List.of("reading", "assessment", "consent_said", "take_away")) {
      assertEquals(0, count(table + " where visit = 'v2'"), table);
    }
    assertEquals(3 * 3, count("reading_value"), "the resident's three readings are left");
    assertEquals(1, count("visit where visit = 'v2' and token is null"));
    assertEquals(1, count("task where visit = 'v2' and symptoms = '{}' and readings = '{}'"));
    assertEquals(
        List.of("bloodPressure 1", "glucose 1", "visit 1"),
        jdbc.queryForList(
            "select kind || ' ' || count from guest_count where day = '2026-11-20' order by 1",
            String.class));
    assertEquals(0, reduction.reduce(DAY_LATER), "once");
  }

  @Test
  void neitherARepeatedNorALateRecordBringsAReducedGuestBack() {
    for (long seed = 0; seed < SEEDS; seed++) {
      sweep();
      var random = new Random(seed);
      var kiosk = day();
      take(kiosk, kiosk.all());
      reduction.reduce(DAY_LATER);
      var expected = record();
      sweep();
      // The beginning arrives; what else does is reduced once, before or after it comes.
      int began = 15;
      take(kiosk, kiosk.message(began, began));
      var rest = new ArrayList<Integer>();
      for (int seq = 1; seq <= kiosk.sealed.size(); seq++) {
        rest.add(seq);
      }
      Collections.shuffle(rest, random);
      int early = random.nextInt(rest.size());
      rest.subList(0, early).forEach(seq -> take(kiosk, kiosk.message(seq, seq)));
      assertEquals(1, reduction.reduce(DAY_LATER), "seed " + seed);
      rest.subList(early, rest.size()).forEach(seq -> take(kiosk, kiosk.message(seq, seq)));
      take(kiosk, kiosk.all());
      reduction.reduce(DAY_LATER);
      assertEquals(expected, record(), "seed " + seed);
      var account = new Fleet(SharedDatabase.pool(), InstantSource.fixed(DAY_LATER));
      var numbering = account.numberings().getFirst();
      assertEquals(kiosk.sealed.size(), numbering.received(), "seed " + seed);
      assertEquals(0, numbering.setAside(), "seed " + seed);
    }
  }

  @Test
  void aCodeGivenLateKeepsTheVisitForItsDay() {
    var kiosk = new Sealing("hut-1", 1).guest("v1").weight("v1", "70.00");
    take(kiosk, kiosk.all());
    jdbc.update(
        "insert into take_away select kiosk, epoch, seq, visit, ?, ?::timestamptz from reading",
        new byte[32],
        Sql.timestamp(Sealing.NOW.plusSeconds(60)));
    assertEquals(0, reduction.reduce(DAY_LATER));
    assertEquals(1, reduction.reduce(DAY_LATER.plusSeconds(60)));
    assertFalse(record().contains("reading "));
  }
}
