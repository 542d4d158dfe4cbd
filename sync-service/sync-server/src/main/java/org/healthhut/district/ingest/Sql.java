package org.healthhut.district.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.ClockTrust;
import org.jspecify.annotations.Nullable;

/** How a value stands in a column, the same in every table. */
final class Sql {
  private Sql() {}

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** What {@code value} says of each row, for a cast as {@code ?::bigint[]} and {@code unnest}. */
  static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable Object> value) {
    var column = new @Nullable String[rows.size()];
    for (int i = 0; i < column.length; i++) {
      var said = value.apply(rows.get(i));
      column[i] = said == null ? null : said.toString();
    }
    return column;
  }

  static String clock(ClockTrust trust) {
    return trust == ClockTrust.SYNCHRONIZED ? "sync" : "unsync";
  }

  static byte[] digest(Bytes bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The row of an answer that cannot have another number of them. */
  static <T> T one(List<T> rows) {
    if (rows.size() != 1) {
      throw new IllegalStateException("one row expected, not " + rows.size());
    }
    return rows.getFirst();
  }
}
