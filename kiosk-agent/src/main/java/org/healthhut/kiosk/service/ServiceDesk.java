package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.jspecify.annotations.Nullable;

/**
 * Who may be in the service page: one technician at a time, never beside a resident's visit, and
 * gone after {@link #SILENT_MAX} without a touch.
 */
public final class ServiceDesk {
  static final Duration SILENT_MAX = Duration.ofMinutes(5);
  private static final int SESSION_BYTES = 16;

  private final Optional<PinLock> pin;
  private final BooleanSupplier isIdle;
  private final KioskClock clock;
  private final RandomGenerator random;
  private final Report report;
  private final Runnable onLeaving;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Session session;

  /** Tells the district what was done here, as {@code service.entered}. Never waits for it. */
  @FunctionalInterface
  interface Report {
    void tell(String kind, Map<String, String> details);
  }

  /** What an attempt to enter comes to: always exactly one of these. */
  sealed interface Entered {
    /**
     * The page is open.
     *
     * @param session what each request of it must show
     */
    record In(String session) implements Entered {}

    record Wrong(int left) implements Entered {}

    record Locked(Duration left) implements Entered {}

    /** Somebody is being measured. */
    record Visiting() implements Entered {}

    /** No PIN is configured: nobody can enter. */
    record Shut() implements Entered {}
  }

  private record Session(String id, Duration touched) {}

  /**
   * A desk that nobody sits at.
   *
   * @param isIdle whether no visit is open
   * @param random must be cryptographically strong outside tests
   * @param onLeaving called when a session ends, however it does
   */
  ServiceDesk(
      Optional<PinLock> pin,
      BooleanSupplier isIdle,
      KioskClock clock,
      RandomGenerator random,
      Report report,
      Runnable onLeaving) {
    this.pin = pin;
    this.isIdle = isIdle;
    this.clock = clock;
    this.random = random;
    this.report = report;
    this.onLeaving = onLeaving;
  }

  /** Whether the page is open; while it is, no visit may begin. From any thread. */
  public boolean open() {
    var now = session;
    if (now == null) {
      return false;
    }
    if (clock.now().uptime().minus(now.touched()).compareTo(SILENT_MAX) < 0) {
      return true;
    }
    end(now.id(), "timeout");
    return session != null;
  }

  boolean hasPin() {
    return pin.isPresent();
  }

  Duration lockedFor() {
    return pin.map(PinLock::lockedFor).orElse(Duration.ZERO);
  }

  /**
   * Tries to enter. Whoever enters takes the place of whoever was in: the same technician has
   * loaded the page again.
   *
   * @throws IOException when the try cannot be kept on the disk
   */
  Entered enter(String typed) throws IOException {
    if (pin.isEmpty()) {
      return new Entered.Shut();
    }
    if (!isIdle.getAsBoolean()) {
      return new Entered.Visiting();
    }
    return switch (pin.get().attempt(typed)) {
      case PinLock.Answer.Right _ -> sitDown();
      case PinLock.Answer.Wrong(int left) -> {
        report.tell("service.refused", Map.of("triesLeft", "" + left));
        yield new Entered.Wrong(left);
      }
      case PinLock.Answer.Locked(var left, boolean justNow) -> {
        if (justNow) {
          report.tell("service.locked", Map.of("minutes", "" + PinLock.LOCKED.toMinutes()));
        }
        yield new Entered.Locked(left);
      }
    };
  }

  private Entered sitDown() {
    var id = draw();
    lock.lock();
    try {
      var before = session;
      if (before != null) {
        onLeaving.run();
      }
      // Said before it is asked: a visit that begins at this moment looks the other way round.
      session = new Session(id, clock.now().uptime());
      if (!isIdle.getAsBoolean()) {
        session = null;
        return new Entered.Visiting();
      }
    } finally {
      lock.unlock();
    }
    report.tell("service.entered", Map.of());
    return new Entered.In(id);
  }

  /** Whether {@code id} is the session that is open. */
  boolean admits(String id) {
    var now = session;
    return now != null && open() && same(id, now.id());
  }

  /** A person is there. */
  void touch(String id) {
    lock.lock();
    try {
      var now = session;
      if (now != null && same(id, now.id())) {
        session = new Session(now.id(), clock.now().uptime());
      }
    } finally {
      lock.unlock();
    }
  }

  /** How long until the session ends by itself; zero when there is none. */
  Duration left() {
    var now = session;
    return now == null ? Duration.ZERO : now.touched().plus(SILENT_MAX).minus(clock.now().uptime());
  }

  void leave(String id) {
    end(id, "button");
  }

  private void end(String id, String why) {
    lock.lock();
    try {
      var now = session;
      if (now == null || !same(id, now.id())) {
        return;
      }
      boolean stays = why.equals("timeout") && left().isPositive();
      if (stays) {
        return;
      }
      session = null;
      onLeaving.run();
    } finally {
      lock.unlock();
    }
    report.tell("service.left", Map.of("why", why));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String draw() {
    var bytes = new byte[SESSION_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
