package org.healthhut.kiosk.clinical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionTest {
  private static final Map<Character, Doubt> DOUBTS =
      Map.of(
          'm', Doubt.MOVED,
          'l', Doubt.CUFF_LOOSE,
          'b', Doubt.BODY_POSITION,
          'i', Doubt.IRREGULAR_PULSE,
          'p', Doubt.PULSE_OUT_OF_RANGE);

  /**
   * Readings as {@code 150/95/76} with letters after it: m moved, l cuff loose, b body position, i
   * irregular pulse, p pulse out of range, s begun too soon; {@code x} is an inflation without a
   * reading.
   */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                          | FIRST 300
          150/95/76                                   | PLANNED 60
          150/95/76 155/90/77                         | 153/93/77 of [1, 2]
          150/95/76 156/95/77                         | APART 60
          150/95/76 150/101/77                        | APART 60
          150/95/76 155/100/77                        | 153/98/77 of [1, 2]
          152/95/76 149/93/74 147/91/71               | 148/92/73 of [2, 3]
          150/95/76 156/95/77 149/93/71               | 153/94/74 of [2, 3]
          150/95/76m                                  | UNUSABLE 60
          150/95/76m 148/92/70                        | PLANNED 60
          150/95/76m 148/92/70 147/91/71              | 148/92/71 of [2, 3]
          150/95/76m 148/92/70 154/91/71              | APART 60
          150/95/76m 148/92/70 154/91/71 150/90/69    | 152/91/70 of [3, 4]
          150/95/76l 148/92/70b 147/91/71m            | UNUSABLE 60
          150/95/76l 148/92/70b 147/91/71m 149/92/70b | give up
          150/95/76l 148/92/70b 147/91/71m 149/92/70  | 149/92/70 of [4] single
          x x x x                                     | give up
          x                                           | UNUSABLE 60
          150/95/76 x 151/94/75                       | 151/95/76 of [1, 3]
          150/95/76i 148/92/70                        | QUESTIONABLE 60
          150/95/76 148/92/70p                        | QUESTIONABLE 60
          150/95/76i 148/92/70 149/93/70              | 149/93/70 of [2, 3]
          150/95/76 148/92/70i 149/93/72i             | 149/93/71 of [2, 3]
          150/95/76i x 148/92/70 x                    | 149/94/73 of [1, 3]
          150/95/76 151/94/75s                        | 151/95/76 of [1, 2] broken
          150/95/- 151/94/75                          | 151/95/- of [1, 2]
          235/95/76                                   | VERY_HIGH 300
          180/84/76                                   | VERY_HIGH 300
          180/84/76m                                  | VERY_HIGH 300
          179/109/76                                  | PLANNED 60
          180/84/76 176/84/76                         | 178/84/76 of [1, 2]
          180/84/76 184/84/76                         | 182/84/76 of [1, 2]
          180/84/76 184/84/76m                        | VERY_HIGH 300
          170/84/76 181/84/76                         | VERY_HIGH 300
          170/84/76 174/84/76 173/84/76m 181/84/76    | 178/84/76 of [2, 4]
          66/45/76 68/44/76                           | QUESTIONABLE 60
          """)
  void saysWhatComesNext(String readings, String next) {
    assertEquals(next, words(session(readings).next()));
  }

  @Test
  void marksASkippedRest() {
    var session = new Session(Protocol.DEFAULT, true, List.of());
    assertEquals("FIRST 0", words(session.next()));
    var mean =
        ((Session.Next.Done)
                session
                    .with(Inflation.Measured.of(120, 80, 70))
                    .with(Inflation.Measured.of(121, 80, 70))
                    .next())
            .mean();
    assertTrue(mean.restSkipped());
    assertFalse(mean.evidence());
  }

  @ParameterizedTest
  @CsvSource({"150/95/76 151/94/75, true", "150/95/76s 151/94/75, false", "x x x 120/70/60, false"})
  void onlyAWholeSessionIsEvidence(String readings, boolean evidence) {
    assertEquals(evidence, ((Session.Next.Done) session(readings).next()).mean().evidence());
  }

  @Test
  void advisesADoctorAfterTwoIrregularPulses() {
    assertFalse(session("150/95/76i 148/92/70").irregularPulse());
    assertTrue(session("150/95/76i 148/92/70i").irregularPulse());
  }

  /** First the readings, then what a symptom and the end of the session make of them. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ''                  , NONE,   NONE,   URGENT
          179/109/76          , NONE,   NONE,   URGENT
          180/84/76           , REPEAT, URGENT, EMERGENCY
          179/110/76          , REPEAT, URGENT, EMERGENCY
          180/84/76 179/84/76 , NONE,   NONE,   EMERGENCY
          180/84/76 180/84/76 , URGENT, URGENT, EMERGENCY
          180/84/76 181/84/76m, REPEAT, URGENT, EMERGENCY
          180/84/76 170/84/76m, REPEAT, URGENT, EMERGENCY
          180/84/76 x         , REPEAT, URGENT, EMERGENCY
          180/84/76m 180/84/76, URGENT, URGENT, EMERGENCY
          180/84/76 170/84/76 185/84/76, URGENT, URGENT, EMERGENCY
          180/84/76 185/84/76 150/84/76, URGENT, URGENT, EMERGENCY
          """)
  void presses(String readings, Urgency now, Urgency over, Urgency symptom) {
    var session = session(readings);
    assertEquals(now, session.urgency(Set.of(), false));
    assertEquals(over, session.urgency(Set.of(), true));
    assertEquals(symptom, session.urgency(Set.of(Symptom.SPEECH), false));
  }

  @Test
  void endsWithinTheArmsLimitWhateverTheCuffSays() {
    var random = BloodPressureTest.seeded(4711);
    for (int i = 0; i < 5_000; i++) {
      var session = Session.begin(Protocol.DEFAULT, random.nextBoolean());
      while (session.next() instanceof Session.Next.AnotherReading another) {
        assertTrue(session.inflations().size() < 4, "at most four inflations");
        assertTrue(
            session.inflations().isEmpty()
                || another.after().compareTo(Duration.ofSeconds(60)) >= 0);
        session = session.with(any(random.nextInt(8), random.nextInt(110, 200)));
      }
      if (session.next() instanceof Session.Next.Done(var mean)) {
        var used = new ArrayList<Inflation.Measured>();
        for (int number : mean.used()) {
          used.add((Inflation.Measured) session.inflations().get(number - 1));
        }
        assertTrue(used.stream().allMatch(Inflation.Measured::usable));
        assertEquals(used.size() == 1, mean.single());
        var sum = used.stream().mapToInt(Inflation.Measured::systolicMmHg).summaryStatistics();
        assertEquals((int) Math.floor(sum.getAverage() + 0.5), mean.systolicMmHg());
        if (used.size() == 2 && used.stream().noneMatch(Inflation.Measured::questionable)) {
          var turned = Session.begin(Protocol.DEFAULT, false).with(used.getLast());
          assertEquals(
              mean.systolicMmHg(),
              turned.with(used.getFirst()).next() instanceof Session.Next.Done(var other)
                  ? other.systolicMmHg()
                  : mean.systolicMmHg(),
              "the order of two readings changes nothing");
        }
      } else {
        assertEquals(4, session.inflations().size());
      }
    }
  }

  @Test
  void noProtocolSqueezesAnArmMoreOften() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Protocol("five", Duration.ZERO, Duration.ZERO, 2, 5, 5));
  }

  private static Inflation any(int kind, int systolic) {
    var plain = Inflation.Measured.of(systolic, systolic / 2, 70);
    return switch (kind) {
      case 0 -> new Inflation.Failed();
      case 1 -> plain.with(Doubt.MOVED);
      case 2 -> plain.with(Doubt.IRREGULAR_PULSE);
      default -> plain;
    };
  }

  private static String words(Session.Next next) {
    return switch (next) {
      case Session.Next.AnotherReading(var after, var why) -> why + " " + after.toSeconds();
      case Session.Next.GiveUp() -> "give up";
      case Session.Next.Done(var mean) ->
          mean.systolicMmHg()
              + "/"
              + mean.diastolicMmHg()
              + "/"
              + pulse(mean.pulsePerMinute())
              + " of "
              + mean.used()
              + (mean.single() ? " single" : "")
              + (mean.protocolBroken() ? " broken" : "");
    };
  }

  private static String pulse(OptionalInt pulse) {
    return pulse.isPresent() ? Integer.toString(pulse.getAsInt()) : "-";
  }

  private static Session session(String readings) {
    var session = Session.begin(Protocol.DEFAULT, false);
    for (var reading : readings.isBlank() ? new String[0] : readings.split(" ", -1)) {
      session = session.with(reading.equals("x") ? new Inflation.Failed() : measured(reading));
    }
    return session;
  }

  private static Inflation measured(String reading) {
    var numbers = reading.replaceAll("[a-z]", "").split("/", -1);
    var doubts =
        reading
            .chars()
            .mapToObj(letter -> DOUBTS.get((char) letter))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new Inflation.Measured(
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        numbers[2].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(numbers[2])),
        doubts,
        reading.endsWith("s"));
  }
}
