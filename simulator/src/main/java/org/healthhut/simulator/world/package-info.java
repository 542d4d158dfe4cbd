/**
 * The world a kiosk is in, as a test makes it: what happens to it comes from a seed.
 *
 * <p>A {@link SimulatedDisk} keeps what is on the disk apart from what is only written.
 */
@NullMarked
package org.healthhut.simulator.world;

import org.jspecify.annotations.NullMarked;
