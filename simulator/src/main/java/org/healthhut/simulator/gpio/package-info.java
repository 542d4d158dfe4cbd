/**
 * Virtual sensors on GPIO lines.
 *
 * <p>{@link org.healthhut.simulator.gpio.VirtualPins} are lines in virtual time that {@link
 * org.healthhut.simulator.gpio.Chip chips} hang on: {@link org.healthhut.simulator.gpio.Hx711Chip}
 * and {@link org.healthhut.simulator.gpio.HcSr04Sensor}, written from their protocol notes and not
 * from the drivers. {@link org.healthhut.simulator.gpio.Visitor} is who stands on the one and under
 * the other.
 */
@NullMarked
package org.healthhut.simulator.gpio;

import org.jspecify.annotations.NullMarked;
