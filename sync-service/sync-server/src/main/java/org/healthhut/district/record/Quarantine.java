package org.healthhut.district.record;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What could not be accepted, and why; never what it holds. */
@Repository
class Quarantine {
  private final JdbcClient jdbc;

  Quarantine(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /**
   * @param seq null for a message that was no batch
   */
  record Row(
      String kiosk,
      @Nullable String epoch,
      @Nullable Long seq,
      String why,
      int bytes,
      Instant at) {}

  List<Row> newest(int limit) {
    return jdbc.sql(
            """
            select kiosk, epoch, seq, why, bytes, received_at from quarantine
            order by received_at desc, id desc limit ?\
            """)
        .param(limit)
        .query((row, _) ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Long.class),
                row.getString(4),
                row.getInt(5),
                row.getTimestamp(6).toInstant()))
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from quarantine").query(Long.class).single();
  }
}
