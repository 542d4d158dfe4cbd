package org.healthhut.district.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of the kiosks. */
public final class Fleet {
  private final JdbcClient jdbc;
  private final States states;
  private final Alarms alarms;
  private final Commands commands;
  private final Gaps gaps;
  private final Blocks blocks;

  public Fleet(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.states = new States(database, clock);
    this.alarms = new Alarms(database, clock);
    this.commands = new Commands(database, clock);
    this.gaps = new Gaps(database, clock);
    this.blocks = new Blocks(database, clock);
  }

  public Alarms alarms() {
    return alarms;
  }

  public Commands commands() {
    return commands;
  }

  public Blocks blocks() {
    return blocks;
  }

  Gaps gaps() {
    return gaps;
  }

  /**
   * Keeps what a kiosk, or its last will, says of it.
   *
   * @param retained the broker told it from memory, so the kiosk need not be there any more
   */
  public void heard(KioskId kiosk, KioskState state, boolean retained) {
    states.heard(kiosk, state, retained);
  }

  /** Every kiosk's numberings, the ones that need looking after first. */
  public List<Numbering> numberings() {
    return numberings(
        "order by (a.open > 0) desc nulls last, (e.highest > e.through) desc, k.id, e.first_seen desc",
        null);
  }

  /** The numberings of one kiosk, newest first. */
  List<Numbering> numberings(String kiosk) {
    return numberings("where k.id = ? order by e.first_seen desc", kiosk);
  }

  /** What each device of a kiosk was doing when it last said so, as it was told. */
  Optional<String> devices(String kiosk) {
    return jdbc.sql("select devices::text from kiosk where id = ?")
        .param(kiosk)
        .query(String.class)
        .optional();
  }

  private List<Numbering> numberings(String which, @Nullable String kiosk) {
    var query =
        jdbc.sql(
            """
            select e.kiosk, e.epoch, e.through, e.highest, e.received, k.last_contact, k.online,
              k.agent_version, e.lost as given_up,
              k.blocked_by, k.line, k.room,
              (select count(distinct seq) from quarantine q
                 join entry using (kiosk, epoch, seq, boot, digest)
                 where q.kiosk = e.kiosk and q.epoch = e.epoch) as set_aside,
              (select count(distinct (seq, digest)) from quarantine q
                 where q.kiosk = e.kiosk and q.epoch = e.epoch and content is not null
                   and not exists (select from entry n where (n.kiosk, n.epoch, n.seq, n.digest)
                     = (q.kiosk, q.epoch, q.seq, q.digest))) as contradicted,
              (select count(*) from kiosk_event v where v.kiosk = e.kiosk and v.epoch = e.epoch
                 and v.kind = 'record.lost') as stand_ins,
              k.refused, k.stood_in,
              k.account_epoch = e.epoch as told, k.captured, k.acknowledged, k.waiting, k.lost,
              k.disk_free, k.disk_size, k.account_at, coalesce(a.open, 0) as alarms
            from kiosk_epoch e join kiosk k on k.id = e.kiosk
            left join (select kiosk, count(*) as open from alarm where acknowledged_at is null
              group by 1) a on a.kiosk = e.kiosk
            \
            """
                + which);
    return (kiosk == null ? query : query.param(kiosk)).query((row, _) -> numbering(row)).list();
  }

  private Numbering numbering(ResultSet row) throws SQLException {
    var kiosk = row.getString(1);
    var epoch = row.getString(2);
    long through = row.getLong(3);
    long highest = row.getLong(4);
    return new Numbering(
        kiosk,
        epoch,
        through,
        highest,
        row.getLong(5),
        row.getLong("given_up"),
        row.getLong("set_aside"),
        row.getLong("contradicted"),
        row.getLong("stand_ins"),
        highest > through ? gaps.above(kiosk, epoch, through) : List.of(),
        row.getTimestamp(6).toInstant(),
        row.getObject(7, Boolean.class),
        row.getString("blocked_by"),
        row.getString("line"),
        row.getString("room"),
        row.getString(8),
        row.getBoolean("told") ? told(row) : null,
        row.getLong("alarms"));
  }

  private static Numbering.Told told(ResultSet row) throws SQLException {
    return new Numbering.Told(
        row.getLong("captured"),
        row.getLong("acknowledged"),
        row.getLong("waiting"),
        row.getLong("lost"),
        row.getObject("refused", Long.class),
        row.getObject("stood_in", Long.class),
        row.getLong("disk_free"),
        row.getLong("disk_size"),
        row.getTimestamp("account_at").toInstant());
  }
}
