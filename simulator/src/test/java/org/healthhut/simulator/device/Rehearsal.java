package org.healthhut.simulator.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Reply.Ending;
import org.jspecify.annotations.Nullable;

/** A virtual device in virtual time: what it sends and when, with nothing real in between. */
public final class Rehearsal {
  /** Noon in China on 8 March 2025. */
  public static final Instant START = Instant.parse("2025-03-08T04:00:00Z");

  public record Sent(Duration at, Bytes frame, String note) {}

  private final VirtualDevice device;
  private final List<Sent> sent = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private @Nullable Duration wakeAt;
  private @Nullable Ending ending;

  public Rehearsal(VirtualModel model) {
    this(model, Duration.ZERO);
  }

  public Rehearsal(VirtualModel model, Duration skew) {
    var clock = new DeviceClock(() -> START.plus(now()));
    clock.skew(skew);
    device = model.maker().make(clock, new SplittableRandom(1));
    tell(new Happening.PluggedIn());
  }

  private Duration now() {
    return now == null ? Duration.ZERO : now;
  }

  public void tell(Happening happening) {
    var reply = device.on(happening, now);
    reply.sends().forEach(each -> sent.add(new Sent(now, each.frame(), each.note())));
    wakeAt = reply.wakeAt();
    if (reply.ending() != null) {
      ending = reply.ending();
    }
  }

  /** Lets time pass, waking the device when it asks for it. */
  public void pass(Duration elapsed) {
    var end = now.plus(elapsed);
    while (wakeAt != null && wakeAt.compareTo(end) <= 0) {
      now = wakeAt;
      tell(new Happening.Woken());
    }
    now = end;
  }

  /** Lets time pass until the measurement is over, an hour at most; says when it was. */
  public Duration passUntilEnding() {
    var limit = now.plus(Duration.ofHours(1));
    while (ending == null && wakeAt != null && wakeAt.compareTo(limit) <= 0) {
      now = wakeAt;
      tell(new Happening.Woken());
    }
    return now;
  }

  public @Nullable Ending ending() {
    return ending;
  }

  public Panel panel() {
    return device.panel();
  }

  public List<Sent> sent() {
    return sent;
  }

  public String sentText() {
    return sent.stream().map(each -> each.frame().latin1()).collect(Collectors.joining());
  }
}
