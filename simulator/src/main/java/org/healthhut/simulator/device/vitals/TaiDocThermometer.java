package org.healthhut.simulator.device.vitals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * TaiDoc TD-1241, TD-1261 or TD-1035: keeps temperatures and tells them record by record. It begins
 * with a few of other people from the days before.
 *
 * <pre>
 * 26  °C × 10, or × 100 where that is 1000 or more (2, low byte first)  00 00
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "Temperature". The older records are in hundredths, the new ones
 * in tenths, so that both are read. guess: that a measurement takes two seconds.
 */
final class TaiDocThermometer implements VirtualDevice, TaiDocCore.Values {
  private static final int MODEL = 1261;
  private static final int VALUE = 0x26;
  private static final int KEPT_MAX = 500;
  private static final Duration MEASURES_FOR = Duration.ofSeconds(2);
  private static final Panel READY = Panel.idle("--", "℃", "待机", "Ready");

  private final DeviceClock clock;
  private final TaiDocCore core;
  private final List<Kept> newestFirst = new ArrayList<>();
  private Pace pace = Pace.REAL;
  private @Nullable Measurement found;
  private @Nullable Duration wakeAt;
  private Panel panel = READY;

  private record Kept(LocalDateTime at, int raw) {}

  TaiDocThermometer(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    this.core = new TaiDocCore(clock, random, MODEL, this);
    int strangers = random.nextInt(2, 5);
    for (int i = 1; i <= strangers; i++) {
      var at = clock.now().minusDays(i).minusMinutes(random.nextInt(600));
      newestFirst.add(new Kept(at.truncatedTo(ChronoUnit.MINUTES), random.nextInt(3720, 3790)));
    }
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> reply(core.wake());
      case Happening.Asked(var measurement) -> {
        found = measurement;
        wakeAt = uptime.plus(pace.of(MEASURES_FOR));
        panel = Panel.busy("--", "℃", "测量中", "Measuring", 50);
        yield reply(List.of());
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> stop();
      case Happening.Paced(var other) -> {
        pace = other;
        yield reply(List.of());
      }
      case Happening.Heard(var bytes) -> reply(core.heard(bytes, uptime));
      case Happening.Unplugged(), Happening.Shown(_) -> reply(List.of());
    };
  }

  private Reply woken(Duration uptime) {
    var measured = found;
    if (measured == null || wakeAt == null || wakeAt.compareTo(uptime) > 0) {
      return reply(List.of());
    }
    found = null;
    wakeAt = null;
    var celsius = measured.value(Metric.TEMPERATURE);
    newestFirst.addFirst(
        new Kept(
            clock.now().truncatedTo(ChronoUnit.MINUTES),
            celsius.movePointRight(1).intValueExact()));
    if (newestFirst.size() > KEPT_MAX) {
      newestFirst.removeLast();
    }
    panel = Panel.done(celsius.toPlainString(), "℃", "已存储", "Stored");
    return reply(core.used()).ending(Ending.MEASURED);
  }

  private Reply stop() {
    if (found == null) {
      return reply(List.of());
    }
    found = null;
    wakeAt = null;
    panel = Panel.failed("--", "已停止", "Stopped");
    return reply(List.of()).ending(Ending.STOPPED);
  }

  private Reply reply(List<Transmission> sends) {
    return new Reply(sends, wakeAt, null);
  }

  @Override
  public Optional<Integer> count() {
    return Optional.of(newestFirst.size());
  }

  @Override
  public LocalDateTime time(int index) {
    return newestFirst.get(index).at();
  }

  @Override
  public Transmission value(int index) {
    return raw(newestFirst.get(index).raw());
  }

  @Override
  public void clear() {
    newestFirst.clear();
  }

  static Transmission raw(int raw) {
    var celsius = BigDecimal.valueOf(raw, raw >= 1000 ? 2 : 1);
    return TaiDocPacket.of(
        VALUE, raw & 0xFF, raw >> 8, 0, 0, "体温 " + celsius.toPlainString() + " ℃");
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
