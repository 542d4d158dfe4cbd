/**
 * What a reading is: numbers with units, from a device, at a time.
 *
 * <p>A {@link org.healthhut.vital.Reading} holds {@link org.healthhut.vital.Quantity} values by
 * {@link org.healthhut.vital.Metric}; it knows no person, no wire and no clock.
 */
@NullMarked
package org.healthhut.vital;

import org.jspecify.annotations.NullMarked;
