package org.healthhut.simulator.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.simulator.device.FaultyLine.Act;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A driver and the virtual device of its model on one line, in virtual time: hours pass in
 * milliseconds, and the same seed gives the same meeting to the byte.
 */
public final class Meeting {
  static final Instant START = Rehearsal.START;

  /** A port that has gone is opened again after this. */
  static final Duration REOPENED_AFTER = Duration.ofSeconds(1);

  private static final Duration QUIET_UNSAID = Duration.ofMillis(100);

  private final Model model;
  private final VirtualDevice twin;
  private final FaultyLine line;
  private final DeviceClock clock;
  private final Duration quiet;
  private final Deque<Act> acts = new ArrayDeque<>();
  private final List<DeviceEvent> events = new ArrayList<>();
  private final List<Bytes> received = new ArrayList<>();
  private BiConsumer<DeviceEvent, Moment> listener = (_, _) -> {};

  private Duration now = Duration.ZERO;
  private @Nullable Driver driver;
  private @Nullable Duration driverWakes;
  private @Nullable Duration twinWakes;
  private @Nullable Duration quietAt;
  private @Nullable Duration opensAt;
  private @Nullable Ending ending;

  Meeting(Model model, VirtualModel virtual, long seed) {
    var random = new SplittableRandom(seed);
    this.model = model;
    this.clock = new DeviceClock(() -> START.plus(now()));
    this.twin = virtual.maker().make(clock, random.split());
    this.line = new FaultyLine(random.split());
    var settings = model.line();
    this.quiet = settings == null ? QUIET_UNSAID : settings.quiet();
    tell(new Happening.PluggedIn());
    open();
  }

  private Duration now() {
    return now == null ? Duration.ZERO : now;
  }

  Duration elapsed() {
    return now;
  }

  /** The wall clock, which the kiosk's and a twin's that is not wrong both show. */
  Instant instant() {
    return START.plus(now);
  }

  /** What the driver knows of the time now. */
  Moment moment() {
    return new Moment(instant(), ClockTrust.SYNCHRONIZED, Duration.ofHours(1).plus(now));
  }

  void listen(BiConsumer<DeviceEvent, Moment> to) {
    listener = to;
  }

  FaultyLine line() {
    return line;
  }

  DeviceClock twinsClock() {
    return clock;
  }

  @Nullable Ending ending() {
    return ending;
  }

  List<DeviceEvent> events() {
    return List.copyOf(events);
  }

  /** Every piece of bytes the driver was given, in order. */
  List<Bytes> received() {
    return List.copyOf(received);
  }

  <E extends DeviceEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Forgets what was said and how the last measurement ended. */
  void forget() {
    events.clear();
    received.clear();
    ending = null;
  }

  /** Something happens to the virtual device. */
  void tell(Happening happening) {
    var reply = twin.on(happening, now);
    for (var transmission : reply.sends()) {
      acts.addAll(line.put(transmission, now));
    }
    twinWakes = reply.wakeAt();
    if (reply.ending() != null) {
      ending = reply.ending();
    }
  }

  void ask(Stimulus.Request request) {
    if (driver != null) {
      drive(driver, new Stimulus.Asked(request));
    }
  }

  /** Pulls the cable; it is put back, and the port opened, a second later. */
  void replug() {
    close();
    tell(new Happening.Unplugged());
    tell(new Happening.PluggedIn());
  }

  /** Lets time pass, at most this long, until {@code done}. */
  void pass(Duration atMost, BooleanSupplier done) {
    var limit = now.plus(atMost);
    while (!done.getAsBoolean()) {
      var next = next();
      if (next == null || next.compareTo(limit) > 0) {
        now = limit;
        return;
      }
      if (next.compareTo(now) > 0) {
        now = next;
      }
      happen();
    }
  }

  void pass(Duration elapsed) {
    pass(elapsed, () -> false);
  }

  private @Nullable Duration next() {
    var act = acts.peek();
    return Stream.of(
            Optional.ofNullable(driverWakes),
            Optional.ofNullable(twinWakes),
            Optional.ofNullable(quietAt),
            Optional.ofNullable(opensAt),
            Optional.ofNullable(act == null ? null : act.at()))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** One thing that is due. */
  private void happen() {
    var act = acts.peek();
    if (act != null && due(act.at())) {
      acts.remove();
      switch (act) {
        case Act.Write(_, var bytes, _) -> deliver(bytes);
        case Act.Cut(_) -> replug();
      }
    } else if (opensAt != null && due(opensAt)) {
      opensAt = null;
      open();
    } else if (quietAt != null && due(quietAt)) {
      quietAt = null;
      if (driver != null) {
        drive(driver, new Stimulus.Quiet());
      }
    } else if (driverWakes != null && due(driverWakes)) {
      driverWakes = null;
      if (driver != null) {
        drive(driver, new Stimulus.Woken());
      }
    } else if (twinWakes != null && due(twinWakes)) {
      twinWakes = null;
      tell(new Happening.Woken());
    }
  }

  private boolean due(Duration at) {
    return at.compareTo(now) <= 0;
  }

  private void deliver(Bytes bytes) {
    if (driver != null && !bytes.isEmpty()) {
      received.add(bytes);
      quietAt = now.plus(quiet);
      drive(driver, new Stimulus.Received(bytes));
    }
  }

  private void open() {
    driver = model.newDriver().get();
    drive(driver, new Stimulus.Opened());
  }

  private void close() {
    acts.clear();
    if (driver != null) {
      drive(driver, new Stimulus.Closed());
      driver = null;
    }
    driverWakes = null;
    quietAt = null;
    opensAt = now.plus(REOPENED_AFTER);
  }

  private void drive(Driver on, Stimulus stimulus) {
    var at = moment();
    var response = on.on(stimulus, at);
    for (var event : response.events()) {
      events.add(event);
      listener.accept(event, at);
    }
    var wakeAt = response.wakeAt();
    driverWakes = wakeAt == null ? null : wakeAt.minusHours(1);
    for (var bytes : response.writes()) {
      tell(new Happening.Heard(bytes));
    }
  }
}
