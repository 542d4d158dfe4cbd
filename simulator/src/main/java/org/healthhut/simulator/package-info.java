/**
 * The world outside a kiosk, on purpose and by accident.
 *
 * <p>{@link org.healthhut.simulator.Main} knows the commands; each package below is one part of
 * that world.
 */
@NullMarked
package org.healthhut.simulator;

import org.jspecify.annotations.NullMarked;
