package org.healthhut.kiosk.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineWatch;
import org.healthhut.device.Model;
import org.healthhut.device.gpio.Hx711Wiring;
import org.healthhut.device.gpio.UltrasonicWiring;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.tls.Proof;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator sets about one kiosk, checked.
 *
 * @param station what the screen calls the place
 * @param simulated every reading is marked as born in a simulator, and the screen says so
 * @param voice the folder of the site's own recordings, where it has one
 * @param data the folder the kiosk keeps its records in
 * @param retention how long records stay after the district has them
 * @param limits how full the disk of {@code data} may be
 * @param printer for slips; empty when there is none
 * @param service the technician's page
 */
public record AgentConfig(
    KioskId kiosk,
    String station,
    boolean simulated,
    Optional<Path> voice,
    Path data,
    Screen screen,
    District district,
    List<Device> devices,
    Gpio gpio,
    Visit visit,
    Duration retention,
    DiskLimits limits,
    Optional<PrinterConfig> printer,
    ServiceSection service) {
  /** Ten samples come a second, each of them whole. */
  private static final Duration SAMPLES_QUIET = Duration.ofMillis(200);

  /** A value comes whole. */
  private static final Duration VALUES_QUIET = Duration.ofMillis(100);

  public AgentConfig {
    devices = List.copyOf(devices);
  }

  /**
   * The resident's screen.
   *
   * @param port on the loopback address; 0 takes any free one
   * @param diagonalInches of the panel, from which the page knows how large a millimetre is
   * @param staff when somebody is here, in the operator's words; may be empty
   * @param takeAway where results are looked at by their code, as {@code https://hub.example/t/};
   *     empty when the district has no such page
   */
  public record Screen(int port, double diagonalInches, String staff, Optional<String> takeAway) {}

  /**
   * Where records go.
   *
   * @param tls shows the kiosk's certificate and trusts the district's authority alone
   * @param key what records and identities are sealed to
   * @param commandKeys whose commands are carried out
   * @param coap what is used while the broker cannot be reached
   */
  public record District(
      URI broker, SSLContext tls, DistrictKey key, CommandKeys commandKeys, Optional<Coap> coap) {}

  /** The same kiosk, sealing to another key of its district. */
  public AgentConfig withDistrictKey(DistrictKey key) {
    return new AgentConfig(
        kiosk,
        station,
        simulated,
        voice,
        data,
        screen,
        new District(
            district.broker(), district.tls(), key, district.commandKeys(), district.coap()),
        devices,
        gpio,
        visit,
        retention,
        limits,
        printer,
        service);
  }

  /**
   * The spare line to the district.
   *
   * @param address {@code coaps://host:port}
   * @param proof the kiosk's certificate, or a key that the district knows too
   * @param after how long the broker must have been out of reach
   */
  public record Coap(URI address, Proof proof, Duration after) {}

  /** One device on the kiosk. */
  public sealed interface Device {
    /** What records, screen and logs call it, as {@code bp-a}. */
    String name();

    Model model();

    /** Where it is connected, as a technician says it. */
    String where();

    /** How long a silence tells its driver that the line has gone quiet. */
    Duration quiet();

    /** Makes the driver for its line each time that is opened. */
    default Supplier<Driver> newDriver() {
      return model().newDriver();
    }
  }

  /**
   * A device on a serial port or a serial server.
   *
   * @param port what to open, as {@code /dev/serial/by-id/…}
   */
  public record SerialDevice(String name, Model model, String port, LineSettings line)
      implements Device {
    @Override
    public String where() {
      return port;
    }

    @Override
    public Duration quiet() {
      return line.quiet();
    }

    @Override
    public Supplier<Driver> newDriver() {
      return () -> new LineWatch(model.newDriver().get(), line);
    }
  }

  /**
   * A wireless meter that comes to the kiosk by CoAP.
   *
   * @param identity who it says it is when it shakes hands
   * @param key what it proves it with
   * @param inlet where the kiosk listens for it
   */
  public record PairedMeter(String name, Model model, String identity, SharedKey key, Inlet inlet)
      implements Device {
    @Override
    public String where() {
      return "coap:" + identity;
    }

    @Override
    public Duration quiet() {
      return VALUES_QUIET;
    }
  }

  /**
   * Where the kiosk listens for wireless meters.
   *
   * @param address on the kiosk's own network
   * @param counters the folder in which their counters are remembered
   */
  public record Inlet(InetSocketAddress address, Path counters) {}

  /** A scale of load cells on GPIO lines. */
  public record LoadCellScale(String name, Model model, Hx711Wiring wiring) implements Device {
    @Override
    public String where() {
      return "GPIO data %d, clock %d".formatted(wiring.data(), wiring.clock());
    }

    @Override
    public Duration quiet() {
      return SAMPLES_QUIET;
    }
  }

  /** An ultrasonic height sensor on GPIO lines. */
  public record UltrasonicGauge(String name, Model model, UltrasonicWiring wiring)
      implements Device {
    @Override
    public String where() {
      return "GPIO trigger %d, echo %d".formatted(wiring.trigger(), wiring.echo());
    }

    @Override
    public Duration quiet() {
      return SAMPLES_QUIET;
    }
  }

  /**
   * The kiosk's own wires; null for what it does not have.
   *
   * @param startButton does what a touch of 开始测量 does while nobody is here
   * @param presence a mat, a chair's switch or a motion sensor
   * @param lamp shows from afar how the kiosk stands
   */
  public record Gpio(@Nullable Wire startButton, @Nullable Wire presence, @Nullable Wire lamp) {
    public static final Gpio NONE = new Gpio(null, null, null);

    public boolean isEmpty() {
      return equals(NONE);
    }
  }

  /**
   * A GPIO line, by its BCM number.
   *
   * @param activeHigh whether the line is high while the button is pressed, somebody is there, or
   *     the lamp is lit
   */
  public record Wire(int line, boolean activeHigh) {}

  /**
   * When a visit ends by itself, how blood pressure is taken, and what a visit takes for its own.
   *
   * @param quickestMeasurement whether what a device measured sooner after the visit's beginning
   *     than {@link Model#quickest} is taken for somebody else's; false only where devices are
   *     virtual and measure in no time
   */
  public record Visit(Visits.Limits limits, Protocol protocol, boolean quickestMeasurement) {}
}
