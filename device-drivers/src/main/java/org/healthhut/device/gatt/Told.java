package org.healthhut.device.gatt;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/** What a value says, once its data sheet has been laid over it. */
sealed interface Told {
  /**
   * A finished measurement.
   *
   * @param at the device's own time, null where it says none
   * @param clockNotSet the device says that its own time means nothing
   */
  record Measurement(
      Map<Metric, Quantity> values,
      Set<Flag> flags,
      @Nullable LocalDateTime at,
      boolean clockNotSet)
      implements Told {}

  /**
   * A measurement that gave no number.
   *
   * @param detail for the technician, without a measured value
   */
  record Failure(Fault fault, String detail, @Nullable LocalDateTime at) implements Told {}

  /** Values on their way, or nothing worth telling. */
  record Passing(List<DeviceEvent> events) implements Told {}

  /** The whole value is refused. */
  record Malformed(String why) implements Told {}
}
