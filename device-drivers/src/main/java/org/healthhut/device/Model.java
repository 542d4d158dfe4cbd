package org.healthhut.device;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A model of device as the catalogue knows it.
 *
 * @param id how configurations name it, as {@code hbp-9030}
 * @param measures what its readings can hold, and between which limits
 * @param line the line settings it comes with; null where the protocol note does not know them, so
 *     that a configuration has to give them, and for models without a serial line
 * @param quickest no measurement takes less time than this; zero for a device that says when it
 *     begins one, or whose time nobody knows
 * @param startable whether the kiosk can start a measurement, for {@link Stimulus.Request#MEASURE}
 * @param clockSetting who sets the device's clock
 * @param tells what the device can be asked or says about itself, in the order it is checked
 * @param tellsInRecords those of them that stand in its records alone: an empty memory can't tell
 * @param unverified what of the format nobody has seen on a real device; empty for a verified one.
 *     A configuration has to agree to it with {@code experimental: true}
 * @param note for the technician: how the device must be set, what it cannot do; may be empty
 * @param newDriver makes the driver for one opened line
 */
public record Model(
    String id,
    String chineseName,
    String englishName,
    Category category,
    List<Measure> measures,
    Transport transport,
    Talk talk,
    @Nullable LineSettings line,
    Duration quickest,
    boolean startable,
    ClockSetting clockSetting,
    Set<Check> tells,
    Set<Check> tellsInRecords,
    String unverified,
    String note,
    Supplier<Driver> newDriver) {

  public enum Category {
    BLOOD_PRESSURE,
    GLUCOSE,
    WEIGHT,
    HEIGHT,
    OXIMETER,
    THERMOMETER,
    /** Card readers and scanners: they say who somebody is and measure nothing. */
    IDENTITY
  }

  /** How bytes come from the device. */
  public enum Transport {
    /** A serial port or a serial server. */
    SERIAL,
    GPIO,
    /** Values of Bluetooth LE characteristics. */
    GATT,
    /** Reports of a USB HID device. */
    HID,
    /** Bluetooth's health device profile. */
    HDP
  }

  /** Who speaks first. */
  public enum Talk {
    PUSH,
    POLL,
    BOTH
  }

  /** Who sets a device's clock. The driver does while the kiosk's own can be believed. */
  public enum ClockSetting {
    /** A person, on the device itself. */
    BY_HAND,
    /** The driver, each time the line is opened. */
    WHEN_OPENED,
    /** The driver, for {@link Stimulus.Request#SET_CLOCK}. */
    ON_REQUEST
  }

  /** What a device can be tested for without a person, beside its line. */
  public enum Check {
    IDENTITY,
    CLOCK,
    SETTINGS,
    /** It answers, or sends by itself, while nobody uses it. */
    DRY_RUN
  }

  /**
   * A metric and the limits between which the device measures it, in the metric's own unit. Where
   * the protocol note has no limits they are those of people.
   */
  public record Measure(Metric metric, BigDecimal lowest, BigDecimal highest) {
    public Measure {
      if (lowest.compareTo(highest) > 0) {
        throw new IllegalArgumentException(metric.key() + " from " + lowest + " to " + highest);
      }
    }
  }

  public Model {
    measures = List.copyOf(measures);
    tells = Set.copyOf(tells);
    tellsInRecords = Set.copyOf(tellsInRecords);
    if (!tells.containsAll(tellsInRecords)) {
      throw new IllegalArgumentException(id + " tells in its records what it does not tell");
    }
    if (quickest.isNegative()) {
      throw new IllegalArgumentException("a measurement takes " + quickest);
    }
  }

  public boolean experimental() {
    return !unverified.isEmpty();
  }

  public Set<Metric> metrics() {
    return measures.stream()
        .map(Measure::metric)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Metric.class)));
  }

  public static Builder of(String id, String chineseName, String englishName, Category category) {
    return new Builder(id, chineseName, englishName, category);
  }

  /**
   * What is not said is: a serial model that pushes, with no known line, tells nothing of itself
   * and is verified.
   */
  public static final class Builder {
    private final String id;
    private final String chineseName;
    private final String englishName;
    private final Category category;
    private final List<Measure> measures = new ArrayList<>();
    private final Set<Check> tells = new LinkedHashSet<>();
    private final Set<Check> tellsInRecords = new LinkedHashSet<>();
    private Transport transport = Transport.SERIAL;
    private Talk talk = Talk.PUSH;
    private @Nullable LineSettings line;
    private Duration quickest = Duration.ZERO;
    private boolean startable;
    private ClockSetting clockSetting = ClockSetting.BY_HAND;
    private String unverified = "";
    private String note = "";

    private Builder(String id, String chineseName, String englishName, Category category) {
      this.id = id;
      this.chineseName = chineseName;
      this.englishName = englishName;
      this.category = category;
    }

    /** Metrics without limits of the device's own. */
    public Builder measures(Metric... metrics) {
      for (var metric : metrics) {
        measures.add(new Measure(metric, metric.lowest(), metric.highest()));
      }
      return this;
    }

    /** A metric and the device's own limits. */
    public Builder measures(Metric metric, String lowest, String highest) {
      measures.add(new Measure(metric, new BigDecimal(lowest), new BigDecimal(highest)));
      return this;
    }

    public Builder transport(Transport how) {
      transport = how;
      return this;
    }

    public Builder talk(Talk how) {
      talk = how;
      return this;
    }

    public Builder line(LineSettings settings) {
      line = settings;
      return this;
    }

    public Builder quickest(Duration least) {
      quickest = least;
      return this;
    }

    public Builder startable() {
      startable = true;
      return this;
    }

    public Builder clock(ClockSetting who) {
      clockSetting = who;
      return this;
    }

    public Builder tells(Check... checks) {
      tells.addAll(List.of(checks));
      return this;
    }

    /** What the device tells in its records alone. */
    public Builder tellsInRecords(Check... checks) {
      tells(checks);
      tellsInRecords.addAll(List.of(checks));
      return this;
    }

    /** What of the format nobody has seen on a real device. */
    public Builder experimental(String what) {
      unverified = what;
      return this;
    }

    public Builder note(String text) {
      note = text;
      return this;
    }

    public Model driver(Supplier<Driver> newDriver) {
      return new Model(
          id,
          chineseName,
          englishName,
          category,
          measures,
          transport,
          talk,
          line,
          quickest,
          startable,
          clockSetting,
          tells,
          tellsInRecords,
          unverified,
          note,
          newDriver);
    }
  }
}
