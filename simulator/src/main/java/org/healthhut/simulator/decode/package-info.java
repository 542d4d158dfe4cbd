/**
 * What a driver makes of bytes somebody has kept: a technician's first tool for a capture.
 *
 * <p>{@link org.healthhut.simulator.decode.Recording} is what went over the wire, {@link
 * org.healthhut.simulator.decode.Player} plays the device's side of it in virtual time, and {@link
 * org.healthhut.simulator.decode.EventJson} prints what the driver says, one line an event.
 */
@NullMarked
package org.healthhut.simulator.decode;

import org.jspecify.annotations.NullMarked;
