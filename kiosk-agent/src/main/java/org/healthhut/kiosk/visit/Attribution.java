package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/** Whose reading it is: the rules that keep one out of the wrong person's record. */
final class Attribution {
  /** How far a device's clock may be off before its reading is taken for an older one. */
  static final Duration DEVICE_CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final Map<String, Duration> quickest;
  private final boolean simulated;
  private final Fitness fitness;

  /**
   * The rules of one kiosk.
   *
   * @param quickest how long each device measures at least, by its name
   * @param simulated whether every reading is marked as born in a simulator
   * @param fitness whether what a device measures may be taken at all
   */
  Attribution(Map<String, Duration> quickest, boolean simulated, Fitness fitness) {
    this.quickest = Map.copyOf(quickest);
    this.simulated = simulated;
    this.fitness = fitness;
  }

  /**
   * Why a reading made during {@code visit} is not its person's, in fixed words; empty when it is.
   *
   * @param asked whether the screen asks if anybody is still there
   */
  Optional<String> stray(Measuring visit, Heard heard, Measured measured, boolean asked) {
    return nobodys(measured)
        .or(() -> unfit(heard).map(Fitness.Unfit::why))
        .or(() -> beganBefore(visit, heard))
        .or(() -> asked ? Optional.of("during-warning") : Optional.empty())
        .or(() -> otherTime(visit, measured.deviceTime(), heard));
  }

  /** Whether the device, or what is used with it, may not be used now. */
  Optional<Fitness.Unfit> unfit(Heard heard) {
    return fitness.of(heard.device(), heard.at()) instanceof Fitness.Unfit unfit
        ? Optional.of(unfit)
        : Optional.empty();
  }

  /** Why a reading belongs to nobody, whoever is here; in fixed words. */
  static Optional<String> nobodys(Measured measured) {
    if (measured.flags().contains(Flag.CONTROL_SOLUTION)) {
      return Optional.of("control-solution");
    }
    return measured.flags().contains(Flag.FROM_MEMORY)
        ? Optional.of("from-memory")
        : Optional.empty();
  }

  /** Whether the device must have begun to measure before the visit, with somebody else. */
  private Optional<String> beganBefore(Measuring visit, Heard heard) {
    var earliest =
        visit.began().uptime().plus(quickest.getOrDefault(heard.device(), Duration.ZERO));
    return visit.beganBefore(heard.device()) || heard.at().uptime().compareTo(earliest) < 0
        ? Optional.of("began-before")
        : Optional.empty();
  }

  /**
   * Whether a trustworthy kiosk clock says that the device measured before the visit or ahead.
   *
   * <p>A device whose clock has drifted or was never set is not told from one that sends an old
   * record: all it measures is set aside until the service has set its clock. Somebody else's
   * reading in a resident's record would be worse.
   */
  private static Optional<String> otherTime(
      Measuring visit, @Nullable LocalDateTime deviceTime, Heard heard) {
    if (deviceTime == null
        || heard.at().clock() != ClockTrust.SYNCHRONIZED
        || visit.began().clock() != ClockTrust.SYNCHRONIZED) {
      return Optional.empty();
    }
    var at = deviceTime.toInstant(Visits.ZONE);
    boolean within =
        at.isAfter(visit.began().at().minus(DEVICE_CLOCK_TOLERANCE))
            && at.isBefore(heard.at().at().plus(DEVICE_CLOCK_TOLERANCE));
    return within ? Optional.empty() : Optional.of("device-time");
  }

  /** What keeps a reading that belongs to nobody. */
  Effect stray(String why, Heard heard, Measured measured) {
    return new Effect.Append(
        new Entry.StrayReading(heard.at(), why, reading(heard, measured)), null);
  }

  /** The reading that a device's event is. */
  Reading reading(Heard heard, Measured measured) {
    var flags = EnumSet.noneOf(Flag.class);
    flags.addAll(measured.flags());
    if (simulated) {
      flags.add(Flag.SIMULATED);
    }
    if (fitness.of(heard.device(), heard.at()) instanceof Fitness.Marked(var flag)) {
      flags.add(flag);
    }
    return new Reading(
        new DeviceIdentity(heard.model(), heard.device(), measured.serial()),
        new ReadingTime(heard.at().at(), heard.at().clock(), measured.deviceTime()),
        measured.values(),
        flags);
  }
}
