package org.healthhut.simulator.device.vitals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * GY-MCU90614 or GY-MCU90615: the temperature of whatever is before it, once or all the time.
 *
 * <pre>
 * A5 15 BA    one frame              A5 45 EA    one frame after the other
 * A5 51 F6    they come by themselves, also after switching on          A5 52 F7    not any more
 * A5 AE 53    9600 baud              A5 AF 54    115200 baud, from the next switching on
 *
 * 5A 5A 45 04  object (2)  sensor (2)  sum of all before, low byte      hundredths of a degree,
 *                                                                       high byte first, signed
 * </pre>
 *
 * <p>Source: protocols/ir-thermometer.md, A. guess: five frames a second; that a module comes with
 * automatic output off, and that A5 52 ends continuous output too. The speed is only noted.
 */
final class SkinModule implements VirtualDevice {
  /** The sensor itself is too cold or too warm. */
  static final String COLD_ROOM = "cold-room";

  static final String WARM_ROOM = "warm-room";

  private static final BigDecimal ROOM = new BigDecimal("22.10");
  private static final Map<String, BigDecimal> OTHER_ROOMS =
      Map.of(COLD_ROOM, new BigDecimal("6.40"), WARM_ROOM, new BigDecimal("42.30"));

  private static final Duration FRAME_EVERY = Duration.ofMillis(200);
  private static final Duration COMES_IN = Duration.ofMillis(1500);
  private static final Duration STAYS = Duration.ofSeconds(8);

  /** However fast people are: a reader wants a second, then ten frames. */
  private static final Duration STAYS_AT_LEAST = Duration.ofSeconds(6);

  private static final int COMMAND = 0xA5;
  private static final int COMMAND_LENGTH = 3;
  private static final int ONCE = 0x15;
  private static final int CONTINUOUS = 0x45;
  private static final int AUTOMATIC = 0x51;
  private static final int NOT_AUTOMATIC = 0x52;
  private static final int SLOW = 0xAE;
  private static final int FAST = 0xAF;

  private static final Panel READY = Panel.idle("--", "℃", "待机", "Ready");

  private final RandomGenerator random;
  private final Intake intake =
      new Intake(SkinModule::size, Duration.ofMillis(200), COMMAND_LENGTH);
  private Pace pace = Pace.REAL;
  private boolean automatic;
  private boolean continuous;
  private @Nullable Measurement before;
  private Duration from = Duration.ZERO;
  private Duration until = Duration.ZERO;
  private Duration nextFrame = Duration.ZERO;
  private Panel panel = READY;

  SkinModule(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> {
        continuous = automatic;
        nextFrame = uptime;
        intake.clear();
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Asked(var found) -> {
        before = found;
        from = uptime;
        until = uptime.plus(stays());
        panel = Panel.busy("--", "℃", "有人靠近", "Somebody comes close", 20);
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> {
        if (before == null) {
          yield Reply.wakingAt(nextFrame);
        }
        before = null;
        panel = Panel.failed("--", "人已离开", "Gone");
        yield Reply.wakingAt(nextFrame).ending(Ending.STOPPED);
      }
      case Happening.Paced(var other) -> {
        pace = other;
        from = uptime;
        until = uptime.plus(stays());
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Heard(var bytes) -> {
        var sends = new ArrayList<Transmission>();
        for (var command : intake.take(bytes, uptime)) {
          sends.addAll(obey(command.u8(1), uptime));
        }
        yield new Reply(sends, nextFrame, null);
      }
      case Happening.Unplugged(), Happening.Shown(_) -> Reply.wakingAt(nextFrame);
    };
  }

  private Duration stays() {
    var hurried = pace.of(COMES_IN.plus(STAYS));
    return hurried.compareTo(STAYS_AT_LEAST) < 0 ? STAYS_AT_LEAST : hurried;
  }

  private Reply woken(Duration uptime) {
    @Nullable Ending ending = null;
    var somebody = before;
    if (somebody != null && until.compareTo(uptime) <= 0) {
      before = null;
      boolean failed = somebody.failed();
      panel =
          failed
              ? Panel.failed("--", "环境温度不合适", "Room too cold or too warm")
              : Panel.done(
                  somebody.value(Metric.SKIN_TEMPERATURE).toPlainString(),
                  "℃",
                  "皮肤温度",
                  "Temperature of the skin");
      ending = failed ? Ending.FAILED : Ending.MEASURED;
    }
    nextFrame = uptime.plus(FRAME_EVERY);
    var sends = continuous ? List.of(seen(uptime)) : List.<Transmission>of();
    return new Reply(sends, nextFrame, ending);
  }

  private Transmission seen(Duration uptime) {
    var room = before == null ? ROOM : OTHER_ROOMS.getOrDefault(before.error(), ROOM);
    return frame(object(room, uptime), room);
  }

  /** The wall behind, or somebody coming close. */
  private BigDecimal object(BigDecimal room, Duration uptime) {
    if (before == null) {
      return room.add(BigDecimal.valueOf(40 + random.nextInt(12), 2));
    }
    var skin = before.value(Metric.SKIN_TEMPERATURE);
    var coming = pace.of(COMES_IN);
    var since = uptime.minus(from);
    if (since.compareTo(coming) >= 0) {
      return skin;
    }
    double part = (double) since.toMillis() / coming.toMillis();
    return room.add(
        skin.subtract(room).multiply(BigDecimal.valueOf(part)).setScale(2, RoundingMode.HALF_EVEN));
  }

  private List<Transmission> obey(int command, Duration uptime) {
    switch (command) {
      case ONCE -> {
        return List.of(seen(uptime));
      }
      case CONTINUOUS -> continuous = true;
      case AUTOMATIC -> {
        automatic = true;
        continuous = true;
      }
      case NOT_AUTOMATIC -> {
        automatic = false;
        continuous = false;
      }
      default -> {}
    }
    return List.of();
  }

  static Transmission frame(BigDecimal object, BigDecimal sensor) {
    var counted =
        Bytes.of(0x5A, 0x5A, 0x45, 0x04).plus(hundredths(object)).plus(hundredths(sensor));
    return new Transmission(
        counted.plus(Bytes.of(counted.sum() & 0xFF)),
        "目标 object %s ℃, 环境 sensor %s ℃".formatted(object.toPlainString(), sensor.toPlainString()),
        counted.length());
  }

  private static Bytes hundredths(BigDecimal celsius) {
    int number = celsius.movePointRight(2).intValueExact();
    return Bytes.of(number >> 8 & 0xFF, number & 0xFF);
  }

  private static int size(Bytes rest) {
    if (rest.u8(0) != COMMAND) {
      return Intake.NOISE;
    }
    if (rest.length() < COMMAND_LENGTH) {
      return Intake.PARTIAL;
    }
    return (rest.slice(0, 2).sum() & 0xFF) == rest.u8(2) ? COMMAND_LENGTH : Intake.NOISE;
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(SkinModule::size, fromKiosk)) {
      return new Note("不是命令或校验错 not a command", Verdict.BAD);
    }
    var what =
        switch (fromKiosk.u8(1)) {
          case ONCE -> "查询一次 once";
          case CONTINUOUS -> "连续输出 continuous";
          case AUTOMATIC -> "自动输出开 automatic on";
          case NOT_AUTOMATIC -> "自动输出关 automatic off";
          case SLOW, FAST -> "波特率 baud rate, 未模拟 ignored";
          default -> "其他 other";
        };
    return new Note(what, Verdict.GOOD);
  }
}
