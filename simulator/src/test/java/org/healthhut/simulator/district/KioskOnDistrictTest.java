package org.healthhut.simulator.district;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.district.fleet.Numbering;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Receipt;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.CommandDesk;
import org.healthhut.kiosk.command.KeptDistrictKey;
import org.healthhut.kiosk.command.Remembered;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.kiosk.uplink.UplinkLoop;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.simulator.FreePorts;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A kiosk's outbox and uplink on a real disk, the district's ingest on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KioskOnDistrictTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final String OLD_KEYS = DistrictKeys.generate("d1");
  private static final String NEW_KEYS = DistrictKeys.generate("d2");
  private static final DistrictKey OLD_KEY =
      DistrictKey.parse(DistrictKeys.parse(OLD_KEYS).publicKey("d1"));
  private static final CommandSigner SIGNER = CommandSigner.parse(CommandSigner.generate("c1"));

  private final InstantSource clock = InstantSource.fixed(NOW);
  private final long origin = System.nanoTime();
  private final KioskClock kioskClock =
      () -> {
        var uptime = Duration.ofNanos(System.nanoTime() - origin);
        return new Moment(NOW.plus(uptime), ClockTrust.SYNCHRONIZED, uptime);
      };
  private final List<AutoCloseable> opened = new ArrayList<>();
  private HikariDataSource pool = new HikariDataSource();
  private Fleet fleet = new Fleet(pool, clock);
  private Ingest ingest = district(OLD_KEYS);

  @BeforeAll
  void openDistrict(@TempDir Path folder) throws IOException {
    var server = EmbeddedDatabase.start(folder.resolve("database"), FreePorts.next());
    opened.add(server);
    pool = Database.open(server.jdbcUrl(), null, null);
    opened.addFirst(pool);
    fleet = new Fleet(pool, clock);
    ingest = district(OLD_KEYS.replaceFirst("]}$", "," + NEW_KEYS.replaceFirst(".*?\\[", "")));
  }

  private Ingest district(String keys) {
    return new Ingest(DistrictKeys.parse(keys), new SqlRecordStore(pool), clock);
  }

  @AfterAll
  void closeDistrict() throws Exception {
    for (var part : opened) {
      part.close();
    }
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertFalse(System.nanoTime() > deadline, "not within 60 s: " + what);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** A start of a kiosk, with a line to the district that is there or is not. */
  private final class Kiosk implements AutoCloseable, Transport {
    private final KioskId id;
    private final AtomicLong states = new AtomicLong();
    private final JournaledOutbox outbox;
    private final CommandDesk desk;
    private Optional<UplinkLoop> uplink = Optional.empty();

    Kiosk(String id, Path data) throws IOException {
      this.id = new KioskId(id);
      this.outbox =
          JournaledOutbox.open(
              data,
              this.id,
              KeptDistrictKey.in(data).over(OLD_KEY),
              new SecureRandom(),
              kioskClock,
              OutboxSettings.usual());
      this.desk =
          new CommandDesk(
              this.id,
              CommandKeys.parse(SIGNER.publicKeys()),
              Remembered.in(data),
              kioskClock,
              outbox::append,
              new CommandDesk.Hands() {
                @Override
                public void publishState() {
                  uplink.ifPresent(UplinkLoop::publishState);
                }

                @Override
                public void restart() {}

                @Override
                public void useDistrictKey(String jwk) throws IOException {
                  KeptDistrictKey.in(data).keep(OLD_KEY, jwk);
                }

                @Override
                public Optional<String> configure(String text) {
                  return Optional.of("not here");
                }
              });
      desk.start();
    }

    void keep(String... names) throws Exception {
      for (var name : names) {
        var _ =
            outbox
                .append(new Entry.KioskEvent(kioskClock.now(), "test", Map.of("name", name)))
                .get(60, TimeUnit.SECONDS);
        uplink.ifPresent(UplinkLoop::wake);
      }
    }

    void goOnline() {
      uplink =
          Optional.of(
              UplinkLoop.start(
                  outbox,
                  this,
                  kioskClock,
                  new SecureRandom(),
                  UplinkSettings.usual(),
                  this::state,
                  new UplinkLoop.Listener() {
                    @Override
                    public void changed(UplinkLoop.Status status) {}

                    @Override
                    public void commanded(List<String> commands) {
                      desk.given(commands);
                    }
                  }));
    }

    private KioskState state() {
      var standing = outbox.standing();
      return new KioskState(
          true,
          "1",
          outbox.boot().id(),
          states.incrementAndGet(),
          Map.of(),
          KioskState.ENOUGH,
          new KioskState.Account(
              standing.epoch(),
              standing.captured(),
              standing.acknowledged(),
              standing.waiting(),
              0,
              1,
              2));
    }

    void awaitDelivered() {
      eventually("all is delivered", () -> outbox.standing().waiting() == 0);
    }

    @Override
    public String name() {
      return "direct";
    }

    @Override
    public Connection connect(Listener listener) {
      return new Connection() {
        @Override
        public void publish(Batch batch) {
          if (ingest.take(id, Codec.encode(batch)) instanceof Receipt.Answered(var ack)) {
            listener.acknowledged(ack);
          }
        }

        @Override
        public void publish(KioskState state) {
          fleet.heard(id, state, false);
          fleet.commands().due().forEach((_, down) -> listener.commanded(down.commands()));
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {
      uplink.ifPresent(UplinkLoop::close);
      desk.close();
      outbox.close();
    }
  }

  private List<String> names(String kiosk) {
    return new JdbcTemplate(pool)
        .queryForList(
            """
            select details ->> 'name' from kiosk_event where kiosk = ? and kind = 'test'
            order by 1\
            """,
            String.class,
            kiosk);
  }

  private List<String> alarms(String kiosk) {
    return fleet.alarms().open().stream()
        .filter(alarm -> alarm.kiosk().equals(kiosk))
        .map(Alarms.Alarm::kind)
        .sorted()
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void anOldCardPutBackLosesNothingDoublesNothingAndIsSeen(@TempDir Path folder) throws Exception {
    try (var kiosk = new Kiosk("hut-card", folder.resolve("card"))) {
      kiosk.keep("a1", "a2", "a3");
      kiosk.goOnline();
      kiosk.awaitDelivered();
    }
    copy(folder.resolve("card"), folder.resolve("image"));
    try (var kiosk = new Kiosk("hut-card", folder.resolve("card"))) {
      kiosk.goOnline();
      kiosk.keep("b4", "b5", "b6");
      kiosk.awaitDelivered();
    }
    assertEquals(List.of(), alarms("hut-card"));
    // Once with fewer records than the district has, once with more.
    try (var kiosk = new Kiosk("hut-card", folder.resolve("image"))) {
      kiosk.keep("c4", "c5");
      kiosk.goOnline();
      eventually("c4 and c5 are there", () -> names("hut-card").size() == 8);
      kiosk.keep("c6", "c7");
      kiosk.awaitDelivered();
    }
    assertEquals(
        List.of("a1", "a2", "a3", "b4", "b5", "b6", "c4", "c5", "c6", "c7"), names("hut-card"));
    assertTrue(alarms("hut-card").containsAll(List.of("epochBegun", "numbersWentBack")));
    var numberings =
        fleet.numberings().stream().filter(one -> one.kiosk().equals("hut-card")).toList();
    assertEquals(2, numberings.size());
    assertEquals(List.of(2L, 0L), contradicted(numberings));
  }

  private static List<Long> contradicted(List<Numbering> numberings) {
    return numberings.stream()
        .map(Numbering::contradicted)
        .sorted((a, b) -> Long.compare(b, a))
        .toList();
  }

  @Test
  void twoKiosksUnderOneIdKeepAllTheyMeasure(@TempDir Path folder) throws Exception {
    try (var kiosk = new Kiosk("hut-twin", folder.resolve("one"))) {
      kiosk.keep("a1", "a2");
      kiosk.goOnline();
      kiosk.awaitDelivered();
    }
    copy(folder.resolve("one"), folder.resolve("two"));
    try (var one = new Kiosk("hut-twin", folder.resolve("one"));
        var two = new Kiosk("hut-twin", folder.resolve("two"))) {
      one.goOnline();
      two.goOnline();
      for (int i = 0; i < 5; i++) {
        one.keep("one-" + i);
        two.keep("two-" + i);
      }
      eventually("all twelve are there", () -> names("hut-twin").size() >= 12);
      one.awaitDelivered();
      two.awaitDelivered();
    }
    assertEquals(
        List.of(
            "a1", "a2", "one-0", "one-1", "one-2", "one-3", "one-4", "two-0", "two-1", "two-2",
            "two-3", "two-4"),
        names("hut-twin"));
    assertFalse(alarms("hut-twin").isEmpty());
  }

  @Test
  void theDistrictsKeyIsReplacedWhileRecordsSealedToTheOldOneWait(@TempDir Path folder)
      throws Exception {
    try (var kiosk = new Kiosk("hut-key", folder)) {
      kiosk.keep("under the old key, sent");
      kiosk.goOnline();
      kiosk.awaitDelivered();
    }
    var publicKey = DistrictKeys.parse(NEW_KEYS).publicKey("d2");
    var hut = new KioskId("hut-key");
    var issued =
        fleet
            .commands()
            .issue(hut, new Command.UseDistrictKey(publicKey), Duration.ofDays(1), "admin", SIGNER)
            .orElseThrow();
    assertEquals("queued", issued.state());
    try (var kiosk = new Kiosk("hut-key", folder)) {
      kiosk.goOnline();
      eventually("the key is taken", () -> state(hut).equals("done"));
    }
    assertTrue(boots("d1") > 0);
    assertEquals(0, boots("d2"));
    try (var kiosk = new Kiosk("hut-key", folder)) {
      kiosk.keep("under the new key");
      kiosk.goOnline();
      kiosk.awaitDelivered();
    }
    assertEquals(1, boots("d2"));
    assertEquals(List.of("under the new key", "under the old key, sent"), names("hut-key"));
    assertEquals(List.of(), alarms("hut-key"));
  }

  private String state(KioskId hut) {
    return fleet.commands().of(hut.value()).getFirst().state();
  }

  /** Boots of the kiosk whose key is sealed to the district's key {@code kid}. */
  private long boots(String kid) {
    return new JdbcTemplate(pool)
        .queryForList("select sealed_key from boot where kiosk = 'hut-key'", String.class).stream()
            .filter(jwe ->
                new String(
                        Base64.getUrlDecoder().decode(jwe.substring(0, jwe.indexOf('.'))),
                        StandardCharsets.UTF_8)
                    .contains("\"" + kid + "\""))
            .count();
  }

  @Test
  void recordsQueuedUnderBothKeysAreAllOpened(@TempDir Path folder) throws Exception {
    try (var kiosk = new Kiosk("hut-queue", folder)) {
      kiosk.keep("old 1", "old 2", "old 3");
    }
    KeptDistrictKey.in(folder).keep(OLD_KEY, DistrictKeys.parse(NEW_KEYS).publicKey("d2"));
    try (var kiosk = new Kiosk("hut-queue", folder)) {
      kiosk.keep("new 4", "new 5");
      kiosk.goOnline();
      kiosk.awaitDelivered();
    }
    assertEquals(List.of("new 4", "new 5", "old 1", "old 2", "old 3"), names("hut-queue"));
    assertEquals(
        0L,
        new JdbcTemplate(pool)
            .queryForObject(
                "select count(*) from quarantine where kiosk = 'hut-queue'", Long.class));
  }
}
