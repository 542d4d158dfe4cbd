package org.healthhut.district.access;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** The people who may sign in. Five wrong passwords in a row lock an account for 15 minutes. */
public final class Accounts implements UserDetailsService {
  /** What {@link #validName} asks, for messages. */
  public static final String NAME_ALLOWED =
      "2 to 32 of a-z, 0-9, dot, dash and underscore, starting with a letter or digit";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,31}");
  private static final int FAILURES_MAX = 5;
  private static final Duration LOCKED = Duration.ofMinutes(15);

  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final InstantSource clock;

  public Accounts(DataSource database, AuditLog audit, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.audit = audit;
    this.clock = clock;
  }

  public static boolean validName(String name) {
    return NAME.matcher(name).matches();
  }

  public boolean none() {
    return jdbc.sql("select count(*) from access_account").query(Long.class).single() == 0;
  }

  /** Makes an account; when one has the name already, it is left as it is. */
  public void create(String name, String password, Role role) {
    jdbc.sql(
            """
            insert into access_account (name, password_hash, role, created_at)
            values (:name, :hash, :role, :now) on conflict do nothing\
            """)
        .param("name", name)
        .param("hash", BCrypt.hashpw(password, BCrypt.gensalt()))
        .param("role", role.key())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public UserDetails loadUserByUsername(String typed) {
    var now = clock.instant();
    return jdbc.sql(
            "select name, password_hash, role, locked_until from access_account where name = ?")
        .param(typed.toLowerCase(Locale.ROOT))
        .query((row, _) ->
            User.withUsername(row.getString(1))
                .password(row.getString(2))
                .roles(row.getString(3).toUpperCase(Locale.ROOT))
                .accountLocked(locked(row.getTimestamp(4), now))
                .build())
        .optional()
        // What was typed may be a password in the wrong field, so it is not repeated.
        .orElseThrow(() -> new UsernameNotFoundException("no such account"));
  }

  private static boolean locked(@Nullable Timestamp until, Instant now) {
    return until != null && until.toInstant().isAfter(now);
  }

  @EventListener
  void signedIn(AuthenticationSuccessEvent event) {
    var name = event.getAuthentication().getName();
    jdbc.sql("update access_account set failures = 0, locked_until = null where name = ?")
        .param(name)
        .update();
    audit.acted(name, "signedIn");
  }

  @EventListener
  void failed(AuthenticationFailureBadCredentialsEvent event) {
    var name = event.getAuthentication().getName().toLowerCase(Locale.ROOT);
    var now = clock.instant();
    int known =
        jdbc.sql(
                """
                update access_account set
                  failures = case when failures + 1 < :max then failures + 1 else 0 end,
                  locked_until = case when failures + 1 < :max then locked_until else :until end
                where name = :name\
                """)
            .param("max", FAILURES_MAX)
            .param("until", now.plus(LOCKED).atOffset(ZoneOffset.UTC))
            .param("name", name)
            .update();
    if (known == 1) {
      audit.acted(name, "signInFailed");
    }
  }
}
