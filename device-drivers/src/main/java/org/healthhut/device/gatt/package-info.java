/**
 * What health devices say over Bluetooth LE, once a link hands over the values of their
 * characteristics.
 *
 * <p>A link wraps every value in a {@link org.healthhut.device.gatt.GattFrame}; {@code GattFraming}
 * takes the frames apart again. Each characteristic has a data sheet ({@code BloodPressureValue},
 * {@code GlucoseValue}, ...) which makes a {@code Told} of it; {@link
 * org.healthhut.device.gatt.GattDevice} is the conversation, with a {@code Profile} for what a kind
 * of device does differently. {@link org.healthhut.device.gatt.MedicalNumber} is how all of them
 * write numbers.
 */
@NullMarked
package org.healthhut.device.gatt;

import org.jspecify.annotations.NullMarked;
