/**
 * How a sensor that this machine reads bit by bit looks to its driver: as bytes, like any other
 * device, so that the same threads, captures and tests serve both.
 *
 * <p>{@link org.healthhut.device.sampled.SampleFraming} is the format; the link that reads the
 * sensor writes it, the driver takes it apart. What was configured for the sensor (its calibration,
 * its mounting) comes as the first frame: a capture holds everything that led to a reading.
 */
@NullMarked
package org.healthhut.device.sampled;

import org.jspecify.annotations.NullMarked;
