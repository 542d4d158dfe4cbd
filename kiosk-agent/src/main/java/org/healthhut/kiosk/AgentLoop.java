package org.healthhut.kiosk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceListener;
import org.healthhut.kiosk.gpio.Lamps;
import org.healthhut.kiosk.gpio.PanelListener;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.kiosk.screen.ScreenServer;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.Screens;
import org.healthhut.kiosk.screen.Surroundings;
import org.healthhut.kiosk.service.Service;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.Known;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the visit: takes what happened from a bounded queue, steps, carries out
 * the effects and shows the result.
 *
 * <p>When the queue is full, live values are dropped, touches are refused and everything else makes
 * its sender wait.
 */
final class AgentLoop
    implements DeviceListener,
        ScreenServer.Touches,
        PanelListener,
        Parts.DistrictListener,
        AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AgentLoop.class);

  private static final int QUEUE_MAX = 1024;

  /** So many messages may be taken before the screen is shown again. */
  private static final int BURST_MAX = 64;

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private final String start;
  private final Visits visits;
  private final Outbox outbox;
  private final KioskClock clock;
  private final World world;
  private final Surroundings.Place place;
  private final Display display;
  private final Standings standings;
  private final Keeping keeping;
  private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Consumer<Lamp> light = _ -> {};
  private volatile @Nullable Service service;
  private volatile boolean idle = true;

  // Everything from here on belongs to the loop's thread.
  private Visit visit = new Visit.Idle();
  private String line = "";
  private Duration ticked = Duration.ZERO;
  private final Corrections corrections;

  /** What a visit asks of the world; none of it may block. */
  interface World {
    void ask(Effect.Ask ask);

    /** An answer comes by {@link AgentLoop#answered}, or none. */
    void inquire(Effect.Inquire inquire);

    /** What becomes of it comes by {@link AgentLoop#printed}. */
    void print(Effect.Print print);
  }

  /** Shows a screen. */
  @FunctionalInterface
  interface Display {
    void show(ScreenView view);
  }

  @FunctionalInterface
  private interface Turn {
    void take() throws InterruptedException;
  }

  private sealed interface Message {
    record Happened(VisitEvent event) implements Message {}

    /** A touch, and the screen it was made on. */
    record Touched(VisitEvent.Touch touch, String on) implements Message {}

    record StartPressed(Moment at) implements Message {}

    record Stands(String device, DeviceHealth health) implements Message {}

    record Line(String name) implements Message {}

    record Acknowledged(long through) implements Message {}

    record Settled(Keeping.Settled append) implements Message {}
  }

  /**
   * Does nothing until {@link #start}.
   *
   * @param start names this start of the agent in views
   */
  AgentLoop(
      AgentConfig config,
      String start,
      Visits visits,
      Outbox outbox,
      KioskClock clock,
      World world,
      Surroundings.Place place,
      Display display) {
    this.start = start;
    this.visits = visits;
    this.outbox = outbox;
    this.clock = clock;
    this.world = world;
    this.place = place;
    this.display = display;
    this.standings = new Standings(config.devices(), clock.now());
    this.keeping = new Keeping(outbox, clock, settled -> post(new Message.Settled(settled)));
    this.corrections = Corrections.in(config.data(), clock, outbox.boot().id());
    this.thread = Thread.ofPlatform().name("agent-loop").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** {@code sooner} runs on the outbox's thread each time a record has become durable. */
  void tellWhenDurable(Runnable sooner) {
    keeping.tellWhenDurable(sooner);
  }

  /** {@code next} runs on the loop's thread with what the lamp is to show; must not block. */
  void light(Consumer<Lamp> next) {
    light = next;
  }

  /** What a technician says of the devices, and whether one is at the kiosk. */
  void serve(Service by) {
    service = by;
  }

  /** Whether nobody is at the kiosk. May be called from any thread. */
  boolean isIdle() {
    return idle;
  }

  /** What each device is doing, by name. May be called from any thread. */
  Map<String, String> deviceStates() {
    return standings.states();
  }

  @Override
  public void heard(String device, DeviceEvent event, Moment at) {
    var heard = new VisitEvent.Heard(at, device, standings.configured(device).model().id(), event);
    switch (event) {
      case DeviceEvent.Progress _ -> {
        if (!queue.offer(new Message.Happened(heard))) {
          log.atWarn().addKeyValue("device", device).log("progress.dropped");
        }
      }
      case DeviceEvent.Measured _,
          DeviceEvent.Failed _,
          DeviceEvent.Status _,
          DeviceEvent.Identified _,
          DeviceEvent.ClockRead _,
          DeviceEvent.Setting _,
          DeviceEvent.Presented _,
          DeviceEvent.Refused _ ->
          post(new Message.Happened(heard));
    }
  }

  @Override
  public void stands(String device, DeviceHealth stands) {
    post(new Message.Stands(device, stands));
  }

  @Override
  public boolean touched(VisitEvent.Touch touch, String on) {
    return !stopping && queue.offer(new Message.Touched(touch, on));
  }

  /** The district has said who somebody is. From any thread. */
  void answered(String token, Known known) {
    post(new Message.Happened(new VisitEvent.Answered(clock.now(), token, known)));
  }

  /** What became of a slip. From any thread. */
  void printed(Stage.Printing outcome) {
    post(new Message.Happened(new VisitEvent.Printed(clock.now(), outcome)));
  }

  /** Whether a device can be used now. On the loop's thread. */
  boolean ready(String device) {
    return standings.of(device, service, clock.now()).state() == DeviceHealth.State.READY;
  }

  /** Whether the district can be reached now. On the loop's thread. */
  boolean online() {
    return !line.isEmpty();
  }

  @Override
  public void startPressed() {
    if (stopping || !queue.offer(new Message.StartPressed(clock.now()))) {
      log.atWarn().log("press.dropped");
    }
  }

  @Override
  public void presence(boolean occupied) {
    post(new Message.Happened(new VisitEvent.Presence(clock.now(), occupied)));
  }

  @Override
  public void line(String name) {
    post(new Message.Line(name));
  }

  @Override
  public void acknowledged(long committed) {
    post(new Message.Acknowledged(committed));
  }

  /** Ends the visit that is open, and waits until its end is kept or the deadline has passed. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(CLOSE_MAX.plusSeconds(1))) {
        log.atWarn().log("loop.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for room, until the loop is gone; the loop itself must not wait for its own queue. */
  private void post(Message message) {
    if (Thread.currentThread().equals(thread)) {
      take(message);
      return;
    }
    try {
      while (!queue.offer(message, TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (thread.getState() == Thread.State.TERMINATED) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      ticked = clock.now().uptime();
      guarded(this::show);
      while (!stopping) {
        guarded(() -> takeBurst(TICK));
        guarded(this::tick);
        guarded(this::show);
      }
      stop();
    } catch (InterruptedException _) {
      log.atWarn().log("loop.interrupted");
    }
  }

  /**
   * A mistake of our own costs the turn it is made in and no more: a loop that ended would leave a
   * resident's values on the screen for ever. An error ends the process (see {@link LastWords}).
   */
  private void guarded(Turn turn) throws InterruptedException {
    try {
      turn.take();
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0])
          .log("turn.failed");
    }
  }

  private void tick() {
    var now = clock.now();
    var serving = service;
    if (serving != null) {
      serving.tick(now);
    }
    for (var event : corrections.step(now, outbox.boot().id())) {
      append(new Effect.Append(event, null));
    }
    if (now.uptime().minus(ticked).compareTo(TICK) >= 0) {
      ticked = now.uptime();
      step(new VisitEvent.Tick(now));
    }
  }

  private void stop() throws InterruptedException {
    var deadline = clock.now().uptime().plus(CLOSE_MAX);
    step(new VisitEvent.Stopping(clock.now()));
    guarded(this::show);
    while (keeping.unsettled() > 0 && clock.now().uptime().compareTo(deadline) < 0) {
      guarded(() -> takeBurst(TICK));
    }
    if (keeping.unsettled() > 0) {
      log.atWarn().addKeyValue("unsettled", keeping.unsettled()).log("loop.gaveUp");
    }
    corrections.close();
  }

  private void takeBurst(Duration wait) throws InterruptedException {
    var message = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    for (int taken = 0; message != null; taken++) {
      take(message);
      message = taken < BURST_MAX ? queue.poll() : null;
    }
  }

  private void take(Message message) {
    switch (message) {
      case Message.Happened(var event) -> {
        if (event instanceof VisitEvent.Heard(_, var device, _, DeviceEvent.Measured _)) {
          log.atInfo().addKeyValue("device", device).log("reading.measured");
        }
        step(event);
      }
      case Message.Touched(var touch, var on) -> {
        if (on.isEmpty() || on.equals(Screens.screen(visit, false).key()) || anywhere(touch)) {
          step(touch);
        } else {
          log.atDebug().addKeyValue("on", on).log("touch.late");
        }
      }
      case Message.StartPressed(var at) -> {
        // During a visit it may be the next person who presses; the screen has no such button then.
        if (visit instanceof Visit.Idle || visit instanceof Visit.Ended) {
          step(new VisitEvent.Begin(at));
        }
      }
      case Message.Stands(var device, var stands) -> {
        standings.put(device, stands);
        if (stands.state() == DeviceHealth.State.OFFLINE) {
          step(silent(device, stands));
        }
      }
      case Message.Line(var now) -> {
        if (!now.equals(line)) {
          line = now;
          log.atInfo()
              .addKeyValue("line", line)
              .log(line.isEmpty() ? "district.lost" : "district.reached");
        }
      }
      case Message.Acknowledged(var committed) ->
          keeping.acknowledged(committed).forEach(this::step);
      case Message.Settled(var append) -> {
        corrections.settled(append.append().entry(), append.failure() == null);
        keeping.settled(append).forEach(this::step);
      }
    }
  }

  /** A line that is gone is a device that says nothing: who waits for it is told at once. */
  private VisitEvent.Heard silent(String device, DeviceHealth stands) {
    return new VisitEvent.Heard(
        clock.now(),
        device,
        standings.configured(device).model().id(),
        new DeviceEvent.Failed(Fault.SILENT, stands.cause()));
  }

  /** Whether a touch means the same whatever screen has come meanwhile. */
  private static boolean anywhere(VisitEvent.Touch touch) {
    return touch instanceof VisitEvent.Stop
        || touch instanceof VisitEvent.Stay
        || touch instanceof VisitEvent.CallStaff
        || touch instanceof VisitEvent.Prefer;
  }

  /** A mistake of our own in a step must not stop the kiosk: the visit stays as it was. */
  private void step(VisitEvent event) {
    if (isKeptOut(event)) {
      return;
    }
    try {
      var next = visits.step(visit, event);
      visit = next.visit();
      idle = visit instanceof Visit.Idle || visit instanceof Visit.Ended;
      next.effects().forEach(this::carryOut);
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("event", event.getClass().getSimpleName())
          .setCause(e)
          .log("step.failed");
    }
  }

  /**
   * Whether the event would begin a visit while a technician is at the kiosk. Says that the kiosk
   * is taken before it asks, as the technician's desk does the other way round, so that of two who
   * come at once at most one is let in.
   */
  private boolean isKeptOut(VisitEvent event) {
    boolean begins =
        event instanceof VisitEvent.Touch
            || event instanceof VisitEvent.Heard(_, _, _, DeviceEvent.Presented _);
    var serving = service;
    if (serving == null || !begins || !idle) {
      return false;
    }
    idle = false;
    boolean open = serving.isOpen();
    if (open) {
      idle = true;
    }
    return open;
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Append append -> append(append);
      case Effect.Ask ask -> world.ask(ask);
      case Effect.Inquire inquire -> world.inquire(inquire);
      case Effect.Print print -> world.print(print);
    }
  }

  /** Before {@link #start}, or on the loop's thread. */
  void append(Effect.Append append) {
    keeping.append(append);
  }

  private void show() {
    var devices = standings.all(service, clock.now());
    var view = view(devices);
    light.accept(
        Lamps.of(
            visit,
            view.leavingInSeconds() != null || view.calling(),
            keeping.isWell() && outbox.room() != Room.NONE,
            devices.stream().map(device -> device.health().state()).toList()));
    display.show(view);
  }

  private ScreenView view(List<Surroundings.Device> devices) {
    var now = clock.now();
    var serving = service;
    var around =
        new Surroundings(
            start,
            place,
            devices,
            line,
            outbox.standing().waiting(),
            outbox.room() == Room.NONE,
            serving != null && serving.isDamaged(),
            serving != null && serving.isOpen(),
            now);
    return Screens.view(visit, around, visits.leavingIn(visit, now));
  }
}
