/**
 * Height by an ultrasonic sensor over the head, of the HC-SR04 class (height-weight.md, section 5).
 *
 * <p>{@link org.healthhut.device.ultrasonic.EchoSample} is what one burst gave; {@link
 * org.healthhut.device.ultrasonic.EchoStature} makes heights of them, from where the sensor hangs
 * ({@link org.healthhut.device.ultrasonic.Mounting}). The lines themselves are worked in the
 * package of GPIO.
 */
@NullMarked
package org.healthhut.device.ultrasonic;

import org.jspecify.annotations.NullMarked;
