package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.link.SerialLink;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceListener;
import org.healthhut.kiosk.devices.Reconnect;
import org.healthhut.simulator.FairTime;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each virtual device is plugged into a pseudo-terminal and the kiosk's own device thread reads it:
 * the bytes, the port, the driver and the times are those of production.
 */
class TerminalMeetingTest {
  /** Some never say so. */
  private static final Duration READY_MAX = Duration.ofSeconds(5);

  private static final Duration TOLD_AT_ONCE_MAX = Duration.ofSeconds(3);
  private static final Duration TOLD_MAX = Duration.ofSeconds(60);

  /**
   * All of them at once are much for a small machine: a line may be silent because nobody reads.
   */
  private static final int TRIES_MAX = 3;

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void everyDeviceIsReadOverARealPort() throws Exception {
    var problems = new ArrayList<String>();
    try (var executor = Executors.newCachedThreadPool()) {
      var meetings = new ArrayList<Future<String>>();
      for (var virtual : VirtualCatalogue.models()) {
        Callable<String> meeting = () -> meet(virtual);
        meetings.add(executor.submit(meeting));
      }
      for (var meeting : meetings) {
        problems.add(meeting.get(4, TimeUnit.MINUTES));
      }
    }
    problems.removeIf(String::isEmpty);
    assertEquals(List.of(), problems);
  }

  /** What went wrong, or nothing. */
  private String meet(VirtualModel virtual) throws Exception {
    var model = Catalogue.find(virtual.id()).orElseThrow();
    var time = new FairTime();
    var heard = new Heard();
    var port = folder.resolve(virtual.id());
    try (var twin =
            DeviceThread.start(
                virtual.id(),
                virtual,
                port,
                new Unwatched(),
                InstantSource.system(),
                time::ofDevices,
                new SplittableRandom(virtual.id().hashCode()));
        var kiosk = kiosk(model, port, time, heard)) {
      twin.pace(Pace.INSTANT).get(60, TimeUnit.SECONDS);
      kiosk.start();
      if (!await(TOLD_MAX, () -> heard.opened)) {
        return virtual.id() + ": its port was not opened";
      }
      boolean ready = await(virtual.answersOnly() ? TOLD_MAX : READY_MAX, heard::ready);
      if (virtual.answersOnly()) {
        return ready ? "" : virtual.id() + ": never ready, heard " + heard.events;
      }
      return virtual.reads() ? read(virtual, twin, kiosk, heard) : use(virtual, twin, kiosk, heard);
    }
  }

  private static org.healthhut.kiosk.devices.DeviceThread kiosk(
      Model model, Path port, FairTime time, DeviceListener listener) {
    var line = model.line() == null ? LineSettings.of8N1(9600) : model.line();
    return new org.healthhut.kiosk.devices.DeviceThread(
        model.id(),
        SerialLink.port(port.toString(), line),
        line.quiet(),
        model.newDriver(),
        () -> new Moment(InstantSource.system().instant(), ClockTrust.SYNCHRONIZED, time.now()),
        Reconnect.OF_A_DEVICE,
        listener);
  }

  private static String use(
      VirtualModel virtual,
      DeviceThread twin,
      org.healthhut.kiosk.devices.DeviceThread kiosk,
      Heard heard)
      throws Exception {
    var wanted =
        virtual.checked(
            Persona.ALL.getFirst().draw(virtual, new SplittableRandom(9)).flagged(Set.of()));
    BooleanSupplier told =
        () -> heard.measured().stream().anyMatch(one -> Expectation.matches(one, virtual, wanted));
    for (int tries = 0; tries < TRIES_MAX && !told.getAsBoolean(); tries++) {
      measure(virtual, twin, kiosk, heard, wanted, told);
    }
    if (!told.getAsBoolean()) {
      return virtual.id() + ": wanted " + wanted + ", heard " + heard.events;
    }
    var wrong =
        heard.measured().stream()
            .filter(one -> !Expectation.matches(one, virtual, wanted))
            .filter(one -> !one.flags().contains(Flag.FROM_MEMORY))
            .toList();
    return wrong.isEmpty() ? "" : virtual.id() + ": wanted " + wanted + ", also told " + wrong;
  }

  /** Until it is told, or the kiosk has said that it failed: then a person does it once more. */
  private static void measure(
      VirtualModel virtual,
      DeviceThread twin,
      org.healthhut.kiosk.devices.DeviceThread kiosk,
      Heard heard,
      Measurement wanted,
      BooleanSupplier told)
      throws Exception {
    long failed = heard.failed();
    var done = twin.measure(wanted);
    kiosk.ask(Stimulus.Request.MEASURE);
    done.get(2, TimeUnit.MINUTES);
    if (virtual.keeps() && !await(TOLD_AT_ONCE_MAX, told)) {
      twin.unplug().get(60, TimeUnit.SECONDS);
      twin.plug().get(60, TimeUnit.SECONDS);
    }
    var _ = await(TOLD_MAX, () -> told.getAsBoolean() || heard.failed() > failed);
  }

  private static String read(
      VirtualModel virtual,
      DeviceThread twin,
      org.healthhut.kiosk.devices.DeviceThread kiosk,
      Heard heard)
      throws Exception {
    for (var document : List.of(Expectation.CARD, Expectation.CODE)) {
      kiosk.ask(Stimulus.Request.MEASURE);
      twin.show(document).get(60, TimeUnit.SECONDS);
      var atMost = document.equals(Expectation.CODE) ? TOLD_MAX : Duration.ofSeconds(10);
      if (await(atMost, () -> Expectation.shown(heard.events) == 1)) {
        return "";
      }
    }
    return virtual.id() + ": told of nobody, heard " + heard.events;
  }

  /** Whether it came true before the time was over. */
  private static boolean await(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  private static final class Heard implements DeviceListener {
    final List<DeviceEvent> events = new CopyOnWriteArrayList<>();
    volatile boolean opened;

    @Override
    public void heard(String device, DeviceEvent event, Moment at) {
      if (!(event instanceof DeviceEvent.Progress)) {
        events.add(event);
      }
    }

    @Override
    public void stands(String device, DeviceHealth health) {
      if (health.state() == DeviceHealth.State.READY) {
        opened = true;
      }
    }

    boolean ready() {
      return events.contains(new DeviceEvent.Status(DeviceEvent.State.READY, ""));
    }

    long failed() {
      return events.stream().filter(Failed.class::isInstance).count();
    }

    List<Measured> measured() {
      return events.stream().filter(Measured.class::isInstance).map(Measured.class::cast).toList();
    }
  }
}
