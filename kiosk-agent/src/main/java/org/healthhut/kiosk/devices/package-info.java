/**
 * The devices a kiosk has, kept open.
 *
 * <p>A {@link org.healthhut.kiosk.devices.DeviceThread} brings one line and one driver together and
 * tells a {@link org.healthhut.kiosk.devices.DeviceListener} what it heard; {@link
 * org.healthhut.kiosk.devices.DeviceHealth} is how the device stands; {@link
 * org.healthhut.kiosk.devices.Reconnect} says when to try again; a {@link
 * org.healthhut.kiosk.devices.Wiretap} shows the bytes to a technician who looks.
 */
@NullMarked
package org.healthhut.kiosk.devices;

import org.jspecify.annotations.NullMarked;
