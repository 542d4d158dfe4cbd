/**
 * Serial lines that need no hardware.
 *
 * <p>A {@link org.healthhut.simulator.pty.Pty} is a real pseudo-terminal of the kernel; a {@link
 * org.healthhut.simulator.pty.Plug} gives it a name that stays the same each time it is plugged in.
 */
@NullMarked
package org.healthhut.simulator.pty;

import org.jspecify.annotations.NullMarked;
