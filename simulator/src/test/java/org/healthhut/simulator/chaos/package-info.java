/**
 * Real processes, ended, frozen, cut off and damaged while readings are saved; then what the
 * resident was told is held against what the district's database has.
 *
 * <p>{@link Saver} is the kiosk's process, {@link Saving} looks after one; {@link District} is
 * everything else; {@link Balance} is the comparison.
 */
@NullMarked
package org.healthhut.simulator.chaos;

import org.jspecify.annotations.NullMarked;
