package org.healthhut.district.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.access.AuditLog;
import org.healthhut.wire.Answer;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Inquired;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers kiosks, whatever transport brings the question. That a kiosk asked is in the audit log
 * before anything is read, under {@code kiosk/…}, which is no account's name.
 */
public final class Inquiries {
  private static final Logger log = LoggerFactory.getLogger(Inquiries.class);
  private static final ZoneId DISTRICT_ZONE = ZoneId.of("Asia/Shanghai");

  /**
   * So many a minute this instance answers one kiosk: more than people can sign in, and too few to
   * try out identity numbers. The next is not answered.
   */
  private static final int A_MINUTE_MAX = 30;

  /** Beyond it counting begins anew: whoever names so many kiosks has none of them. */
  private static final int KIOSKS_MAX = 1 << 14;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DistrictKeys keys;
  private final Histories histories;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RandomGenerator random;

  private final ConcurrentHashMap<KioskId, Minute> asked = new ConcurrentHashMap<>();

  private record Minute(Instant began, int count) {}

  /**
   * @param random must be cryptographically strong outside tests
   */
  public Inquiries(
      DistrictKeys keys,
      DataSource database,
      AuditLog audit,
      InstantSource clock,
      RandomGenerator random) {
    this.keys = keys;
    this.histories = new Histories(database);
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The sealed answer to a message; empty when it is no question of this kiosk, or one too many.
   *
   * @param kiosk as the transport has proved it
   * @throws RuntimeException when the database fails: then nobody is answered
   */
  public Optional<Bytes> answer(KioskId kiosk, Bytes message) {
    var now = clock.instant();
    if (isTooMany(kiosk, now)) {
      return refused(kiosk, "too many in a minute");
    }
    return switch (keys.openInquiry(kiosk, message, LocalDate.ofInstant(now, DISTRICT_ZONE))) {
      case Opened.Valid<Inquired>(Inquired inquired) ->
          Optional.of(inquired.seal(answer(kiosk, inquired.question()), random));
      case Opened.Newer<Inquired>(String what) -> refused(kiosk, "a later " + what);
      case Opened.Broken<Inquired>(String why) -> refused(kiosk, why);
    };
  }

  private Answer answer(KioskId kiosk, Question question) {
    var resident = histories.resident(question.identity().number());
    if (resident.isEmpty()) {
      audit.acted("kiosk/" + kiosk, "kiosk.asked unknown");
      return Answer.unknown();
    }
    audit.looked("kiosk/" + kiosk, "kiosk.asked", resident.get());
    return histories.of(resident.get());
  }

  private boolean isTooMany(KioskId kiosk, Instant now) {
    if (asked.size() > KIOSKS_MAX) {
      asked.clear();
    }
    var minute =
        asked.merge(
            kiosk,
            new Minute(now, 1),
            (before, fresh) ->
                Duration.between(before.began(), now).abs().compareTo(MINUTE) < 0
                    ? new Minute(before.began(), Math.min(before.count() + 1, A_MINUTE_MAX + 1))
                    : fresh);
    return minute.count() > A_MINUTE_MAX;
  }

  private static Optional<Bytes> refused(KioskId kiosk, String why) {
    log.atWarn().addKeyValue("kiosk", kiosk).addKeyValue("why", why).log("question.refused");
    return Optional.empty();
  }
}
