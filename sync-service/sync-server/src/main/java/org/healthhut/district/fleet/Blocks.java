package org.healthhut.district.fleet;

import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.healthhut.wire.KioskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Kiosks that the district wants nothing of, as stolen ones, however good their certificates. Each
 * message asks anew, so what somebody decides counts from the next one on, at every instance.
 */
public final class Blocks {
  /** What a blocked kiosk is told, where its transport can tell it. */
  public static final String WHY = "this kiosk is blocked by the district";

  private static final Logger log = LoggerFactory.getLogger(Blocks.class);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  Blocks(DataSource database, InstantSource clock) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.clock = clock;
  }

  /**
   * Whether nothing of {@code kiosk} is to be taken in, nor anything told to it.
   *
   * @throws RuntimeException when the database fails: the message is to come again
   */
  public boolean has(KioskId kiosk) {
    return !jdbc.queryForList(
            "select id from kiosk where id = ? and blocked_at is not null",
            String.class,
            kiosk.value())
        .isEmpty();
  }

  /**
   * Blocks a kiosk. It counts as away, since nobody hears any more what it says of itself.
   *
   * @param noted writes down who does it, in the same transaction
   * @return whether it was not blocked before
   */
  boolean block(String kiosk, String account, Runnable noted) {
    return change(
        "kiosk.blocked",
        kiosk,
        noted,
        """
        update kiosk set blocked_at = ?, blocked_by = ?,
          online = case when online is null then null else false end
        where id = ? and blocked_at is null\
        """,
        clock.instant().atOffset(ZoneOffset.UTC),
        account,
        kiosk);
  }

  /** As {@link #block}, the other way. */
  boolean unblock(String kiosk, Runnable noted) {
    return change(
        "kiosk.unblocked",
        kiosk,
        noted,
        """
        update kiosk set blocked_at = null, blocked_by = null
        where id = ? and blocked_at is not null\
        """,
        kiosk);
  }

  private boolean change(
      String event, String kiosk, Runnable noted, String update, Object... values) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (jdbc.update(update, values) == 0) {
            return false;
          }
          noted.run();
          log.atWarn().addKeyValue("kiosk", kiosk).log(event);
          return true;
        }));
  }
}
