/**
 * What all scales share once their bytes are understood.
 *
 * <p>A driver says what one frame means as an {@link org.healthhut.device.weighing.Indication};
 * {@link org.healthhut.device.weighing.Weighing} watches them for a person stepping on, standing
 * still and leaving. {@link org.healthhut.device.weighing.Polled} asks scales that do not speak by
 * themselves; {@link org.healthhut.device.weighing.Waits} serves whatever people stand on or under.
 */
@NullMarked
package org.healthhut.device.weighing;

import org.jspecify.annotations.NullMarked;
