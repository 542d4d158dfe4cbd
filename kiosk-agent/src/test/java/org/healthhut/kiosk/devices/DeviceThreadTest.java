package org.healthhut.kiosk.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.Waiting;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

class DeviceThreadTest {
  private static final Reconnect QUICK = new Reconnect(Duration.ZERO, Duration.ofMillis(1));
  private static final long BEGAN = System.nanoTime();
  private static final KioskClock CLOCK =
      () ->
          new Moment(
              Instant.EPOCH,
              ClockTrust.UNSYNCHRONIZED,
              Duration.ofNanos(System.nanoTime() - BEGAN));

  /** What comes in pieces is one line however late a piece is. */
  private static final Duration NEVER_QUIET = Duration.ofHours(1);

  private final MemoryPort port = new MemoryPort("cable-1");
  private final Heard heard = new Heard();

  @Test
  void tellsWhatTheDeviceSaysHoweverItIsCut() {
    try (var _ = thread(QUICK)) {
      port.say("measured systolic=1");
      port.say("20 diastolic=80\n");
      until(() -> heard.measured() == 1);
      assertEquals(DeviceHealth.State.READY, heard.last().state());
    }
  }

  @Test
  void unpluggedInMidFrameMeasuresNothingAndIsOpenedAgain() {
    try (var _ = thread(QUICK)) {
      port.say("measured systolic=120 dia");
      until(() -> port.opens() == 1);
      port.unplug();
      until(() -> heard.last().state() == DeviceHealth.State.OFFLINE);
      assertEquals(1, heard.closed());
      port.plug();
      until(() -> port.opens() == 2);
      port.say("stolic=80\n");
      port.say("measured systolic=130 diastolic=85\n");
      until(() -> heard.measured() == 1);
      assertEquals(DeviceHealth.State.READY, heard.last().state());
    }
  }

  @Test
  void writesWhatTheDriverAnswersToARequest() {
    try (var thread = thread(QUICK)) {
      until(() -> port.opens() == 1 && !heard.events.isEmpty());
      assertTrue(thread.ask(Stimulus.Request.STOP));
      until(() -> port.written().equals(List.of(Bytes.ascii("STOP\n"))));
    }
  }

  @Test
  void aThousandReopensLeaveNothingBehind() {
    try (var _ = thread(QUICK)) {
      for (int i = 1; i <= 1000; i++) {
        int opens = i;
        until(() -> port.opens() == opens);
        port.unplug();
        until(() -> port.closes() == opens);
        port.plug();
      }
    }
    until(DeviceThreadTest::noThreadIsLeft);
    assertEquals(port.opens(), port.closes());
  }

  @Test
  void closesAtOnceWhileTheDeviceIsAway() {
    port.unplug();
    var thread = thread(new Reconnect(Duration.ofHours(1), Duration.ofHours(1)));
    until(() -> heard.last().state() == DeviceHealth.State.OFFLINE);
    assertEquals("cable-1 is not there; plug it in", heard.last().cause());
    thread.close();
    until(DeviceThreadTest::noThreadIsLeft);
  }

  private static boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(running -> running.getName().equals("device-bp-x"));
  }

  @Test
  void waitsLongerAfterEachFailureUpToALimit() {
    var reconnect = Reconnect.OF_A_DEVICE;
    assertEquals(Duration.ofMillis(250), reconnect.after(1));
    assertEquals(Duration.ofMillis(500), reconnect.after(2));
    assertEquals(Duration.ofSeconds(1), reconnect.after(3));
    assertEquals(Duration.ofSeconds(1), reconnect.after(4));
    assertEquals(Duration.ofSeconds(1), reconnect.after(Integer.MAX_VALUE));
  }

  private DeviceThread thread(Reconnect reconnect) {
    var thread =
        new DeviceThread("bp-x", port, NEVER_QUIET, LineDriver::new, CLOCK, reconnect, heard);
    thread.start();
    return thread;
  }

  private static void until(BooleanSupplier condition) {
    Waiting.until(condition);
  }

  private static final class Heard implements DeviceListener {
    final List<DeviceEvent> events = new CopyOnWriteArrayList<>();
    final List<DeviceHealth> healths = new CopyOnWriteArrayList<>();

    @Override
    public void heard(String device, DeviceEvent event, Moment at) {
      events.add(event);
    }

    @Override
    public void stands(String device, DeviceHealth health) {
      healths.add(health);
    }

    DeviceHealth last() {
      return healths.isEmpty()
          ? DeviceHealth.connecting(CLOCK.now())
          : Objects.requireNonNull(healths.getLast());
    }

    long measured() {
      return events.stream().filter(DeviceEvent.Measured.class::isInstance).count();
    }

    long closed() {
      return events.stream()
          .filter(event -> event instanceof DeviceEvent.Refused(var why, _) && why.equals("closed"))
          .count();
    }
  }
}
