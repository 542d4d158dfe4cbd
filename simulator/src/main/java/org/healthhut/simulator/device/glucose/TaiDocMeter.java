package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.taidoc.TaiDocCore;
import org.healthhut.simulator.device.taidoc.TaiDocPacket;
import org.healthhut.vital.Flag;

/**
 * TaiDoc TD-4277, GlucoRx Nexus or FORA: each record is asked for by its time and its value.
 *
 * <pre>
 * 26  mg/dL (2, low byte first)  ambient  flags     flags: bits 7, 6 meal or control, bits 5..2 type
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "Glucose value". HI and LO are the numbers of example 5. There is
 * always a ketone among the older records.
 */
final class TaiDocMeter implements Dialogue {
  private static final int MODEL = 4277;
  private static final int VALUE = 0x26;
  private static final int HIGH = 620;
  private static final int LOW = 15;
  private static final int BEFORE_MEAL = 0x40;
  private static final int AFTER_MEAL = 0x80;
  private static final int CONTROL = 0xC0;
  private static final int KETONE = 7 << 2;
  private static final int KETONE_VALUE = 5;

  private final TaiDocCore core;

  TaiDocMeter(MeterMemory memory, DeviceClock clock, RandomGenerator random) {
    var ketoneAt = memory.now().minusDays(random.nextInt(30, 90));
    this.core = new TaiDocCore(clock, random, MODEL, new Records(memory, ketoneAt));
  }

  /** The glucose, and the ketone behind it until somebody clears the memory. */
  private static final class Records implements TaiDocCore.Values {
    private final MeterMemory memory;
    private final LocalDateTime ketoneAt;
    private int ketones = 1;

    Records(MeterMemory memory, LocalDateTime ketoneAt) {
      this.memory = memory;
      this.ketoneAt = ketoneAt;
    }

    @Override
    public Optional<Integer> count() {
      return Optional.of(memory.size() + ketones);
    }

    @Override
    public LocalDateTime time(int index) {
      return index < memory.size() ? memory.newestFirst().get(index).at() : ketoneAt;
    }

    @Override
    public Transmission value(int index) {
      return index < memory.size()
          ? TaiDocMeter.value(memory.newestFirst().get(index))
          : TaiDocMeter.value(KETONE_VALUE, KETONE);
    }

    @Override
    public void clear() {
      memory.clear();
      ketones = 0;
    }
  }

  private static Transmission value(MeterMemory.Kept kept) {
    return value(
        kept.number(HIGH, LOW),
        kept.noted(Flag.CONTROL_SOLUTION)
            ? CONTROL
            : kept.noted(Flag.BEFORE_MEAL)
                ? BEFORE_MEAL
                : kept.noted(Flag.AFTER_MEAL) ? AFTER_MEAL : 0);
  }

  static Transmission value(int number, int flags) {
    return TaiDocPacket.of(
        VALUE, number & 0xFF, number >> 8, 0, flags, "记录 record " + number + " mg/dL");
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    return core.wake();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return core.heard(bytes, uptime);
  }

  @Override
  public List<Transmission> stored(Duration uptime) {
    return core.used();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return core.note(fromKiosk);
  }
}
