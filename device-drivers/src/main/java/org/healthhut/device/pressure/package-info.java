/**
 * What all blood pressure monitors have in common once their bytes are understood.
 *
 * <p>A driver hands a {@link org.healthhut.device.pressure.CuffReading} to its {@link
 * org.healthhut.device.pressure.CuffLimits}; {@link org.healthhut.device.DeviceClock} and {@link
 * org.healthhut.device.Remembered} tell of a wrong clock and of a record sent again.
 */
@NullMarked
package org.healthhut.device.pressure;

import org.jspecify.annotations.NullMarked;
