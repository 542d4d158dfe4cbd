package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.vital.Metric;

/**
 * A model of virtual device.
 *
 * @param line the line settings it comes with, as technicians write them
 * @param hasChecksum whether its frames carry one
 * @param saysFailed whether it can report an error of its own, and count movements
 * @param fields what a measurement of it needs
 */
public record VirtualModel(
    String id,
    String chineseName,
    String englishName,
    String line,
    boolean hasChecksum,
    boolean saysFailed,
    List<Field> fields,
    Maker maker) {

  public static final VirtualModel HBP_9030 =
      new VirtualModel(
          "hbp-9030",
          "臂筒式血压计",
          "OMRON HBP-9030, format 5",
          "USB CDC 9600 8N1",
          false,
          true,
          List.of(
              new Field(Metric.SYSTOLIC, 0, new BigDecimal("999")),
              new Field(Metric.DIASTOLIC, 0, new BigDecimal("999")),
              new Field(Metric.PULSE, 0, new BigDecimal("999"))),
          (clock, _) -> new Hbp9030(clock));

  public static final VirtualModel SINOCARE =
      new VirtualModel(
          "sinocare",
          "血糖仪",
          "Sinocare meter, UART",
          "UART 9600 8N1",
          true,
          false,
          List.of(new Field(Metric.GLUCOSE, 1, new BigDecimal("6553.5"))),
          (clock, _) -> new SinocareMeter(clock));

  public static final VirtualModel ST_GS_SCALE =
      new VirtualModel(
          "st-gs-scale",
          "体重秤",
          "ST,GS indicator, stream",
          "RS-232 9600 8N1",
          false,
          false,
          List.of(new Field(Metric.WEIGHT, 1, new BigDecimal("999.9"))),
          (_, random) -> new StGsScale(random));

  public VirtualModel {
    fields = List.copyOf(fields);
  }

  /** Makes a device of this model, as it is when it is switched on. */
  @FunctionalInterface
  interface Maker {
    VirtualDevice make(DeviceClock clock, RandomGenerator random);
  }

  /**
   * A measurement as this model's wire carries it, each value with the decimals of its field.
   *
   * @throws IllegalArgumentException naming the first thing the wire has no room for
   */
  public Measurement checked(Measurement measurement) {
    if (!saysFailed && (measurement.errorDigit() != 0 || measurement.movements() != 0)) {
      throw new IllegalArgumentException(id + " sends no error digit and no movements");
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
    return new Measurement(values, measurement.errorDigit(), measurement.movements());
  }
}
