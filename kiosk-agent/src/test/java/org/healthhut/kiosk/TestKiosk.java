package org.healthhut.kiosk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.ServiceSection;
import org.healthhut.kiosk.devices.LineDriver;
import org.healthhut.kiosk.devices.MemoryPort;
import org.healthhut.kiosk.gpio.MemoryPins;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/** An agent with three devices, an outbox and a district, all in memory. */
final class TestKiosk implements Parts, AutoCloseable {
  /** What a test says in pieces is one line however late a piece is. */
  private static final LineSettings NEVER_QUIET =
      new LineSettings(9600, 8, LineSettings.Parity.NONE, 1, Duration.ofHours(1));

  static final Instant MORNING = Instant.parse("2026-11-21T01:14:00Z");

  final DistrictKeys district = DistrictKeys.parse(DistrictKeys.generate("d1"));
  final MemoryOutbox outbox = new MemoryOutbox();
  final Map<String, MemoryPort> ports = new LinkedHashMap<>();
  final MemoryPins pins = new MemoryPins();
  private final long began = System.nanoTime();
  private volatile Parts.@Nullable DistrictListener listener;
  private volatile Duration skipped = Duration.ZERO;
  volatile ClockTrust trust = ClockTrust.SYNCHRONIZED;
  volatile Optional<String> machineBoot = Optional.empty();
  Path data = Path.of("data");

  /** What opens in place of {@link #outbox}. */
  volatile Opening.@Nullable Store<Outbox> store;

  volatile Map<String, String> deviceStates = Map.of();
  private @Nullable Agent agent;

  AgentConfig config(boolean simulated, int port, double diagonalInches) {
    try {
      return new AgentConfig(
          new KioskId("hut-001"),
          "青松社区健康小屋",
          simulated,
          Optional.empty(),
          data,
          new AgentConfig.Screen(port, diagonalInches, "", Optional.empty()),
          new AgentConfig.District(
              URI.create("ssl://127.0.0.1:8883"),
              SSLContext.getDefault(),
              DistrictKey.parse(district.publicKey("d1")),
              CommandKeys.NONE,
              Optional.empty()),
          List.of(
              device("bp-a", Model.Category.BLOOD_PRESSURE, Metric.SYSTOLIC, Metric.DIASTOLIC),
              device("glu-a", Model.Category.GLUCOSE, Metric.GLUCOSE),
              device("scale-a", Model.Category.WEIGHT, Metric.WEIGHT)),
          AgentConfig.Gpio.NONE,
          new AgentConfig.Visit(TestVisits.LIMITS, Protocol.DEFAULT, true),
          Duration.ofDays(30),
          DiskLimits.usual(),
          Optional.empty(),
          ServiceSection.NONE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AgentConfig.Device device(
      String name, Model.Category category, Metric... metrics) {
    return new AgentConfig.SerialDevice(
        name, LineDriver.model("m-" + name, category, metrics), name, NEVER_QUIET);
  }

  Agent start(AgentConfig config) throws IOException {
    agent = Agent.start(config, this);
    return agent;
  }

  MemoryPort port(String device) {
    return Objects.requireNonNull(ports.get(device));
  }

  DistrictListener districtLine() {
    return Objects.requireNonNull(listener);
  }

  /** Lets the kiosk's clock jump ahead. */
  void skip(Duration time) {
    skipped = skipped.plus(time);
  }

  @Override
  public KioskClock clock() {
    return new KioskClock() {
      @Override
      public Moment now() {
        var uptime = Duration.ofNanos(System.nanoTime() - began).plus(skipped);
        var believed = trust;
        var since = believed == ClockTrust.SYNCHRONIZED ? MORNING : Instant.EPOCH;
        return new Moment(since.plus(uptime), believed, uptime);
      }

      @Override
      public Optional<String> machineBoot() {
        return machineBoot;
      }
    };
  }

  @Override
  public RandomGenerator random() {
    return new Random(7);
  }

  @Override
  public Pins pins() {
    return pins;
  }

  @Override
  public Link.Port port(AgentConfig.Device device) {
    return ports.computeIfAbsent(device.name(), MemoryPort::new);
  }

  @Override
  public Outbox openOutbox(AgentConfig config, KioskClock clock, RandomGenerator random)
      throws IOException {
    var other = store;
    return other == null ? outbox : other.open();
  }

  @Override
  public Sending startUplink(
      AgentConfig config,
      Outbox opened,
      KioskClock clock,
      String version,
      Supplier<Map<String, String>> devices,
      Supplier<Figures> account,
      DistrictListener told) {
    listener = told;
    deviceStates = devices.get();
    told.line("test");
    return new Sending() {
      @Override
      public void wake() {}

      @Override
      public void close() {
        told.line("");
      }
    };
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
  }
}
