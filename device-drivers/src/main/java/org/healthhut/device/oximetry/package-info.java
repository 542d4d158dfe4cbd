/**
 * What all oximeters share once their bytes are understood.
 *
 * <p>A driver says what one frame shows as a {@link org.healthhut.device.oximetry.Sample}; {@link
 * org.healthhut.device.oximetry.SpotCheck} watches them for a finger put in, values that settle and
 * the finger taken out. {@link org.healthhut.device.oximetry.PushedSamples} is the whole driver of
 * an oximeter that is never written to.
 */
@NullMarked
package org.healthhut.device.oximetry;

import org.jspecify.annotations.NullMarked;
