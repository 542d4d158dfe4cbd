package org.healthhut.simulator.device.weight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * TaiDoc TD-2555: the last weight, when it is asked for.
 *
 * <pre>
 * 51 71 …  height at byte 11, weight × 10 kg at bytes 16 and 17, high byte first …  A5 sum     32 bytes
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "Weight", of low confidence. guess: that an answer ends as every
 * packet does, that the bytes nobody knows are zero, and that a scale which has weighed nobody
 * since it was plugged in answers with zeros. The height is what somebody has set, 170 cm.
 */
final class TaiDocScale implements VirtualDevice, TaiDocCore.Values {
  private static final int MODEL = 2555;
  private static final int LENGTH = 32;
  private static final int HEIGHT_AT = 11;
  private static final int WEIGHT_AT = 16;
  private static final int HEIGHT_CM = 170;
  private static final int NOTIFICATION = 8;

  private static final Duration SETTLES_EVERY = Duration.ofMillis(500);
  private static final int SETTLES_IN = 6;
  private static final Panel READY = Panel.idle("0.0", "kg", "待机", "Ready");

  private final RandomGenerator random;
  private final TaiDocCore core;
  private Pace pace = Pace.REAL;
  private @Nullable Measurement standing;
  private int settled;
  private int lastHectograms;
  private @Nullable Duration wakeAt;
  private Panel panel = READY;

  TaiDocScale(DeviceClock clock, RandomGenerator random) {
    this.random = random;
    this.core = new TaiDocCore(clock, random, MODEL, this);
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> reply(core.wake());
      case Happening.Asked(var measurement) -> {
        standing = measurement;
        settled = 0;
        wakeAt = uptime;
        yield reply(core.used());
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
    var found = standing;
    if (found == null) {
      wakeAt = null;
      return reply(List.of());
    }
    var kg = found.value(Metric.WEIGHT);
    if (settled < SETTLES_IN) {
      double swing = random.nextGaussian() * (SETTLES_IN - settled) / SETTLES_IN;
      settled++;
      panel =
          Panel.busy(
              "%.1f".formatted(Math.max(0, kg.doubleValue() + swing)),
              "kg",
              "站稳中",
              "Settling",
              100 * settled / SETTLES_IN);
      wakeAt = uptime.plus(pace.of(SETTLES_EVERY));
      return reply(List.of());
    }
    standing = null;
    wakeAt = null;
    lastHectograms = kg.movePointRight(1).intValueExact();
    panel = Panel.done(kg.toPlainString(), "kg", "已存储", "Stored");
    return reply(List.of()).ending(Ending.MEASURED);
  }

  private Reply stop() {
    if (standing == null) {
      return reply(List.of());
    }
    standing = null;
    wakeAt = null;
    panel = Panel.failed("---", "已走下秤", "Stepped off");
    return reply(List.of()).ending(Ending.STOPPED);
  }

  private Reply reply(List<Transmission> sends) {
    return new Reply(sends, wakeAt, null);
  }

  @Override
  public List<Transmission> weight() {
    return notifications(answer(lastHectograms));
  }

  static Bytes answer(int hectograms) {
    var message =
        Bytes.copyOf(new byte[LENGTH - 4])
            .with(HEIGHT_AT - 2, HEIGHT_CM)
            .with(WEIGHT_AT - 2, hectograms >> 8)
            .with(WEIGHT_AT - 1, hectograms & 0xFF);
    return TaiDocPacket.of(TaiDocPacket.WEIGHT, message, "").frame();
  }

  /** Eight bytes each; the sum is in the last. */
  private static List<Transmission> notifications(Bytes answer) {
    var sends = new ArrayList<Transmission>();
    for (int from = 0; from < answer.length(); from += NOTIFICATION) {
      boolean last = from + NOTIFICATION == answer.length();
      sends.add(
          new Transmission(
              answer.slice(from, from + NOTIFICATION),
              "体重 weight %d/%d".formatted(from / NOTIFICATION + 1, LENGTH / NOTIFICATION),
              last ? NOTIFICATION - 1 : Transmission.NO_CHECKSUM));
    }
    return sends;
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
