package org.healthhut.district.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of the kiosks. */
public final class Fleet {
  private static final Logger log = LoggerFactory.getLogger(Fleet.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int VERSION_MAX = 64;
  private static final int DEVICES_MAX = 64;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Fleet(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /**
   * A kiosk's numbering and how much of it is held.
   *
   * @param through the highest unbroken number
   * @param highest the highest that arrived; above {@code through} when something is missing
   * @param received how many are held
   * @param online what the kiosk or its last will said; null when it never said
   */
  public record Numbering(
      String kiosk,
      String epoch,
      long through,
      long highest,
      long received,
      Instant lastContact,
      @Nullable Boolean online,
      @Nullable String agentVersion) {
    public boolean gap() {
      return highest > through;
    }

    public long missing() {
      return highest - received;
    }
  }

  /**
   * Keeps what a kiosk, or its last will, says of it.
   *
   * @param retained the broker told it from memory, so the kiosk need not be there any more
   */
  public void heard(KioskId kiosk, KioskState state, boolean retained) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var version = state.agentVersion();
    if (version.length() > VERSION_MAX
        || version.chars().anyMatch(Character::isISOControl)
        || state.devices().size() > DEVICES_MAX
        || state.devices().toString().indexOf('\0') >= 0) {
      log.atWarn().addKeyValue("kiosk", kiosk).log("state.refused");
      return;
    }
    boolean contact = state.online() && !retained;
    jdbc.sql(
            """
            insert into kiosk (id, first_seen, last_contact, online, state_at, agent_version,
              devices)
            values (:kiosk, :now, :now, :online, :now, :version, :devices::jsonb)
            on conflict (id) do update set online = excluded.online, state_at = excluded.state_at,
              agent_version = excluded.agent_version, devices = excluded.devices,
              last_contact = case when :contact then excluded.last_contact
                else kiosk.last_contact end\
            """)
        .param("kiosk", kiosk.value())
        .param("now", now)
        .param("online", state.online())
        .param("version", version)
        .param("devices", json(state.devices()))
        .param("contact", contact)
        .update();
  }

  /** Every kiosk's numberings, the ones that need looking after first. */
  public List<Numbering> numberings() {
    return jdbc.sql(
            """
            select e.kiosk, e.epoch, e.through, e.highest, e.received, k.last_contact, k.online,
              k.agent_version
            from kiosk_epoch e join kiosk k on k.id = e.kiosk
            order by (e.highest > e.through) desc, k.id, e.first_seen desc\
            """)
        .query((row, _) ->
            new Numbering(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant(),
                row.getObject(7, Boolean.class),
                row.getString(8)))
        .list();
  }

  private static String json(Map<String, String> devices) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(devices));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts did not encode", e);
    }
  }
}
