/**
 * Weighing indicators that send a line of text a few times a second: A&amp;D's standard format and
 * the ST,GS family.
 *
 * <p>{@code ScaleLine} says what one line means; {@link org.healthhut.device.andscale.AndScale}
 * gives it to {@link org.healthhut.device.weighing.Weighing}.
 */
@NullMarked
package org.healthhut.device.andscale;

import org.jspecify.annotations.NullMarked;
