package org.healthhut.kiosk.service;

import java.time.LocalDate;
import java.util.Optional;

/** What technicians have entered about one device. */
public record DeviceCard(
    Optional<Calibration> calibration,
    Optional<Strips> strips,
    Optional<Control> control,
    Optional<String> disabled) {
  static final DeviceCard EMPTY =
      new DeviceCard(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The test strips that lie beside a glucose meter.
   *
   * @param code what the meter must show for this lot; empty for meters without codes
   * @param expires the last day they may be used on
   */
  public record Strips(String lot, String code, LocalDate expires) {
    boolean expired(LocalDate today) {
      return today.isAfter(expires);
    }
  }

  /** The last run with control solution. */
  public record Control(LocalDate on, boolean passed) {}

  DeviceCard with(Calibration entered) {
    return new DeviceCard(Optional.of(entered), strips, control, disabled);
  }

  DeviceCard with(Strips entered) {
    return new DeviceCard(calibration, Optional.of(entered), control, disabled);
  }

  DeviceCard with(Control entered) {
    return new DeviceCard(calibration, strips, Optional.of(entered), disabled);
  }

  /** With the note for residents, or in use again. */
  DeviceCard disabled(Optional<String> note) {
    return new DeviceCard(calibration, strips, control, note);
  }
}
