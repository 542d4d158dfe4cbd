/**
 * Virtual devices, one a format, written from the protocol notes and from nothing that reads those
 * formats, or the mistakes of one would hide the mistakes of the other.
 *
 * <p>A {@link org.healthhut.simulator.device.VirtualDevice} is told what happened and answers with
 * {@link org.healthhut.simulator.device.Transmission transmissions}; a {@link
 * org.healthhut.simulator.device.DeviceThread} runs one over a pseudo-terminal and spoils the line
 * with a {@link org.healthhut.simulator.device.LineFault} when asked to.
 */
@NullMarked
package org.healthhut.simulator.device;

import org.jspecify.annotations.NullMarked;
