package org.healthhut.district.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Results that whoever holds a code may look at. A code has 120 bits and only its digest is held,
 * so looking one up takes as long whatever is tried.
 */
@Repository
public class TakeAways {
  /** How long a code opens anything after it was given. */
  public static final Duration GOOD_FOR = Duration.ofHours(24);

  private static final int OPENINGS_MAX = 5;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  TakeAways(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /** All that is held of a code. */
  public static byte[] digest(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The visit that a code opens.
   *
   * @param left how many times more it will
   */
  record Opened(VisitName visit, Instant until, int left) {}

  /** Opens the visit of {@code code} and counts it; empty when the code is not good (any more). */
  Optional<Opened> open(String code) {
    return jdbc.sql(
            """
            update take_away set opened = opened + 1
            where code_digest = ? and opened < ? and given_at > ?
            returning kiosk, epoch, visit, given_at, opened\
            """)
        .params(digest(code), OPENINGS_MAX, since())
        .query((row, _) ->
            new Opened(
                name(row),
                row.getTimestamp(4).toInstant().plus(GOOD_FOR),
                OPENINGS_MAX - row.getInt(5)))
        .optional();
  }

  /** The visit that {@code code} was given for, however often it was opened since. */
  Optional<VisitName> visit(String code) {
    return jdbc.sql(
            "select kiosk, epoch, visit from take_away where code_digest = ? and given_at > ?")
        .params(digest(code), since())
        .query((row, _) -> name(row))
        .optional();
  }

  private OffsetDateTime since() {
    return clock.instant().minus(GOOD_FOR).atOffset(ZoneOffset.UTC);
  }

  private static VisitName name(ResultSet row) throws SQLException {
    return new VisitName(row.getString(1), row.getString(2), row.getString(3));
  }
}
