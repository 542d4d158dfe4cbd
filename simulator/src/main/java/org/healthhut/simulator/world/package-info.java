/**
 * The world a kiosk is in, as a test makes it: what happens to it comes from a seed.
 *
 * <p>A {@link org.healthhut.simulator.world.World} is kiosks, line and district in virtual time:
 * {@code SimulatedKiosk}, {@code Network} and {@code SimulatedServer} step the real programs from
 * one {@code Schedule}, {@code Chance} says which {@link org.healthhut.simulator.world.Fault}s
 * happen, and {@code Promises} remembers what was said to anybody and holds them to it. Whoever
 * doubts that it would notice puts something else into its {@link
 * org.healthhut.simulator.world.Parts}. A {@link org.healthhut.simulator.world.SimulatedDisk} keeps
 * what is on the disk apart from what is only written.
 */
@NullMarked
package org.healthhut.simulator.world;

import org.jspecify.annotations.NullMarked;
