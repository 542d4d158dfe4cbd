package org.healthhut.device;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/** What a driver has understood. */
public sealed interface DeviceEvent {

  /**
   * A finished measurement.
   *
   * @param deviceTime what the device's clock said, without a zone, where it has one
   * @param serial the maker's serial number, where the device tells it
   */
  record Measured(
      Map<Metric, Quantity> values,
      Set<Flag> flags,
      @Nullable LocalDateTime deviceTime,
      @Nullable String serial)
      implements DeviceEvent {
    public Measured {
      values = Collections.unmodifiableMap(new EnumMap<>(values));
      flags = Set.copyOf(flags);
    }
  }

  /** A value on its way: cuff pressure, a scale that has not settled. Shown, never stored. */
  record Progress(Metric metric, Quantity quantity) implements DeviceEvent {}

  /**
   * The device could not measure, or cannot be trusted.
   *
   * @param detail for the technician, without a measured value
   */
  record Failed(Fault fault, String detail) implements DeviceEvent {}

  /**
   * What the device waits for or does.
   *
   * @param detail for the technician, empty where the state says it all
   */
  record Status(State state, String detail) implements DeviceEvent {}

  /**
   * The device said who it is. Told once an opening, by devices that can.
   *
   * @param serial the maker's serial number, where the device tells it
   * @param model model and firmware in the device's own words
   */
  record Identified(@Nullable String serial, String model) implements DeviceEvent {}

  /** What the device's own clock shows at this moment, without a zone. */
  record ClockRead(LocalDateTime shown) implements DeviceEvent {}

  /**
   * A setting of the device that was read from it.
   *
   * @param name as the device's manual calls it
   * @param right whether readings can be taken with it; a wrong one is told as {@link
   *     State#MISCONFIGURED} too
   */
  record Setting(String name, String value, boolean right) implements DeviceEvent {}

  /** Somebody showed who they are. */
  record Presented(Presentation what) implements DeviceEvent {}

  /** Bytes that are not what the protocol allows. They became no reading; they are counted. */
  record Refused(String why, Bytes bytes) implements DeviceEvent {}

  /** What a device waits for or does, in the resident's terms. */
  enum State {
    READY,
    WAITING_FOR_STRIP,
    WAITING_FOR_BLOOD,
    MEASURING,
    STAND_STILL,
    STEP_OFF,
    /** The cable is there and no meter answers on it, as most of the time. */
    NOT_CONNECTED,
    /** Works, but is set up wrong; the detail names the setting. */
    MISCONFIGURED
  }
}
