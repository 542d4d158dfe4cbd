package org.healthhut.district.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;
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
          case Entry.ReadingTaken(Moment _, String visit, Reading reading) ->
              text(visit, 1, 64) && reading(reading);
          case Entry.StrayReading _ -> true;
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
