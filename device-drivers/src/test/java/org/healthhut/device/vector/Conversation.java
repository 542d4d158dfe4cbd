package org.healthhut.device.vector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A driver on an open line in virtual time, and what it has said since the last {@link #forget}.
 */
public final class Conversation {
  /** 09:41:30 in China, seconds after the readings of most examples. */
  public static final Instant START = Instant.parse("2025-03-08T01:41:30Z");

  private final Driver driver;
  private final List<DeviceEvent> events = new ArrayList<>();
  private final List<Bytes> writes = new ArrayList<>();
  private Moment now;
  private @Nullable Duration wakeAt;

  public Conversation(Driver driver) {
    this(driver, START);
  }

  public Conversation(Driver driver, Instant at) {
    this.driver = driver;
    this.now = new Moment(at, ClockTrust.SYNCHRONIZED, Duration.ofHours(1));
    tell(new Stimulus.Opened());
  }

  public void tell(Stimulus stimulus) {
    var response = driver.on(stimulus, now);
    events.addAll(response.events());
    writes.addAll(response.writes());
    wakeAt = response.wakeAt();
  }

  public void receive(Bytes bytes) {
    tell(new Stimulus.Received(bytes));
  }

  public void receive(String text) {
    receive(Bytes.ascii(text));
  }

  public void quiet() {
    tell(new Stimulus.Quiet());
  }

  /** Lets time pass, waking the driver whenever it asked for it. */
  public void pass(Duration time) {
    var until = now.plus(time);
    while (wakeAt != null && wakeAt.compareTo(until.uptime()) <= 0) {
      var early = wakeAt.minus(now.uptime());
      now = early.isNegative() ? now : now.plus(early);
      tell(new Stimulus.Woken());
    }
    now = until;
  }

  public void inPieces(Bytes bytes, RandomGenerator random) {
    int from = 0;
    while (from < bytes.length()) {
      int to = Math.min(bytes.length(), from + 1 + random.nextInt(20));
      receive(bytes.slice(from, to));
      from = to;
    }
  }

  public void forget() {
    events.clear();
    writes.clear();
  }

  public List<DeviceEvent> events() {
    return List.copyOf(events);
  }

  public Bytes written() {
    return writes.stream().reduce(Bytes.EMPTY, Bytes::plus);
  }

  public @Nullable Duration wakeAt() {
    return wakeAt;
  }

  /** What was said, as vectors write it. */
  public List<String> said() {
    return events.stream().map(Conversation::describe).toList();
  }

  /** What was said and forgets it. */
  public List<String> hear() {
    var said = said();
    forget();
    return said;
  }

  public List<DeviceEvent.Measured> measured() {
    return events.stream()
        .filter(DeviceEvent.Measured.class::isInstance)
        .map(DeviceEvent.Measured.class::cast)
        .toList();
  }

  /** Shows what production hides: the persons of vectors and tests are invented. */
  public static String describe(DeviceEvent event) {
    return switch (event) {
      case DeviceEvent.Measured(var values, var flags, var deviceTime, _) ->
          "Measured "
              + values.entrySet().stream()
                  .map(entry ->
                      "%s=%s %s"
                          .formatted(
                              entry.getKey().key(),
                              entry.getValue().number(),
                              entry.getValue().unit().ucum()))
                  .collect(Collectors.joining(" "))
              + flags.stream()
                  .map(Flag::name)
                  .sorted()
                  .map(" "::concat)
                  .collect(Collectors.joining())
              + (deviceTime == null ? "" : " at " + deviceTime);
      case DeviceEvent.Progress(var metric, var quantity) ->
          "Progress %s=%s %s".formatted(metric.key(), quantity.number(), quantity.unit().ucum());
      case DeviceEvent.Failed(var fault, var detail) -> ("Failed " + fault + " " + detail).strip();
      case DeviceEvent.Status(var state, var detail) -> ("Status " + state + " " + detail).strip();
      case DeviceEvent.Identified(var serial, var model) ->
          ("Identified " + model + (serial == null ? "" : " serial " + serial)).strip();
      case DeviceEvent.ClockRead(var shown) -> "ClockRead " + shown;
      case DeviceEvent.Setting(var name, var value, var right) ->
          "Setting %s=%s%s".formatted(name, value, right ? "" : " WRONG");
      case DeviceEvent.Presented(Presentation.Card(var identity, var expired)) ->
          "Presented Card %s %s%s"
              .formatted(identity.number().reveal(), identity.name(), expired ? " expired" : "");
      case DeviceEvent.Presented(Presentation.Code(var text)) -> "Presented Code " + text;
      case DeviceEvent.Refused(var why, _) -> "Refused " + why;
    };
  }
}
