/**
 * How long a reading takes, measured on the real way and beside the disk it runs on.
 *
 * <p>Numbers are printed and never judged: a limit in a test would measure the machine.
 */
@NullMarked
package org.healthhut.simulator.benchmark;

import org.jspecify.annotations.NullMarked;
