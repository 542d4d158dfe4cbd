package org.healthhut.simulator.meeting;

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
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.FaultyLine;
import org.healthhut.simulator.device.FaultyLine.Act;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A driver and the virtual device of its model on one line, in virtual time: hours pass in
 * milliseconds, and the same seed gives the same meeting to the byte.
 */
public final class Meeting {
  /** Noon in China on 8 March 2025. */
  public static final Instant START = Instant.parse("2025-03-08T04:00:00Z");

  /** A port that has gone is opened again after this. */
  public static final Duration REOPENED_AFTER = Duration.ofSeconds(1);

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
  private BiConsumer<Stimulus, Moment> recorder = (_, _) -> {};
  private Wire wire = Wire.SOUND;
  private long heardBytes;

  private Duration now = Duration.ZERO;
  private @Nullable Driver driver;
  private @Nullable Duration driverWakes;
  private @Nullable Duration twinWakes;
  private @Nullable Duration quietAt;
  private @Nullable Duration opensAt;
  private @Nullable Ending ending;

  public Meeting(Model model, VirtualModel virtual, long seed) {
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

  public Duration elapsed() {
    return now;
  }

  /** The wall clock, which the kiosk's and a twin's that is not wrong both show. */
  public Instant instant() {
    return START.plus(now);
  }

  /** What the driver knows of the time now. */
  public Moment moment() {
    return new Moment(instant(), ClockTrust.SYNCHRONIZED, Duration.ofHours(1).plus(now));
  }

  public void listen(BiConsumer<DeviceEvent, Moment> to) {
    listener = to;
  }

  /** Everything that will happen to the driver. */
  public void record(BiConsumer<Stimulus, Moment> to) {
    recorder = to;
  }

  /** What will become of the frames on their way. */
  public void over(Wire other) {
    wire = other;
  }

  public FaultyLine line() {
    return line;
  }

  public DeviceClock twinsClock() {
    return clock;
  }

  public @Nullable Ending ending() {
    return ending;
  }

  public List<DeviceEvent> events() {
    return List.copyOf(events);
  }

  /** Every piece of bytes the driver was given, in order. */
  public List<Bytes> received() {
    return List.copyOf(received);
  }

  /** How many bytes the driver was given, forgotten ones included. */
  public long heardBytes() {
    return heardBytes;
  }

  public <E extends DeviceEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Forgets what was said and how the last measurement ended. */
  public void forget() {
    events.clear();
    received.clear();
    ending = null;
  }

  /** Something happens to the virtual device. */
  public void tell(Happening happening) {
    var reply = twin.on(happening, now);
    for (var transmission : reply.sends()) {
      acts.addAll(line.put(transmission, now));
    }
    twinWakes = reply.wakeAt();
    if (reply.ending() != null) {
      ending = reply.ending();
    }
  }

  public void ask(Stimulus.Request request) {
    if (driver != null) {
      drive(driver, new Stimulus.Asked(request));
    }
  }

  /** Pulls the cable; it is put back, and the port opened, a second later. */
  public void replug() {
    close();
    tell(new Happening.Unplugged());
    tell(new Happening.PluggedIn());
  }

  /** Lets time pass, at most this long, until {@code done}. */
  public void pass(Duration atMost, BooleanSupplier done) {
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

  public void pass(Duration elapsed) {
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
        case Act.Write(_, var bytes, _) -> {
          if (!bytes.isEmpty()) {
            wire.carry(bytes).forEach(this::hear);
          }
        }
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

  /** The driver is given bytes, wherever they come from. */
  public void hear(Bytes bytes) {
    if (driver != null && !bytes.isEmpty()) {
      received.add(bytes);
      heardBytes += bytes.length();
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
    recorder.accept(stimulus, at);
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
