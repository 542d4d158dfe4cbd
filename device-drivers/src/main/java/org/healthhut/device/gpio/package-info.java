/**
 * The kiosk's own wires: lines that are high or low.
 *
 * <p>{@link org.healthhut.device.gpio.Pins} are the lines, {@link
 * org.healthhut.device.gpio.LazyPins} those of a Raspberry Pi, by Pi4J. {@link
 * org.healthhut.device.gpio.Hx711Link} and {@link org.healthhut.device.gpio.UltrasonicLink} read
 * sensors bit by bit and look like any other link to the drivers of their packages. {@link
 * org.healthhut.device.gpio.Button}, {@link org.healthhut.device.gpio.PresenceSwitch} and {@link
 * org.healthhut.device.gpio.Lamp} say what edges mean and when to light, and are told the time.
 */
@NullMarked
package org.healthhut.device.gpio;

import org.jspecify.annotations.NullMarked;
