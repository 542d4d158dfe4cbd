/**
 * An MQTT 5 broker for benches, demos and tests.
 *
 * <p>Production points at a broker of the district's own; this one keeps the same rules, so that
 * what passes here passes there.
 */
@NullMarked
package org.healthhut.simulator.broker;

import org.jspecify.annotations.NullMarked;
