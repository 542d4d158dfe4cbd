package org.healthhut.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.device.gpio.Hx711Link;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.UltrasonicLink;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.Ports;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.inlet.MeterPorts;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.service.LinuxMachine;
import org.healthhut.kiosk.service.Machine;
import org.healthhut.kiosk.uplink.CoapTransport;
import org.healthhut.kiosk.uplink.FallbackTransport;
import org.healthhut.kiosk.uplink.MqttTransport;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.kiosk.uplink.UplinkLoop;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a real kiosk: serial ports, GPIO lines, a journal on the disk, MQTT over TLS.
 *
 * @param pins loads nothing before a line is taken
 * @param meters loads nothing before a meter's port is opened
 */
record MachineParts(KioskClock clock, RandomGenerator random, Pins pins, MeterPorts meters)
    implements Parts {
  private static final Logger log = LoggerFactory.getLogger(MachineParts.class);

  @Override
  public Machine machine() {
    return new LinuxMachine(Path.of("/"));
  }

  @Override
  public Link.Port port(AgentConfig.Device device) {
    return switch (device) {
      case AgentConfig.SerialDevice serial -> Ports.port(serial.port(), serial.line());
      case AgentConfig.PairedMeter meter -> meters.port(meter);
      case AgentConfig.LoadCellScale scale -> Hx711Link.port(scale.where(), pins, scale.wiring());
      case AgentConfig.UltrasonicGauge gauge ->
          UltrasonicLink.port(gauge.where(), pins, gauge.wiring());
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

  /** MQTT, and CoAP for the time it is away; nothing of CoAP is loaded where it is not wanted. */
  private static Transport transport(AgentConfig config, KioskClock clock, KioskState gone) {
    var district = config.district();
    var mqtt = MqttTransport.secured(district.broker(), config.kiosk(), gone, district.tls());
    if (district.coap().isEmpty()) {
      return mqtt;
    }
    var coap = district.coap().get();
    return new FallbackTransport(
        mqtt,
        CoapTransport.secured(coap.address(), config.kiosk(), coap.proof()),
        clock,
        FallbackTransport.Times.usual(coap.after()));
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
    var told = new AtomicLong();
    var boot = outbox.boot().id();
    Supplier<KioskState> state =
        () ->
            new KioskState(
                true,
                version,
                boot,
                told.incrementAndGet(),
                devices.get(),
                outbox.room().key(),
                account(account.get(), outbox.lost(), config.data()));
    var gone = new KioskState(false, version, boot, Map.of());
    var loop =
        UplinkLoop.start(
            outbox,
            transport(config, clock, gone),
            clock,
            random,
            UplinkSettings.usual(),
            state,
            new UplinkLoop.Listener() {
              @Override
              public void changed(UplinkLoop.Status status) {
                listener.line(status.line());
                listener.acknowledged(status.standing().acknowledged());
              }

              @Override
              public void commanded(List<String> commands) {
                listener.commanded(commands);
              }

              @Override
              public void refused(String epoch, List<Long> numbers) {
                listener.refused(epoch, numbers);
              }
            });
    return new Sending() {
      @Override
      public void wake() {
        loop.wake();
      }

      @Override
      public void publishState() {
        loop.publishState();
      }

      @Override
      public void ask(Question question, Consumer<Answer> answered) {
        loop.ask(
            () -> Inquiry.of(config.kiosk(), question, config.district().key(), random), answered);
      }

      @Override
      public void close() {
        loop.close();
      }
    };
  }

  /** A disk that does not tell its size is told as one of none. */
  private static KioskState.Account account(Figures figures, int lost, Path data) {
    long free = 0;
    long size = 0;
    try {
      var store = Files.getFileStore(data);
      free = store.getUsableSpace();
      size = store.getTotalSpace();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("disk.unmeasured");
    }
    return new KioskState.Account(
        figures.epoch(),
        figures.captured(),
        figures.acknowledged(),
        figures.waiting(),
        lost,
        figures.refused(),
        figures.lost(),
        free,
        size);
  }
}
