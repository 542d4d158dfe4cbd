package org.healthhut.kiosk.devices;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.healthhut.device.Driver;
import org.healthhut.device.Model;
import org.healthhut.device.SelfTest;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.clock.KioskClock;

/** Opens a device's line, lets its driver speak with it for a while, and says how it went. */
public final class SelfTestRun {
  /** How often it looks whether everything has been told. */
  private static final Duration READ_MAX = Duration.ofMillis(50);

  private final Model model;
  private final Supplier<Driver> newDriver;
  private final Link.Port port;
  private final Duration quiet;
  private final ZoneId zone;
  private final KioskClock clock;

  /**
   * Does nothing until {@link #run}.
   *
   * @param quiet how long a silence tells the driver that the line has gone quiet
   * @param zone what the device's clock is set to
   */
  public SelfTestRun(
      Model model,
      Supplier<Driver> newDriver,
      Link.Port port,
      Duration quiet,
      ZoneId zone,
      KioskClock clock) {
    this.model = model;
    this.newDriver = newDriver;
    this.port = port;
    this.quiet = quiet;
    this.zone = zone;
    this.clock = clock;
  }

  /** Tests the device; takes {@link SelfTest#LONGEST} at most, and the time to open and close. */
  public List<SelfTest.Result> run() {
    return run(new Wiretap());
  }

  /** As above, for somebody who may be looking at the bytes. */
  public List<SelfTest.Result> run(Wiretap tap) {
    var began = clock.now();
    Link link;
    try {
      link = port.open();
    } catch (IOException e) {
      return SelfTest.notOpened(since(began.uptime()), String.valueOf(e.getMessage()));
    }
    var test = new SelfTest(model, zone, clock.now(), since(began.uptime()));
    var lost = speak(link, test, tap);
    var closing = clock.now();
    link.close();
    return test.close(closing, since(closing.uptime()), lost);
  }

  /** Why the line was lost, or nothing. */
  private String speak(Link link, SelfTest test, Wiretap tap) {
    var opened = clock.now().uptime();
    var conversation = new Conversation(link, newDriver.get(), quiet, clock, tap, test::heard);
    try {
      conversation.begin();
      while (!test.complete()
          && !Thread.currentThread().isInterrupted()
          && since(opened).compareTo(SelfTest.LONGEST) < 0) {
        conversation.once(READ_MAX);
      }
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } finally {
      conversation.end();
    }
  }

  private Duration since(Duration uptime) {
    return clock.now().uptime().minus(uptime);
  }
}
