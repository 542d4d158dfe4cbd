/**
 * The whole way of a reading on one machine, with one command.
 *
 * <p>{@link org.healthhut.simulator.demo.Demo} starts database, broker, server and kiosk as
 * processes of their own, keeps them running, and plays one resident's visit.
 */
@NullMarked
package org.healthhut.simulator.demo;

import org.jspecify.annotations.NullMarked;
