package org.healthhut.simulator.screen;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.gpio.LazyPins;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.Ports;
import org.healthhut.kiosk.Agent;
import org.healthhut.kiosk.Parts;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.kiosk.config.ServiceSection;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.service.LinuxMachine;
import org.healthhut.kiosk.service.Machine;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.FairTime;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.device.DeviceState;
import org.healthhut.simulator.device.Pace;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Answer;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Question;
import org.jspecify.annotations.Nullable;

/**
 * An agent in this process with real disk, real pseudo-terminals and virtual devices behind them.
 * Its clock can be moved, and its district says what a test wants.
 */
final class BenchKiosk implements Parts, AutoCloseable {
  static final String PIN = "80412295";

  /** Six lines of 17: three show a scale empty, and the first may have been cut. */
  private static final int SHOWS_EMPTY_BYTES = 6 * 17;

  private static final Instant MORNING = Instant.parse("2026-11-21T01:14:00Z");
  final Bench bench;
  final Agent agent;
  private final Path folder;
  private final DistrictKeys district = DistrictKeys.parse(DistrictKeys.generate("d1"));
  private final List<CountedPort> scales = new CopyOnWriteArrayList<>();
  private final FairTime time = new FairTime();
  private volatile Duration skipped = Duration.ZERO;
  private volatile @Nullable DistrictListener line;
  private volatile @Nullable Outbox outbox;
  private volatile @Nullable Answer answer;
  private volatile boolean online;

  BenchKiosk(Path folder, List<Bench.Place> places) throws Exception {
    this.folder = folder;
    bench =
        Bench.open(
            folder.resolve("bench"), places, InstantSource.fixed(MORNING), time::ofDevices, 42);
    bench.pace(Pace.INSTANT).join();
    var file = folder.resolve("kiosk.yaml");
    Files.writeString(file, yaml(90));
    Files.writeString(folder.resolve("kiosk.yaml.before"), yaml(60));
    agent =
        Agent.start(
            config(places),
            this,
            new Agent.Reconfiguring() {
              @Override
              public Optional<String> take(String text) {
                return Optional.of("not in a test");
              }

              @Override
              public Optional<Path> file() {
                return Optional.of(file);
              }
            });
    // What a scale says into a port that nobody has open is said to nobody.
    Eventually.holds("open ports", () -> bench.devices().stream().allMatch(DeviceState::opened));
    Eventually.holds("empty scales", () -> scales.stream().allMatch(BenchKiosk::isKnownEmpty));
  }

  private static boolean isKnownEmpty(CountedPort scale) {
    return scale.read().get() >= SHOWS_EMPTY_BYTES;
  }

  private static String yaml(int idleSeconds) {
    return """
    kiosk: {id: hut-001, station: 青松社区健康小屋}
    data: data
    visit:
      idleSeconds: %d
      warningSeconds: 30
    retentionDays: 30
    """
        .formatted(idleSeconds);
  }

  private AgentConfig config(List<Bench.Place> places) {
    try {
      return new AgentConfig(
          new KioskId("hut-001"),
          "青松社区健康小屋",
          true,
          Optional.empty(),
          folder.resolve("data"),
          new AgentConfig.Screen(0, 21.5, "8:30–11:30", Optional.of("https://hub.example/t/")),
          new AgentConfig.District(
              URI.create("ssl://127.0.0.1:8883"),
              SSLContext.getDefault(),
              DistrictKey.parse(district.publicKey("d1")),
              CommandKeys.NONE,
              Optional.empty()),
          places.stream().map(this::device).toList(),
          AgentConfig.Gpio.NONE,
          new AgentConfig.Visit(
              new Visits.Limits(
                  Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(30)),
              Protocol.DEFAULT,
              false),
          Duration.ofDays(30),
          DiskLimits.usual(),
          Optional.empty(),
          new ServiceSection(
              Optional.of(PinHash.of(PIN, Bytes.copyOf(new byte[PinHash.SALT_BYTES]), 1000)),
              Optional.of(folder),
              Optional.of(MORNING.plus(Duration.ofDays(20)))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private AgentConfig.Device device(Bench.Place place) {
    var model = Catalogue.find(place.model().id()).orElseThrow();
    var settings = model.line();
    return new AgentConfig.SerialDevice(
        place.name(),
        model,
        bench.port(place.name()).toString(),
        settings == null ? LineSettings.of8N1(9600) : settings);
  }

  /** The district is there, and knows this of whoever signs in; null for nothing. */
  void online(@Nullable Answer known) {
    answer = known;
    online = true;
    Objects.requireNonNull(line).line("mqtt");
  }

  void offline() {
    online = false;
    Objects.requireNonNull(line).line("");
  }

  /** The district has committed everything there is. */
  void deliver() {
    var kept = Objects.requireNonNull(outbox);
    var standing = kept.standing();
    kept.acknowledged(standing.epoch(), standing.captured());
    Objects.requireNonNull(line).acknowledged(standing.captured());
  }

  void skip(Duration time) {
    skipped = skipped.plus(time);
  }

  @Override
  public KioskClock clock() {
    return () -> {
      var uptime = time.now().plus(skipped);
      return new Moment(MORNING.plus(uptime), ClockTrust.SYNCHRONIZED, uptime);
    };
  }

  @Override
  public RandomGenerator random() {
    return new Random(7);
  }

  @Override
  public Pins pins() {
    return LazyPins.ofThisMachine(System::nanoTime);
  }

  @Override
  public Machine machine() {
    return new LinuxMachine(Path.of("/"));
  }

  @Override
  public Link.Port port(AgentConfig.Device device) {
    return switch (device) {
      case AgentConfig.SerialDevice serial -> {
        var port = Ports.port(serial.port(), serial.line());
        if (serial.model().category() != Model.Category.WEIGHT) {
          yield port;
        }
        var scale = new CountedPort(port, new AtomicLong());
        scales.add(scale);
        yield scale;
      }
      case AgentConfig.PairedMeter _, AgentConfig.LoadCellScale _, AgentConfig.UltrasonicGauge _ ->
          throw new IllegalArgumentException("not on the bench");
    };
  }

  @Override
  public Outbox openOutbox(AgentConfig config, KioskClock clock, RandomGenerator random)
      throws IOException {
    return JournaledOutbox.open(
        config.data(),
        config.kiosk(),
        config.district().key(),
        random,
        clock,
        OutboxSettings.usual().withRetention(config.retention()).withLimits(config.limits()));
  }

  @Override
  public Sending startUplink(
      AgentConfig config,
      Outbox outbox,
      KioskClock clock,
      String version,
      Supplier<Map<String, String>> devices,
      Supplier<Figures> account,
      DistrictListener listener) {
    this.outbox = outbox;
    this.line = listener;
    return new Sending() {
      @Override
      public void wake() {}

      @Override
      public void ask(Question question, Consumer<Answer> answered) {
        var known = answer;
        if (online && known != null) {
          answered.accept(known);
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    agent.close();
    bench.close();
  }
}
