package org.healthhut.simulator.device;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.FaultyLine.Act;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.WireFrame.Direction;
import org.healthhut.simulator.pty.Plug;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one virtual device over a pseudo-terminal, on a platform thread of its own that owns all its
 * state; every method posts an order to that thread and may be called from anywhere.
 */
public final class DeviceThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeviceThread.class);

  /** More than people and scripts press in the time the thread takes to look; then it refuses. */
  private static final int ORDERS_MAX = 256;

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final String name;
  private final VirtualModel model;
  private final Path port;
  private final DeviceClock clock;
  private final Supplier<Duration> uptime;
  private final VirtualDevice device;
  private final FaultyLine line;
  private final Tap tap;
  private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(ORDERS_MAX);
  private final Deque<Act> acts = new ArrayDeque<>();
  private final Thread thread;

  private @Nullable Plug plug;
  private @Nullable Duration wakeAt;
  private @Nullable CompletableFuture<Ending> measuring;
  private @Nullable Ending ending;
  private @Nullable DeviceState shown;
  private volatile boolean closing;

  /** Something to do on the device's thread, and who waits for it to be done. */
  private record Order(Work work, CompletableFuture<Void> done) {}

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private DeviceThread(
      String name,
      VirtualModel model,
      Path port,
      Tap tap,
      InstantSource source,
      Supplier<Duration> uptime,
      RandomGenerator random) {
    this.name = name;
    this.model = model;
    this.port = port;
    this.tap = tap;
    this.uptime = uptime;
    this.clock = new DeviceClock(source);
    this.device = model.maker().make(clock, random);
    this.line = new FaultyLine(random);
    this.thread = Thread.ofPlatform().daemon().name("device-" + name).unstarted(this::run);
  }

  /** Switches a device on and plugs it in. It works until it is closed. */
  public static DeviceThread start(
      String name,
      VirtualModel model,
      Path port,
      Tap tap,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random)
      throws IOException {
    var device = new DeviceThread(name, model, port, tap, clock, uptime, random);
    device.plugIn();
    device.show();
    device.thread.start();
    return device;
  }

  /**
   * Uses the device.
   *
   * @return how it ended, once the last byte of it is on the wire; fails at once with an {@link
   *     IllegalStateException} when the device is measuring
   */
  public CompletableFuture<Ending> measure(Measurement measurement) {
    var checked = model.checked(measurement);
    var result = new CompletableFuture<Ending>();
    order(
            () -> {
              if (measuring != null) {
                throw new IllegalStateException(name + " is measuring");
              }
              measuring = result;
              mark("测量 measure");
              tell(new Happening.Asked(checked));
            })
        .exceptionally(failure -> {
          result.completeExceptionally(failure);
          return null;
        });
    return result;
  }

  /** Holds {@code document} to a reader; done once the reader has been told. */
  public CompletableFuture<Void> show(Document document) {
    var checked = model.checked(document);
    return order(() -> tell(new Happening.Shown(checked)));
  }

  /** Stops a measurement; nothing happens when there is none. */
  public CompletableFuture<Void> stop() {
    return order(() -> tell(new Happening.Stopped()));
  }

  /** Does {@code fault} to each of the next {@code times} frames. */
  public CompletableFuture<Void> inject(LineFault fault, int times) {
    if (fault == LineFault.CRC && !model.hasChecksum()) {
      throw new IllegalArgumentException(model.id() + " frames have no checksum");
    }
    return order(() -> line.inject(fault, times));
  }

  public CompletableFuture<Void> clearFaults() {
    return order(line::clear);
  }

  /** Plugs the device in again; the port's name is there when this is done. */
  public CompletableFuture<Void> plug() {
    return order(() -> {
      if (plug == null) {
        plugIn();
      }
    });
  }

  /** Pulls the cable; whoever has the port open has been hung up on when this is done. */
  public CompletableFuture<Void> unplug() {
    return order(this::pullOut);
  }

  public CompletableFuture<Void> pace(Pace pace) {
    return order(() -> tell(new Happening.Paced(pace)));
  }

  /** Sets the device's own clock {@code ahead} of the true time, or behind it. */
  public CompletableFuture<Void> skewClock(Duration ahead) {
    return order(() -> clock.skew(ahead));
  }

  /** Pulls the cable and ends the thread; a measurement under way is cancelled. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(CLOSE_MAX)) {
        log.atWarn().addKeyValue("device", name).log("device.close.gave-up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> order(Work work) {
    var done = new CompletableFuture<Void>();
    if (closing || !orders.offer(new Order(work, done))) {
      done.completeExceptionally(
          new IllegalStateException(
              closing ? name + " is closed" : name + " has " + ORDERS_MAX + " orders waiting"));
    }
    return done;
  }

  private void run() {
    try {
      while (!closing) {
        turn();
      }
    } catch (InterruptedException e) {
      log.atInfo().addKeyValue("device", name).log("device.interrupted");
    } finally {
      end();
    }
  }

  /**
   * One look at everything: orders, timers, what is due on the line, what the kiosk has written.
   */
  private void turn() throws InterruptedException {
    try {
      obey();
      var now = uptime.get();
      if (wakeAt != null && wakeAt.compareTo(now) <= 0) {
        tell(new Happening.Woken());
      }
      act(now);
      show();
      listen(pause());
    } catch (IOException e) {
      log.atWarn().addKeyValue("device", name).setCause(e).log("device.line.failed");
      pullOutQuietly();
    }
  }

  private void obey() {
    for (var order = orders.poll(); order != null; order = orders.poll()) {
      obey(order);
    }
  }

  private void obey(Order order) {
    try {
      order.work().run();
      show();
      order.done().complete(null);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      order.done().completeExceptionally(e);
    }
  }

  private void tell(Happening happening) {
    var now = uptime.get();
    var reply = device.on(happening, now);
    for (var transmission : reply.sends()) {
      acts.addAll(line.put(transmission, now));
    }
    wakeAt = reply.wakeAt();
    if (reply.ending() != null) {
      ending = reply.ending();
    }
  }

  private void act(Duration now) throws IOException {
    for (var next = acts.peek(); next != null && isDue(next, now); next = acts.peek()) {
      acts.remove();
      switch (next) {
        case Act.Write(_, var bytes, var note) -> write(bytes, note);
        case Act.Cut(_) -> pullOut();
      }
    }
    if (acts.isEmpty() && ending != null) {
      var how = ending;
      var waiting = measuring;
      ending = null;
      measuring = null;
      show();
      if (waiting != null) {
        waiting.complete(how);
      }
    }
  }

  private static boolean isDue(Act act, Duration now) {
    return act.at().compareTo(now) <= 0;
  }

  private void write(Bytes bytes, Note note) throws IOException {
    if (plug == null) {
      return;
    }
    if (!plug.pty().isOpenElsewhere()) {
      // A stream into an unopened port is no news; a result that nobody took is.
      if (measuring != null || note.verdict() == Verdict.BAD) {
        saw(Direction.RX, bytes, new Note("无人接收 port not open: " + note.text(), note.verdict()));
      }
      return;
    }
    int took = plug.pty().write(bytes);
    saw(
        Direction.RX,
        bytes.slice(0, took),
        took == bytes.length() ? note : new Note("溢出 overrun: " + note.text(), Verdict.BAD));
  }

  private void listen(Duration wait) throws IOException, InterruptedException {
    if (plug == null) {
      var order = orders.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (order != null) {
        obey(order);
      }
      return;
    }
    var read = plug;
    var bytes = read.pty().read(wait);
    // What was ordered before these bytes were written came first, however late we look.
    obey();
    if (!bytes.isEmpty() && read.equals(plug)) {
      saw(Direction.TX, bytes, device.note(bytes));
      tell(new Happening.Heard(bytes));
    }
  }

  /** Until something is due, but not longer than an order should wait. */
  private Duration pause() {
    var now = uptime.get();
    var pause = LOOK_EVERY;
    if (wakeAt != null && wakeAt.minus(now).compareTo(pause) < 0) {
      pause = wakeAt.minus(now);
    }
    var next = acts.peek();
    if (next != null && next.at().minus(now).compareTo(pause) < 0) {
      pause = next.at().minus(now);
    }
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  private void plugIn() throws IOException {
    plug = Plug.in(port);
    mark("插入 plugged in");
    tell(new Happening.PluggedIn());
  }

  private void pullOut() throws IOException {
    if (plug != null) {
      var pulled = plug;
      plug = null;
      acts.clear();
      tell(new Happening.Unplugged());
      mark("拔线 unplugged");
      pulled.close();
    }
  }

  private void pullOutQuietly() {
    try {
      pullOut();
    } catch (IOException e) {
      log.atWarn().addKeyValue("device", name).setCause(e).log("device.unplug.failed");
    }
  }

  private void end() {
    pullOutQuietly();
    show();
    var why = new CancellationException(name + " is closed");
    if (measuring != null) {
      measuring.completeExceptionally(why);
    }
    for (var order = orders.poll(); order != null; order = orders.poll()) {
      order.done().completeExceptionally(why);
    }
  }

  private void mark(String text) {
    saw(Direction.MARK, Bytes.EMPTY, new Note(text, Verdict.UNCHECKED));
  }

  private void saw(Direction direction, Bytes bytes, Note note) {
    tap.saw(new WireFrame(name, direction, uptime.get(), bytes, note));
  }

  private void show() {
    var state = state();
    if (!state.equals(shown)) {
      shown = state;
      tap.changed(state);
    }
  }

  private DeviceState state() {
    boolean opened = false;
    try {
      opened = plug != null && plug.pty().isOpenElsewhere();
    } catch (IOException e) {
      log.atWarn().addKeyValue("device", name).setCause(e).log("device.line.failed");
    }
    return new DeviceState(
        name,
        model,
        port,
        plug == null ? null : plug.pty().path(),
        opened,
        measuring != null,
        device.panel(),
        line.pending(),
        clock.skew());
  }
}
