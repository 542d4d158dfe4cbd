/**
 * Load cells behind an HX711 converter (hx711.md).
 *
 * <p>{@link org.healthhut.device.hx711.LoadCellSample} is what one read of the converter gave;
 * {@link org.healthhut.device.hx711.LoadCell} makes weights of them with the help of a {@link
 * org.healthhut.device.hx711.LoadCellCalibration}. The lines themselves are worked by {@code
 * Hx711}, in the package of GPIO.
 */
@NullMarked
package org.healthhut.device.hx711;

import org.jspecify.annotations.NullMarked;
