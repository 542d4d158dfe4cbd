package org.healthhut.device.gpio;

import org.healthhut.device.ultrasonic.Mounting;

/**
 * How an HC-SR04 is connected. Its echo line has 5 V and must be divided to 3.3 V
 * (height-weight.md, section 5).
 *
 * @param trigger the line that starts a burst, by its BCM number
 * @param echo the line that is high while the sound is under way
 */
public record UltrasonicWiring(int trigger, int echo, Mounting mounting) {
  /**
   * @throws IllegalArgumentException when these cannot be two lines
   */
  public UltrasonicWiring {
    Lines.requireDifferent("trigger", trigger, "echo", echo);
  }
}
