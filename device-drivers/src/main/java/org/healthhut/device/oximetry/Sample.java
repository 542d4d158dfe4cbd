package org.healthhut.device.oximetry;

/** What one frame of an oximeter shows. */
public sealed interface Sample {
  /**
   * The finger is in and the oximeter shows both values.
   *
   * @param vouched whether the oximeter itself calls this a reading of high quality
   */
  record Values(int saturationPercent, int pulsePerMinute, boolean vouched) implements Sample {}

  /**
   * The finger is in and there is nothing to rely on: no value yet, a weak signal, movement.
   *
   * @param why for the technician
   */
  record Unsure(String why) implements Sample {}

  record NoFinger() implements Sample {}

  /** The oximeter says that its sensor is broken or unplugged. */
  record SensorFault(String detail) implements Sample {}

  /** Understood, and nothing about a finger. */
  record Unused(String why) implements Sample {}

  record Malformed(String why) implements Sample {}
}
