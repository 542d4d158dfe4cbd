package org.healthhut.kiosk.devices;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one device open on one platform thread: opens the line, lets a new driver speak with the
 * device, and opens it again when it is lost, for as long as it takes.
 */
public final class DeviceThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeviceThread.class);

  /** The longest a request waits for a device that says nothing. */
  private static final Duration READ_MAX = Duration.ofMillis(50);

  /** A line that held this long was a good one: the next wait is the first again. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private static final int ASKS_MAX = 8;
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final String name;
  private final Link.Port port;
  private final Duration quiet;
  private final Supplier<Driver> newDriver;
  private final KioskClock clock;
  private final Reconnect reconnect;
  private final DeviceListener listener;
  private final BlockingQueue<Stimulus.Request> asks = new ArrayBlockingQueue<>(ASKS_MAX);
  private final AtomicReference<@Nullable Consumer<Link.Port>> aside = new AtomicReference<>();
  private final Wiretap tap = new Wiretap();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private DeviceHealth health;

  /**
   * Does nothing until {@link #start}.
   *
   * @param quiet how long a silence tells the driver that the line has gone quiet
   */
  public DeviceThread(
      String name,
      Link.Port port,
      Duration quiet,
      Supplier<Driver> newDriver,
      KioskClock clock,
      Reconnect reconnect,
      DeviceListener listener) {
    this.name = name;
    this.port = port;
    this.quiet = quiet;
    this.newDriver = newDriver;
    this.clock = clock;
    this.reconnect = reconnect;
    this.listener = listener;
    this.health = DeviceHealth.connecting(clock.now());
    this.thread = Thread.ofPlatform().name("device-" + name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /**
   * Passes a request to the device.
   *
   * @return false when too many already wait, and this one was dropped
   */
  public boolean ask(Stimulus.Request request) {
    return asks.offer(request);
  }

  /**
   * Closes the line, does {@code work} with it on the device's own thread, and opens it again.
   *
   * @return false when there is work already, and this was not taken
   */
  public boolean aside(Consumer<Link.Port> work) {
    return aside.compareAndSet(null, work);
  }

  /** Where the bytes on the line can be looked at. */
  public Wiretap tap() {
    return tap;
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_MAX)) {
        log.atWarn()
            .addKeyValue("device", name)
            .addKeyValue("port", port.name())
            .log("device.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    listener.stands(name, health);
    int failures = 0;
    while (!stopped()) {
      doAside();
      var began = clock.now().uptime();
      try (var link = port.open()) {
        asks.clear();
        stand(DeviceHealth.ready(clock.now()));
        log.atInfo()
            .addKeyValue("device", name)
            .addKeyValue("port", port.name())
            .addKeyValue("discarded", link.discarded())
            .log("device.opened");
        converse(link, newDriver.get());
      } catch (Exception e) {
        boolean steady = clock.now().uptime().minus(began).compareTo(STEADY) >= 0;
        failures = steady ? 1 : failures + 1;
        if (!stopped()) {
          lost(e, failures);
        }
      }
      try {
        if (stop.await(reconnect.after(failures).toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void doAside() {
    var work = aside.get();
    if (work == null) {
      return;
    }
    stand(DeviceHealth.connecting(clock.now()));
    try {
      work.accept(port);
    } catch (RuntimeException e) {
      log.atError().addKeyValue("device", name).setCause(e).log("device.workFailed");
    } finally {
      aside.set(null);
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /** Says it once: the same cause again and again is no news. */
  private void lost(Exception e, int failures) {
    var cause = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    if (failures == 1 || !cause.equals(health.cause())) {
      var event = log.atWarn().addKeyValue("device", name).addKeyValue("cause", cause);
      (e instanceof IOException ? event : event.setCause(e)).log("device.lost");
    }
    stand(DeviceHealth.offline(cause, clock.now()));
  }

  private void converse(Link link, Driver driver) throws IOException {
    var conversation = new Conversation(link, driver, quiet, clock, tap, this::heard);
    try {
      conversation.begin();
      while (!stopped() && aside.get() == null) {
        conversation.once(READ_MAX);
        var asked = asks.poll();
        if (asked != null) {
          conversation.ask(asked);
        }
      }
    } finally {
      conversation.end();
    }
  }

  private void heard(DeviceEvent event, Moment now) {
    listener.heard(name, event, now);
    stand(health.after(event, now));
  }

  private void stand(DeviceHealth next) {
    if (next.state() != health.state() || !next.cause().equals(health.cause())) {
      health = next;
      listener.stands(name, next);
    }
  }
}
