package org.healthhut.district.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Sealing;
import org.healthhut.district.ingest.SharedDatabase;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.person.Identity;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Question;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Upon a real PostgreSQL that ingest has filled. */
class InquiriesTest {
  private static final KioskId HUT = new KioskId("hut-7");

  /** Made up, with a right check character; never comes to any kiosk. */
  private static final String NOBODY = "110105198503071230";

  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.empty());
  private final Random random = new Random(1);
  private Instant now = Sealing.NOW;
  private final InstantSource clock = () -> now;
  private final Ingest ingest =
      new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), clock);
  private final Inquiries inquiries =
      new Inquiries(
          Sealing.KEYS,
          SharedDatabase.pool(),
          new AuditLog(SharedDatabase.pool(), clock),
          clock,
          random);

  private Inquiry about(String digits) {
    var question = new Question(new Identity(Sealing.number(digits), null), "token");
    return Inquiry.of(HUT, question, Sealing.DISTRICT, random);
  }

  private Answer answer(String digits) {
    var inquiry = about(digits);
    return switch (inquiry.open(inquiries.answer(HUT, inquiry.message()).orElseThrow())) {
      case Opened.Valid<Answer>(Answer answer) -> answer;
      case Opened.Newer<Answer> newer -> fail(newer.toString());
      case Opened.Broken<Answer> broken -> fail(broken.toString());
    };
  }

  private void take(Sealing kiosk) {
    var _ = ingest.take(kiosk.kiosk, kiosk.all());
  }

  private static List<String> numbers(Answer answer, Metric metric) {
    return answer.recent().stream()
        .flatMap(past -> Optional.ofNullable(past.values().get(metric)).stream())
        .map(quantity -> quantity.number())
        .toList();
  }

  @Test
  void tellsTheNewestOfEachKindAndNothingOfAnybodyElse() {
    var kiosk = new Sealing("hut-1", 1).resident("v1", Sealing.WANG, "王小明");
    kiosk.weight("v1", "61.20", Flag.SIMULATED);
    for (int i = 0; i < 12; i++) {
      kiosk.pressure("v1", 120 + i, 80);
    }
    kiosk.glucose("v1", "7.2", Flag.AFTER_MEAL);
    kiosk.glucose("v1", "99.9");
    kiosk.resident("v2", Sealing.ZHAO, "李四").glucose("v2", "5.5").guest("v3").glucose("v3", "4.4");
    take(kiosk);
    take(new Sealing("hut-2", 2).resident("v1", Sealing.WANG, null).pressure("v1", 150, 95));

    var answer = answer(Sealing.WANG);
    assertTrue(answer.known());
    assertEquals("王*明", answer.maskedName());
    assertEquals("female", answer.sex());
    assertEquals(1949, answer.birthYear());
    assertEquals(List.of("7.2"), numbers(answer, Metric.GLUCOSE), "99.9 is in quarantine");
    assertEquals(List.of("61.20"), numbers(answer, Metric.WEIGHT), "as precise as it was measured");
    // The one of the other kiosk was measured at the time of the second.
    assertEquals(
        List.of("131", "130", "129", "128", "127", "126", "125", "124", "123", "122"),
        numbers(answer, Metric.SYSTOLIC));
    var times = answer.recent().stream().map(Answer.Past::at).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    assertEquals(
        Set.of(Flag.AFTER_MEAL),
        answer.recent().stream()
            .filter(past -> past.values().containsKey(Metric.GLUCOSE))
            .findFirst()
            .orElseThrow()
            .flags());
    assertEquals("李*", answer(Sealing.ZHAO).maskedName());
    assertEquals(List.of("5.5"), numbers(answer(Sealing.ZHAO), Metric.GLUCOSE));
  }

  @Test
  void ofASessionItsValueStandsForItsReadings() {
    var kiosk =
        new Sealing("hut-1", 1)
            .resident("v1", Sealing.WANG, null)
            .pressure("v1", 152, 95)
            .pressure("v1", 149, 93)
            .pressure("v1", 147, 91, Flag.IRREGULAR_PULSE)
            .weight("v1", "61.20")
            .assessed("v1", Sealing.pressureAssessed(148, 92, "BP-1"))
            .resident("v2", Sealing.WANG, null)
            .pressure("v2", 190, 112)
            .pressure("v2", 186, 111)
            .pressure("v2", 184, 110)
            .assessed("v2", Sealing.pressureAssessed(188, 112, "BP-3"))
            .assessed("v2", Sealing.pressureAssessed(185, 111, "BP-3"))
            .pressure("v2", 171, 101)
            .resident("v3", Sealing.WANG, null)
            .pressure("v3", 133, 84)
            .resident("v4", Sealing.ZHAO, null)
            .pressure("v4", 118, 76)
            .pressure("v4", 119, 77)
            .pressure("v4", 121, 79)
            .assessed("v4", Sealing.pressureAssessed(120, 78, "BP-HN"));
    take(kiosk);

    var answer = answer(Sealing.WANG);
    assertEquals(List.of("133", "171", "185", "148"), numbers(answer, Metric.SYSTOLIC));
    assertEquals(List.of("84", "101", "111", "92"), numbers(answer, Metric.DIASTOLIC));
    assertEquals(List.of("61.20"), numbers(answer, Metric.WEIGHT));
    var first =
        answer.recent().stream()
            .filter(past -> past.values().containsKey(Metric.SYSTOLIC))
            .toList()
            .getLast();
    assertEquals(Set.of(Flag.IRREGULAR_PULSE), first.flags());
    assertEquals(
        jdbc.queryForObject(
            "select effective_at from reading where visit = 'v1' and number = 3", Timestamp.class),
        Timestamp.from(first.at()),
        "of its last reading");
    assertEquals(List.of("120"), numbers(answer(Sealing.ZHAO), Metric.SYSTOLIC));
  }

  @Test
  void tellsTheDoctorAndTheConsentThatWasSaidLast() {
    var kiosk = new Sealing("hut-1", 1).resident("v1", Sealing.WANG, null);
    take(kiosk);
    assertNull(answer(Sealing.WANG).doctor());
    assertNull(answer(Sealing.WANG).consent());
    jdbc.update("update resident set doctor = '李医生'");
    consent(kiosk, "v1", "2025-2", true);
    kiosk.resident("v2", Sealing.WANG, null);
    consent(kiosk, "v2", "2026-1", true);
    assertEquals("李医生", answer(Sealing.WANG).doctor());
    assertEquals("2026-1", answer(Sealing.WANG).consent());
    consent(kiosk, "v2", "2026-1", false);
    assertNull(answer(Sealing.WANG).consent(), "taken back");
  }

  private void consent(Sealing kiosk, String visit, String version, boolean given) {
    var uptime = Duration.ofMinutes(kiosk.sealed.size());
    var moment = new Moment(Sealing.NOW.plus(uptime), ClockTrust.SYNCHRONIZED, uptime);
    take(kiosk.add(new Entry.ConsentSaid(moment, visit, version, given)));
  }

  @Test
  void writesDownThatAKioskAskedAndNotWhatItWasTold() {
    take(new Sealing("hut-1", 1).resident("v1", Sealing.WANG, null).weight("v1", "61.2"));
    assertNull(answer(Sealing.WANG).maskedName());
    assertEquals(Answer.unknown(), answer(NOBODY));
    assertEquals(
        List.of("kiosk/hut-7 kiosk.asked true", "kiosk/hut-7 kiosk.asked unknown false"),
        jdbc.queryForList(
            """
            select account || ' ' || action || ' ' || (resident is not null) from audit_log
            order by id\
            """,
            String.class));
  }

  @Test
  void whatIsNoQuestionOfThisKioskIsNotAnswered() {
    var inquiry = about(Sealing.WANG);
    assertEquals(Optional.empty(), inquiries.answer(new KioskId("hut-8"), inquiry.message()));
    assertEquals(Optional.empty(), inquiries.answer(HUT, Bytes.of(1, 2, 3)));
    assertEquals(
        Optional.empty(),
        inquiries.answer(HUT, Bytes.copyOf(new byte[Inquiry.MESSAGE_BYTES_MAX + 1])));
    assertEquals(0, jdbc.queryForList("select id from audit_log").size());
  }

  @Test
  void aKioskThatTriesOutNumbersIsAnsweredNoMore() {
    int answered = 0;
    for (int i = 0; i < 40; i++) {
      answered += inquiries.answer(HUT, about(NOBODY).message()).isPresent() ? 1 : 0;
    }
    assertEquals(30, answered);
    now = now.plusSeconds(60);
    assertEquals(Answer.unknown(), answer(NOBODY));
  }

  @Test
  void aNameIsMaskedButForItsEnds() {
    assertEquals("王*明", Histories.masked("王小明"));
    assertEquals("王*", Histories.masked("王明"));
    assertEquals("王*", Histories.masked("王"));
    assertEquals("欧**明", Histories.masked("欧阳小明"));
    assertEquals("𠮷*明", Histories.masked("𠮷小明"));
  }
}
