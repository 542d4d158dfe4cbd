package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.healthhut.device.Fault;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/**
 * A model of virtual device, under the id its drivers' catalogue has for it.
 *
 * @param line the line settings it comes with, as technicians write them
 * @param hasChecksum whether its frames carry one
 * @param fields what a measurement of it needs; none for a reader of cards or codes
 * @param answersOnly whether it neither measures nor reads, since how it would tell is not known
 * @param flags what it can note beside a value
 * @param errors what it can report instead of a value
 * @param beyond which of HI and LO it can show instead of a number
 * @param keeps whether it tells what it measured out of its memory, once it is asked
 */
public record VirtualModel(
    String id,
    String chineseName,
    String englishName,
    String line,
    boolean hasChecksum,
    List<Field> fields,
    boolean answersOnly,
    Set<Flag> flags,
    List<DeviceError> errors,
    Set<Comparator> beyond,
    boolean keeps,
    Maker maker) {

  public VirtualModel {
    fields = List.copyOf(fields);
    flags = Set.copyOf(flags);
    errors = List.copyOf(errors);
    beyond = Set.copyOf(beyond);
  }

  /** Makes a device of this model, as it is when it is switched on. */
  @FunctionalInterface
  public interface Maker {
    VirtualDevice make(DeviceClock clock, RandomGenerator random);
  }

  public static Builder of(String id, String chineseName, String englishName, String line) {
    return new Builder(id, chineseName, englishName, line);
  }

  /** Whether it reads cards or codes instead of measuring. */
  public boolean reads() {
    return fields.isEmpty() && !answersOnly;
  }

  /** Whether the wire has room for every value. */
  public boolean holds(Measurement measurement) {
    return fields.stream().allMatch(field -> field.holds(measurement.value(field.metric())));
  }

  /**
   * A measurement as this model's wire carries it, each value with the decimals of its field.
   *
   * @throws IllegalArgumentException naming the first thing the wire has no room for
   */
  public Measurement checked(Measurement measurement) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(id + " measures nothing");
    }
    if (measurement.failed()) {
      requireError(measurement.error());
    }
    if (!flags.containsAll(measurement.flags())) {
      throw new IllegalArgumentException(id + " can't note all of " + measurement.flags());
    }
    if (measurement.beyond() != Comparator.EXACTLY && !beyond.contains(measurement.beyond())) {
      throw new IllegalArgumentException(id + " shows no " + measurement.beyond());
    }
    var values = new EnumMap<Metric, BigDecimal>(Metric.class);
    for (var field : fields) {
      var value = measurement.value(field.metric());
      if (!field.holds(value)) {
        throw new IllegalArgumentException(
            "%s must be 0..%s with at most %d decimals"
                .formatted(field.metric().key(), field.wireMax(), field.decimals()));
      }
      values.put(field.metric(), value.setScale(field.decimals(), RoundingMode.UNNECESSARY));
    }
    return new Measurement(values, measurement.flags(), measurement.error(), measurement.beyond());
  }

  /**
   * A document that can be held to this model.
   *
   * @throws IllegalArgumentException when it is to end in an error the model does not report
   */
  public Document checked(Document document) {
    if (!reads()) {
      throw new IllegalArgumentException(id + " reads no cards and no codes");
    }
    if (document instanceof Document.Unreadable(var code)) {
      requireError(code);
    }
    return document;
  }

  private void requireError(String code) {
    if (errors.stream().noneMatch(error -> error.code().equals(code))) {
      throw new IllegalArgumentException(id + " reports no error " + code);
    }
  }

  /** What is not said is: frames without a checksum, told as they are measured. */
  public static final class Builder {
    private final String id;
    private final String chineseName;
    private final String englishName;
    private final String line;
    private final List<Field> fields = new ArrayList<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final List<DeviceError> errors = new ArrayList<>();
    private final Set<Comparator> beyond = EnumSet.noneOf(Comparator.class);
    private boolean hasChecksum;
    private boolean answersOnly;
    private boolean keeps;

    private Builder(String id, String chineseName, String englishName, String line) {
      this.id = id;
      this.chineseName = chineseName;
      this.englishName = englishName;
      this.line = line;
    }

    public Builder checksum() {
      hasChecksum = true;
      return this;
    }

    public Builder field(Field field) {
      fields.add(field);
      return this;
    }

    /** It answers and tells no reading, since how it would is not known. */
    public Builder measuresNothing() {
      answersOnly = true;
      return this;
    }

    /** A field in the metric's own unit. */
    public Builder field(Metric metric, int decimals, String wireMax) {
      return field(new Field(metric, decimals, wireMax));
    }

    public Builder notes(Flag... all) {
      flags.addAll(List.of(all));
      return this;
    }

    public Builder error(String code, Fault fault, String chinese, String english) {
      errors.add(new DeviceError(code, fault, chinese, english));
      return this;
    }

    /** Shows HI and LO instead of numbers outside its range. */
    public Builder beyond() {
      beyond.addAll(List.of(Comparator.ABOVE, Comparator.BELOW));
      return this;
    }

    public Builder keeps() {
      keeps = true;
      return this;
    }

    public VirtualModel maker(Maker maker) {
      return new VirtualModel(
          id,
          chineseName,
          englishName,
          line,
          hasChecksum,
          fields,
          answersOnly,
          flags,
          errors,
          beyond,
          keeps,
          maker);
    }
  }
}
