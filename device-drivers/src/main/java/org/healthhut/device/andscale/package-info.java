/**
 * Weighing indicators that send a line of text a few times a second: A&amp;D's standard format and
 * the ST,GS family.
 *
 * <p>{@code ScaleLine} says what one line means, {@link org.healthhut.device.andscale.AndScale}
 * watches them for a person stepping on, standing still and leaving.
 */
@NullMarked
package org.healthhut.device.andscale;

import org.jspecify.annotations.NullMarked;
