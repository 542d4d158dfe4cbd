package org.healthhut.district.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;
import org.healthhut.wire.Alert;
import org.healthhut.wire.Assessment;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What the tables can hold, told before they are asked: a record that opened may still hold a text
 * or a time that no kiosk of ours writes. Each answer is empty or says what is wrong in fixed
 * words.
 */
final class Plausible {
  /** A thousand readings a second since the year 1900 would not reach it. */
  private static final long SEQ_MAX = 1_000_000_000_000_000L;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern FIXED_WORD = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,39}");
  private static final int SEALED_KEY_MAX = 4096;
  private static final int DETAILS_MAX = 64;

  /** More readings than a visit can have. */
  private static final int NUMBER_MAX = 1000;

  private static final int LIST_MAX = 64;
  private static final Instant TIME_MIN = Instant.EPOCH;
  private static final Instant TIME_MAX = Instant.parse("2200-01-01T00:00:00Z");
  private static final Duration UPTIME_MAX = Duration.ofDays(365 * 100);

  private Plausible() {}

  static Optional<String> envelope(Batch batch) {
    var boot = batch.boot();
    if (!ID.matcher(boot.epoch()).matches()) {
      return Optional.of("the epoch is not an id");
    }
    if (!ID.matcher(boot.id()).matches()) {
      return Optional.of("the boot is not an id");
    }
    if (!text(boot.sealedKey(), 1, SEALED_KEY_MAX)) {
      return Optional.of("the key is not a compact JWE");
    }
    if (batch.last() > SEQ_MAX) {
      return Optional.of("a number that no kiosk can have reached");
    }
    return Optional.empty();
  }

  static Optional<String> entry(Entry entry) {
    if (!moment(entry.moment())) {
      return Optional.of("a time that no kiosk can have");
    }
    boolean holds =
        switch (entry) {
          case Entry.VisitBegan(Moment _, String visit, var subject) ->
              text(visit, 1, 64) && text(subject.token(), 1, 200);
          case Entry.ReadingTaken(Moment _, String visit, int number, Reading reading) ->
              text(visit, 1, 64) && number <= NUMBER_MAX && reading(reading);
          case Entry.StrayReading _ -> true;
          case Entry.Assessed(Moment _, String visit, var assessment) ->
              text(visit, 1, 64) && assessment(assessment);
          case Entry.ConsentSaid(Moment _, String visit, String version, boolean _) ->
              text(visit, 1, 64) && text(version, 1, 64);
          case Entry.TakeAwayGiven(Moment _, String visit, String _) -> text(visit, 1, 64);
          case Entry.ContactAsked(Moment _, String visit) -> text(visit, 1, 64);
          case Entry.AlertRaised(Moment _, String visit, var alert) ->
              text(visit, 1, 64) && alert(alert);
          case Entry.StaffCalled(Moment _, String code) -> word(code);
          case Entry.VisitEnded(Moment _, String visit, String why, int readings) ->
              text(visit, 1, 64) && text(why, 0, 64) && readings >= 0;
          case Entry.KioskEvent(Moment _, String kind, Map<String, String> details) ->
              text(kind, 1, 64)
                  && details.size() <= DETAILS_MAX
                  && details.entrySet().stream()
                      .allMatch(detail -> text(detail.getKey(), 1, 64) && told(detail.getValue()));
          case Entry.Unknown _ -> true;
        };
    return holds ? Optional.empty() : Optional.of("a text or a time that no kiosk writes");
  }

  /** The id of a key when it looks like one, else words of ours. */
  static String keyId(String keyId) {
    return ID.matcher(keyId).matches() ? keyId : "that cannot be shown";
  }

  /** A name on a card; null when the number was typed. */
  static boolean name(@Nullable String name) {
    return name == null || text(name, 1, 100);
  }

  /** {@code word} when it is one of a kiosk's fixed words, else a word of ours. */
  static String fixedWord(String word) {
    return FIXED_WORD.matcher(word).matches() ? word : "no reason that can be shown";
  }

  private static boolean moment(Moment moment) {
    return time(moment.at())
        && !moment.uptime().isNegative()
        && moment.uptime().compareTo(UPTIME_MAX) <= 0;
  }

  private static boolean reading(Reading reading) {
    var device = reading.device();
    return text(device.model(), 1, 100)
        && text(device.name(), 1, 100)
        && (device.serial() == null || text(device.serial(), 0, 100))
        && time(reading.time().at())
        && deviceTime(reading.time().device());
  }

  private static boolean assessment(Assessment assessment) {
    return word(assessment.kind())
        && word(assessment.rules())
        && (assessment.protocol().isEmpty() || text(assessment.protocol(), 1, 64))
        && (assessment.meal().isEmpty() || word(assessment.meal()))
        && words(assessment.classes())
        && words(assessment.marks())
        && words(assessment.leftOut().values())
        && numbers(assessment.from())
        && numbers(assessment.leftOut().keySet());
  }

  private static boolean alert(Alert alert) {
    return word(alert.kind())
        && word(alert.rules())
        && word(alert.why())
        && words(alert.symptoms())
        && numbers(alert.readings());
  }

  private static boolean numbers(Collection<Integer> numbers) {
    return numbers.size() <= LIST_MAX && numbers.stream().allMatch(number -> number <= NUMBER_MAX);
  }

  private static boolean words(Collection<String> words) {
    return words.size() <= LIST_MAX && words.stream().allMatch(Plausible::word);
  }

  private static boolean word(String word) {
    return FIXED_WORD.matcher(word).matches();
  }

  private static boolean time(Instant time) {
    return !time.isBefore(TIME_MIN) && time.isBefore(TIME_MAX);
  }

  private static boolean deviceTime(@Nullable LocalDateTime time) {
    return time == null || (time.getYear() >= 1 && time.getYear() <= 9999);
  }

  private static boolean told(String text) {
    return text.length() <= 1000 && text.indexOf('\0') < 0;
  }

  private static boolean text(String text, int min, int max) {
    return text.length() >= min
        && text.length() <= max
        && text.chars().noneMatch(Character::isISOControl);
  }
}
