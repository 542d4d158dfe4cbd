package org.healthhut.vital;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * What can be measured, with its LOINC code, its ISO/IEEE 11073-10101 (MDC) number, the unit it is
 * kept in and the range outside which no person's value lies. Codes and ranges are those of the
 * record format (section 1) and the clinical rules (section 7).
 */
public enum Metric {
  SYSTOLIC("systolic", "8480-6", 150021, Unit.MM_HG, "40", "300"),
  DIASTOLIC("diastolic", "8462-4", 150022, Unit.MM_HG, "20", "200"),
  MEAN_PRESSURE("meanPressure", "8478-0", 150023, Unit.MM_HG, "20", "300"),
  PULSE("pulse", "8867-4", 149546, Unit.PER_MINUTE, "20", "250"),
  GLUCOSE("glucose", "14743-9", 160184, Unit.MMOL_PER_L, "0.6", "33.3"),
  WEIGHT("weight", "29463-7", 188736, Unit.KG, "2", "350"),
  HEIGHT("height", "8302-2", 188740, Unit.CM, "50", "250"),
  BODY_MASS_INDEX("bodyMassIndex", "39156-5", 188752, Unit.KG_PER_M2, "10", "100"),
  BODY_FAT("bodyFat", "41982-0", 188748, Unit.PERCENT, "2", "75"),
  OXYGEN_SATURATION("oxygenSaturation", "59408-5", 150456, Unit.PERCENT, "50", "100"),
  TEMPERATURE("temperature", "8310-5", 150364, Unit.CELSIUS, "30", "45"),
  /** The surface of the forehead; not body temperature, and never shown as such. */
  SKIN_TEMPERATURE("skinTemperature", "39106-0", 150388, Unit.CELSIUS, "25", "45"),
  /** Live cuff pressure while a measurement runs; never part of a reading. */
  CUFF_PRESSURE("cuffPressure", "8478-0", 150020, Unit.MM_HG, "0", "320");

  private final String key;
  private final String loinc;
  private final int mdc;
  private final Unit unit;
  private final BigDecimal lowest;
  private final BigDecimal highest;

  Metric(String key, String loinc, int mdc, Unit unit, String lowest, String highest) {
    this.key = key;
    this.loinc = loinc;
    this.mdc = mdc;
    this.unit = unit;
    this.lowest = new BigDecimal(lowest);
    this.highest = new BigDecimal(highest);
  }

  /** The name on the wire, in the database and in JSON. */
  public String key() {
    return key;
  }

  public String loinc() {
    return loinc;
  }

  public int mdc() {
    return mdc;
  }

  /** The one unit this is kept and shown in. */
  public Unit unit() {
    return unit;
  }

  /** No person's value lies below. */
  public BigDecimal lowest() {
    return lowest;
  }

  /** No person's value lies above. */
  public BigDecimal highest() {
    return highest;
  }

  /**
   * Whether a person could have this value. HI and LO pass where their limit does: they say which
   * side of a real limit the value is on.
   */
  public boolean plausible(Quantity quantity) {
    return quantity.unit() == unit
        && quantity.value().compareTo(lowest) >= 0
        && quantity.value().compareTo(highest) <= 0;
  }

  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }
}
