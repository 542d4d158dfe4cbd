package org.healthhut.device.gpio;

import org.healthhut.device.hx711.LoadCellCalibration;

/**
 * How an HX711 is connected.
 *
 * @param data the line DOUT is on, by its BCM number
 * @param clock the line PD_SCK is on
 */
public record Hx711Wiring(int data, int clock, LoadCellCalibration calibration) {
  /**
   * @throws IllegalArgumentException when these cannot be two lines
   */
  public Hx711Wiring {
    Lines.requireDifferent("data", data, "clock", clock);
  }
}
