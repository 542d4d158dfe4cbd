/**
 * Sartorius balances and scales that print in the SBI format.
 *
 * <p>{@code SbiLine} says what one line means; {@link org.healthhut.device.sartorius.Sartorius}
 * gives it to {@link org.healthhut.device.weighing.Weighing}.
 */
@NullMarked
package org.healthhut.device.sartorius;

import org.jspecify.annotations.NullMarked;
