/**
 * Columns that weigh a person and measure their height.
 *
 * <p>{@code PairRecord} is what one record of theirs means, {@code GtechRecord}, {@code
 * GtechReport} and {@code WeightHeightLine} read it; {@code FinishedPairs} makes one measurement of
 * each person. {@link org.healthhut.device.stature.Stature} has one driver for each format.
 */
@NullMarked
package org.healthhut.device.stature;

import org.jspecify.annotations.NullMarked;
