package org.healthhut.district.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What kiosks say of themselves: the tables {@code kiosk} and {@code kiosk_start}. Every instance
 * hears every state, late or soon; a state counts its boot's states, so that one that was taken in
 * already is passed over and cannot pass for news.
 */
final class States {
  private static final Logger log = LoggerFactory.getLogger(States.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TEXT_MAX = 64;
  private static final int DEVICES_MAX = 64;

  /** Starts remembered of a kiosk: two kiosks under one id alternate between the newest. */
  private static final int STARTS_MAX = 32;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  States(DataSource database, InstantSource clock) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.clock = clock;
  }

  void heard(KioskId kiosk, KioskState state, boolean retained) {
    if (!plausible(state)) {
      log.atWarn().addKeyValue("kiosk", kiosk).log("state.refused");
      return;
    }
    transaction.executeWithoutResult(_ -> keep(kiosk.value(), state, retained, clock.instant()));
  }

  private static boolean plausible(KioskState state) {
    var account = state.account();
    return text(state.agentVersion())
        && text(state.boot())
        && text(state.line())
        && text(state.room())
        && state.number() >= 0
        && state.devices().size() <= DEVICES_MAX
        && state.devices().toString().indexOf('\0') < 0
        && (account == null
            || (text(account.epoch())
                && account.captured() >= 0
                && account.acknowledged() >= 0
                && account.waiting() >= 0
                && account.lost() >= 0
                && natural(account.refused())
                && natural(account.stoodIn())
                && account.diskFree() >= 0
                && account.diskSize() >= 0));
  }

  private static boolean natural(@Nullable Long number) {
    return number == null || number >= 0;
  }

  private static boolean text(String text) {
    return text.length() <= TEXT_MAX && text.chars().noneMatch(Character::isISOControl);
  }

  private void keep(String kiosk, KioskState state, boolean retained, Instant at) {
    var now = at.atOffset(ZoneOffset.UTC);
    jdbc.update(
        """
        insert into kiosk (id, first_seen, last_contact) values (?, ?, ?)
        on conflict (id) do nothing\
        """,
        kiosk,
        now,
        now);
    // Nobody else keeps a state of this kiosk until the transaction ends.
    var known =
        jdbc.queryForMap("select boot, online, line from kiosk where id = ? for update", kiosk);
    boolean isCurrent = known.get("boot") == null || state.boot().equals(known.get("boot"));
    boolean isSameLine = state.line().equals(known.get("line"));
    if (!state.online() && (!isCurrent || (!isSameLine && !"".equals(known.get("line"))))) {
      // The last will of a start that another has followed, or of a line that it has left.
      return;
    }
    if (state.online() && state.number() > 0 && !isNews(kiosk, state, retained, at)) {
      return;
    }
    boolean contact = state.online() && !retained;
    jdbc.update(
        """
        update kiosk set online = ?, state_at = ?, agent_version = ?, devices = ?::jsonb, boot = ?,
          line = ?, room = ?,
          last_contact = case when ? then greatest(last_contact, ?) else last_contact end
        where id = ?\
        """,
        state.online(),
        now,
        state.agentVersion(),
        json(state.devices()),
        state.boot(),
        state.line(),
        state.room(),
        contact,
        now,
        kiosk);
    if (contact && !(isCurrent && isSameLine && Boolean.TRUE.equals(known.get("online")))) {
      jdbc.update("update command set due_at = ? where kiosk = ? and state = 'sent'", now, kiosk);
    }
    if (state.account() != null) {
      keep(kiosk, state.account(), at);
    }
  }

  private record Start(long states, long heard) {}

  /**
   * Whether this state was not taken in yet. When its start has spoken before and another has
   * since, both are alive: two machines under one id, each pushing the other off the broker.
   */
  private boolean isNews(String kiosk, KioskState state, boolean retained, Instant at) {
    var before =
        jdbc.query(
            "select states, heard from kiosk_start where kiosk = ? and boot = ?",
            (row, _) -> new Start(row.getLong(1), row.getLong(2)),
            kiosk,
            state.boot());
    if (!before.isEmpty()) {
      long states = before.getFirst().states();
      // What a broker tells from memory was perhaps never heard live, so it may be told again.
      if (state.number() < states || (state.number() == states && !retained)) {
        return false;
      }
      var others =
          jdbc.queryForObject(
              "select count(*) from kiosk_start where kiosk = ? and boot <> ? and heard > ?",
              Long.class,
              kiosk,
              state.boot(),
              before.getFirst().heard());
      if (others != null && others > 0 && state.number() > states) {
        Alarms.raise(jdbc, kiosk, Alarms.Kind.STARTS_ALTERNATE, "", at);
      }
      if (state.number() == states) {
        return true;
      }
    }
    jdbc.update(
        """
        insert into kiosk_start (kiosk, boot, states) values (?, ?, ?)
        on conflict (kiosk, boot) do update
          set states = excluded.states, heard = nextval('kiosk_start_heard')\
        """,
        kiosk,
        state.boot(),
        state.number());
    jdbc.update(
        """
        delete from kiosk_start where kiosk = ? and heard <= (
          select heard from kiosk_start where kiosk = ? order by heard desc offset ? limit 1)\
        """,
        kiosk,
        kiosk,
        STARTS_MAX);
    return true;
  }

  private void keep(String kiosk, KioskState.Account account, Instant at) {
    jdbc.update(
        """
        update kiosk set account_epoch = ?, captured = ?, acknowledged = ?, waiting = ?, lost = ?,
          refused = ?, stood_in = ?, disk_free = ?, disk_size = ?, account_at = ?
        where id = ?\
        """,
        account.epoch(),
        account.captured(),
        account.acknowledged(),
        account.waiting(),
        account.lost(),
        account.refused(),
        account.stoodIn(),
        account.diskFree(),
        account.diskSize(),
        at.atOffset(ZoneOffset.UTC),
        kiosk);
    if (!account.holds()) {
      Alarms.raise(jdbc, kiosk, Alarms.Kind.ACCOUNT_WRONG, account.epoch(), at);
    }
    Alarms.damaged(jdbc, kiosk, account.epoch(), account.lost(), at);
    var through =
        jdbc.queryForObject(
            "select coalesce(max(through), 0) from kiosk_epoch where kiosk = ? and epoch = ?",
            Long.class,
            kiosk,
            account.epoch());
    if (through == null || account.acknowledged() > through) {
      Alarms.raise(jdbc, kiosk, Alarms.Kind.DISTRICT_BEHIND, account.epoch(), at);
    }
  }

  private static String json(Map<String, String> devices) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(devices));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts did not encode", e);
    }
  }
}
