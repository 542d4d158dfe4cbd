package org.healthhut.simulator.device.wireless;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.VirtualDevice;
import org.jspecify.annotations.Nullable;

/**
 * A device on the other end of a radio link: connects a moment after the line is there, measures
 * whoever uses it, connected or not, and says what it found when it can. What the kiosk wrote
 * before it was connected it hears then.
 */
abstract class WirelessDevice implements VirtualDevice {
  private static final Duration CONNECTS_IN = Duration.ofMillis(1500);
  private static final Duration TICK = Duration.ofMillis(500);

  final DeviceClock clock;
  final RandomGenerator random;
  final Body body;
  private Pace pace = Pace.REAL;
  private boolean connected;
  private @Nullable Duration connectsAt;
  private Bytes early = Bytes.EMPTY;
  private @Nullable Measurement measuring;
  private Duration from = Duration.ZERO;
  private Duration until = Duration.ZERO;
  private Duration nextTick = Duration.ZERO;
  private Panel panel = Panel.idle("--", "", "待机", "Ready");

  WirelessDevice(DeviceClock clock, RandomGenerator random, Body body) {
    this.clock = clock;
    this.random = random;
    this.body = body;
  }

  /** The line is there, and nothing is known of what was said before. */
  abstract List<Transmission> connected(Duration uptime);

  /** The measurement is over. */
  abstract List<Transmission> measured(Measurement found, Duration uptime);

  /** What it says while it measures. */
  List<Transmission> measuring(double part, Measurement found) {
    return List.of();
  }

  abstract List<Transmission> heard(Bytes bytes, Duration uptime);

  void disconnected() {}

  /** When the protocol wants something; null for never. */
  @Nullable Duration dueAt() {
    return null;
  }

  /** The time of {@link #dueAt} has come. */
  List<Transmission> due(Duration uptime) {
    return List.of();
  }

  final boolean isConnected() {
    return connected;
  }

  final LocalDateTime now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public final Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> {
        disconnect();
        connectsAt = uptime.plus(CONNECTS_IN);
        yield reply(List.of());
      }
      case Happening.Unplugged() -> {
        disconnect();
        yield reply(List.of());
      }
      case Happening.Asked(var found) -> {
        measuring = found;
        start(uptime);
        yield reply(List.of());
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> {
        if (measuring == null) {
          yield reply(List.of());
        }
        measuring = null;
        panel = Panel.failed("--", "已停止", "Stopped");
        yield reply(List.of()).ending(Ending.STOPPED);
      }
      case Happening.Paced(var other) -> {
        pace = other;
        start(uptime);
        yield reply(List.of());
      }
      case Happening.Heard(var bytes) -> {
        if (!connected) {
          early = early.plus(bytes);
          yield reply(List.of());
        }
        yield reply(heard(bytes, uptime));
      }
      case Happening.Shown(_) -> reply(List.of());
    };
  }

  private void disconnect() {
    connected = false;
    connectsAt = null;
    early = Bytes.EMPTY;
    disconnected();
  }

  private void start(Duration uptime) {
    from = uptime;
    until = uptime.plus(pace.of(body.takes()));
    nextTick = uptime;
  }

  private Reply woken(Duration uptime) {
    var sends = new ArrayList<Transmission>();
    if (connectsAt != null && connectsAt.compareTo(uptime) <= 0) {
      connectsAt = null;
      connected = true;
      sends.addAll(connected(uptime));
      if (!early.isEmpty()) {
        sends.addAll(heard(early, uptime));
        early = Bytes.EMPTY;
      }
    }
    var due = dueAt();
    if (connected && due != null && due.compareTo(uptime) <= 0) {
      sends.addAll(due(uptime));
    }
    var found = measuring;
    if (found == null || nextTick.compareTo(uptime) > 0) {
      return reply(sends);
    }
    if (until.compareTo(uptime) <= 0) {
      measuring = null;
      panel = body.finished(found);
      sends.addAll(measured(found, uptime));
      return reply(sends).ending(found.failed() ? Ending.FAILED : Ending.MEASURED);
    }
    double part = (double) uptime.minus(from).toMillis() / until.minus(from).toMillis();
    panel = body.measuring(part, body.live(part, found, random));
    if (connected) {
      sends.addAll(measuring(part, found));
    }
    var tick = pace.of(TICK);
    nextTick = uptime.plus(tick).compareTo(until) < 0 ? uptime.plus(tick) : until;
    return reply(sends);
  }

  private Reply reply(List<Transmission> sends) {
    return new Reply(sends, wakeAt(), null);
  }

  private @Nullable Duration wakeAt() {
    var first = connected ? dueAt() : connectsAt;
    if (measuring != null && (first == null || nextTick.compareTo(first) < 0)) {
      return nextTick;
    }
    return first;
  }

  @Override
  public final Panel panel() {
    return panel;
  }
}
