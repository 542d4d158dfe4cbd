/**
 * Tanita body composition scales.
 *
 * <p>{@code TaggedLine} and {@code ColumnLine} say what a line of either format means as a {@code
 * TanitaRecord}; {@link org.healthhut.device.tanita.Tanita} listens for them.
 */
@NullMarked
package org.healthhut.device.tanita;

import org.jspecify.annotations.NullMarked;
