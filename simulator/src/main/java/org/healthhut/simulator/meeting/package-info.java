/**
 * A driver and the virtual device of its model, brought together in virtual time.
 *
 * <p>{@link org.healthhut.simulator.meeting.Meeting} is one line with both at its ends; what
 * happens to a frame on the way is a {@link org.healthhut.simulator.device.LineFault} or a {@link
 * org.healthhut.simulator.meeting.Wire}.
 */
@NullMarked
package org.healthhut.simulator.meeting;

import org.jspecify.annotations.NullMarked;
