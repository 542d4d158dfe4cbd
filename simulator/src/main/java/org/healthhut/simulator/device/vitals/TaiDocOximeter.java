package org.healthhut.simulator.device.vitals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.simulator.device.taidoc.TaiDocCore;
import org.healthhut.simulator.device.taidoc.TaiDocPacket;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * TaiDoc TD-8201 or TD-8255: says what it sees whenever it is asked.
 *
 * <pre>
 * 49  SpO2 in %  00 00  pulse
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "live SpO2". guess: that it answers with zeros while there is no
 * finger and while it searches.
 */
final class TaiDocOximeter implements VirtualDevice, TaiDocCore.Values {
  private static final int MODEL = 8201;
  private static final int LIVE = 0x49;

  private static final Duration SEARCHES_FOR = Duration.ofSeconds(4);
  private static final Duration UNSTEADY_FOR = Duration.ofSeconds(4);

  /** However fast people are: a reader needs some steady seconds. */
  private static final Duration STEADY_FOR = Duration.ofSeconds(15);

  private static final Panel READY = Panel.idle("--", "%", "待机", "Ready");

  private final RandomGenerator random;
  private final TaiDocCore core;
  private Pace pace = Pace.REAL;
  private State state = new Empty();
  private @Nullable Duration wakeAt;
  private Panel panel = READY;

  private sealed interface State {}

  private record Empty() implements State {}

  private record Searching(Measurement found) implements State {}

  private record Unsteady(Measurement found) implements State {}

  private record Steady(Measurement found) implements State {}

  TaiDocOximeter(DeviceClock clock, RandomGenerator random) {
    this.random = random;
    this.core = new TaiDocCore(clock, random, MODEL, this);
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> reply(core.wake());
      case Happening.Asked(var found) -> {
        state = new Searching(found);
        wakeAt = uptime.plus(pace.of(SEARCHES_FOR));
        panel = Panel.busy("--", "%", "寻找脉搏", "Searching", 20);
        yield reply(core.used());
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> state instanceof Empty ? reply(List.of()) : out(Ending.STOPPED);
      case Happening.Paced(var other) -> {
        pace = other;
        yield reply(List.of());
      }
      case Happening.Heard(var bytes) -> reply(core.heard(bytes, uptime));
      case Happening.Unplugged(), Happening.Shown(_) -> reply(List.of());
    };
  }

  private Reply woken(Duration uptime) {
    return switch (state) {
      case Empty() -> reply(List.of());
      case Searching(var found) -> {
        state = new Unsteady(found);
        wakeAt = uptime.plus(pace.of(UNSTEADY_FOR));
        panel = shown(found, 40);
        yield reply(List.of());
      }
      case Unsteady(var found) -> {
        state = new Steady(found);
        wakeAt = uptime.plus(STEADY_FOR);
        panel = shown(found, 70);
        yield reply(List.of());
      }
      case Steady(var found) -> {
        var over = out(Ending.MEASURED);
        panel = Panel.done(percent(found), "%", "手指已移出", "Finger out");
        yield over;
      }
    };
  }

  private Reply out(Ending ending) {
    state = new Empty();
    wakeAt = null;
    panel = Panel.failed("--", "手指已移出", "Finger out");
    return reply(List.of()).ending(ending);
  }

  private Reply reply(List<Transmission> sends) {
    return new Reply(sends, wakeAt, null);
  }

  private static Panel shown(Measurement found, int percent) {
    return Panel.busy(percent(found), "%", "测量中", "Measuring", percent);
  }

  private static String percent(Measurement found) {
    return found.value(Metric.OXYGEN_SATURATION).toPlainString();
  }

  @Override
  public Optional<Transmission> live() {
    return Optional.of(
        switch (state) {
          case Empty(), Searching(_) -> live(0, 0);
          case Unsteady(var found) ->
              live(
                  Math.min(100, number(found, Metric.OXYGEN_SATURATION) + random.nextInt(-1, 2)),
                  number(found, Metric.PULSE) + random.nextInt(-3, 4));
          case Steady(var found) ->
              live(number(found, Metric.OXYGEN_SATURATION), number(found, Metric.PULSE));
        });
  }

  private static int number(Measurement found, Metric metric) {
    return found.values().getOrDefault(metric, BigDecimal.ZERO).intValueExact();
  }

  static Transmission live(int percent, int pulse) {
    return TaiDocPacket.of(
        LIVE,
        Math.clamp(percent, 0, 255),
        0,
        0,
        Math.clamp(pulse, 0, 255),
        "血氧 SpO2 " + percent + " %, 脉搏 pulse " + pulse);
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return core.note(fromKiosk);
  }
}
