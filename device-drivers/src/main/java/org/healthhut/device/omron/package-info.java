/**
 * OMRON blood pressure monitors for waiting rooms.
 *
 * <p>{@link org.healthhut.device.omron.Hbp9030} is the driver; what a record means is told apart
 * from it in {@code Format5}.
 */
@NullMarked
package org.healthhut.device.omron;

import org.jspecify.annotations.NullMarked;
