/**
 * The proof that no noise becomes a reading, by trying: drivers are given bytes no device sent and
 * frames damaged on the way.
 *
 * <p>A {@link org.healthhut.simulator.noise.NoiseRun} tries one {@link
 * org.healthhut.simulator.noise.Noise} on one model and counts in a {@link
 * org.healthhut.simulator.noise.Tally}; {@link org.healthhut.simulator.noise.NoiseReport} runs the
 * whole catalogue.
 */
@NullMarked
package org.healthhut.simulator.noise;

import org.jspecify.annotations.NullMarked;
