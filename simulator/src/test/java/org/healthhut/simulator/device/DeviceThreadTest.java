package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.link.SerialLink;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceThreadTest {
  /** Protocols/suntech-oem.md, Commands. */
  private static final Bytes START = Bytes.of(0x3A, 0x20, 0xA6);

  @TempDir Path folder;

  @Test
  void whoSatDownBeforeTheKioskBeganIsMeasuredHoweverLateTheDeviceLooks() throws Exception {
    var monitor = VirtualCatalogue.get("suntech-oem");
    var time = new Pausing();
    var port = folder.resolve("bp-a");
    try (var device =
            DeviceThread.start(
                "bp-a",
                monitor,
                port,
                new Unwatched(),
                InstantSource.system(),
                time,
                new SplittableRandom(1));
        var line = SerialLink.port(port.toString(), LineSettings.of8N1(9600)).open()) {
      device.pace(Pace.INSTANT).get(60, TimeUnit.SECONDS);
      var person = Persona.ALL.getFirst().draw(monitor, new SplittableRandom(2));
      time.pause();
      var done = device.measure(person);
      line.write(START);
      time.goOn();
      assertEquals(Ending.MEASURED, done.get(60, TimeUnit.SECONDS));
    }
  }

  /** True time; whoever asks for it can be kept waiting. */
  private static final class Pausing implements Supplier<Duration> {
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);
    private volatile boolean paused;

    @Override
    public Duration get() {
      if (paused) {
        waiting.countDown();
        try {
          goOn.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return Duration.ofNanos(System.nanoTime());
    }

    /** Returns once somebody waits. */
    void pause() throws InterruptedException {
      paused = true;
      assertTrue(waiting.await(30, TimeUnit.SECONDS), "nobody asked for the time");
    }

    void goOn() {
      paused = false;
      goOn.countDown();
    }
  }
}
