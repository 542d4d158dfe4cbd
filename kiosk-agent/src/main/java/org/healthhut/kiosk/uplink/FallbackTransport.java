package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A main line to the district and a spare one. {@link Lines} decides which is tried. While the
 * spare one is in use, the main one is tried again in the background; when it holds, the spare
 * connection is told lost, and the next {@link #connect} answers the one that was made. Nothing is
 * carried over: what was not acknowledged is sent again on the other line, and the district keeps
 * it once.
 */
public final class FallbackTransport implements Transport {
  /**
   * When the lines change.
   *
   * @param patience how long the main line may be away before the spare one is used
   * @param again how long after another the main line is tried while the spare one is in use
   * @param holds how long it must be connected to be taken for back
   */
  public record Times(Duration patience, Duration again, Duration holds) {
    public Times {
      if (!patience.isPositive() || !again.isPositive() || !holds.isPositive()) {
        throw new IllegalArgumentException("the times of a spare line are positive");
      }
    }

    public static Times usual(Duration patience) {
      return new Times(patience, Duration.ofMinutes(1), Duration.ofSeconds(10));
    }
  }

  private static final Logger log = LoggerFactory.getLogger(FallbackTransport.class);

  private final Transport main;
  private final Transport spare;
  private final KioskClock clock;
  private final Times times;
  private final ReentrantLock lock = new ReentrantLock();
  private final Lines lines;
  private @Nullable Line returned;
  private volatile Transport inUse;

  public FallbackTransport(Transport main, Transport spare, KioskClock clock, Times times) {
    this.main = main;
    this.spare = spare;
    this.clock = clock;
    this.times = times;
    this.lines = new Lines(times.patience(), times.holds(), uptime());
    this.inUse = main;
  }

  /** The line in use, or tried last. */
  @Override
  public String name() {
    return inUse.name();
  }

  @Override
  public boolean hasBetterProspects() {
    return locked(() -> returned != null || lines.better(uptime()));
  }

  @Override
  public Connection connect(Listener listener) throws IOException, InterruptedException {
    var back = takeReturned();
    if (back.isPresent()) {
      inUse = main;
      back.get().handTo(listener);
      return back.get();
    }
    var which = locked(() -> lines.next(uptime()));
    inUse = transport(which);
    var line = open(which);
    line.handTo(listener);
    if (which == Lines.Line.SPARE) {
      log.atWarn().addKeyValue("transport", spare.name()).log("uplink.fellOver");
      line.watchMain();
    }
    return line;
  }

  private Transport transport(Lines.Line which) {
    return switch (which) {
      case MAIN -> main;
      case SPARE -> spare;
    };
  }

  private Line open(Lines.Line which) throws IOException, InterruptedException {
    var line = new Line(which);
    try {
      line.connection = transport(which).connect(line);
    } catch (IOException | InterruptedException | RuntimeException e) {
      locked(() -> lines.failed(which));
      throw e;
    }
    locked(() -> lines.connected(which, uptime()));
    return line;
  }

  private Optional<Line> takeReturned() {
    return locked(() -> {
      var taken = Optional.ofNullable(returned);
      returned = null;
      return taken;
    });
  }

  private Duration uptime() {
    return clock.now().uptime();
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** One connection of either line, and what comes from it before somebody listens. */
  private final class Line implements Connection, Listener {
    private final Lines.Line which;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock telling = new ReentrantLock();
    private @Nullable Connection connection;
    private @Nullable Listener listener;
    private @Nullable Thread watcher;
    private @Nullable String lost;
    private boolean closed;

    Line(Lines.Line which) {
      this.which = which;
    }

    /** From now on {@code to} hears of it; throws when it is lost already. */
    void handTo(Listener to) throws IOException {
      telling.lock();
      try {
        if (lost == null) {
          listener = to;
          return;
        }
      } finally {
        telling.unlock();
      }
      close();
      throw new IOException(transport(which).name() + " broke again: " + lost);
    }

    @Override
    public UplinkSettings bounds(UplinkSettings usual) {
      return open().bounds(usual);
    }

    @Override
    public void publish(Batch batch) throws IOException {
      open().publish(batch);
    }

    @Override
    public void publish(KioskState state) throws IOException {
      open().publish(state);
    }

    @Override
    public void ask(Inquiry inquiry) {
      open().ask(inquiry);
    }

    private Connection open() {
      if (connection == null) {
        throw new IllegalStateException("used before it was connected");
      }
      return connection;
    }

    @Override
    public void acknowledged(Ack ack) {
      tell(to -> to.acknowledged(ack));
    }

    @Override
    public void commanded(List<String> commands) {
      tell(to -> to.commanded(commands));
    }

    @Override
    public void answered(Bytes message) {
      tell(to -> to.answered(message));
    }

    @Override
    public void stateWanted() {
      tell(Listener::stateWanted);
    }

    private void tell(Consumer<Listener> what) {
      telling.lock();
      try {
        if (listener != null && !closed) {
          what.accept(listener);
        }
      } finally {
        telling.unlock();
      }
    }

    @Override
    public void lost(String why) {
      telling.lock();
      try {
        if (lost != null || closed) {
          return;
        }
        lost = why;
        if (listener != null) {
          listener.lost(why);
        }
      } finally {
        telling.unlock();
      }
    }

    boolean isLost() {
      telling.lock();
      try {
        return lost != null;
      } finally {
        telling.unlock();
      }
    }

    @Override
    public void close() {
      telling.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
      } finally {
        telling.unlock();
      }
      locked(() -> lines.lost(which, uptime()));
      closing.countDown();
      if (watcher != null) {
        watcher.interrupt();
      }
      if (connection != null) {
        connection.close();
      }
    }

    /** Tries the main line until it holds or this one is closed. */
    void watchMain() {
      watcher = Thread.ofVirtual().name("uplink-main").start(this::watch);
    }

    private void watch() {
      try {
        while (!closing.await(times.again().toMillis(), TimeUnit.MILLISECONDS)) {
          if (mainHolds()) {
            lost(main.name() + " is back");
            return;
          }
        }
      } catch (InterruptedException _) {
        // Closed.
      }
    }

    private boolean mainHolds() throws InterruptedException {
      Line back;
      try {
        back = FallbackTransport.this.open(Lines.Line.MAIN);
      } catch (IOException | RuntimeException e) {
        log.atDebug().addKeyValue("why", Courier.reason(e)).log("uplink.mainStillAway");
        return false;
      }
      boolean keep = false;
      try {
        if (closing.await(times.holds().toMillis(), TimeUnit.MILLISECONDS) || back.isLost()) {
          return false;
        }
        locked(() -> returned = back);
        keep = true;
        return true;
      } finally {
        if (!keep) {
          back.close();
        }
      }
    }
  }
}
