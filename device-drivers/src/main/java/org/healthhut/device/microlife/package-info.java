/**
 * Microlife home monitors, whose memory is read over Bluetooth or USB.
 *
 * <p>Over Bluetooth {@code BleFraming} finds the frames and {@code BleReply} says what they mean;
 * over USB {@code ReportFraming} takes the text out of the reports and {@code HidReply} reads it.
 * {@link org.healthhut.device.microlife.MicrolifeBle} and {@link
 * org.healthhut.device.microlife.MicrolifeHid} hold the conversations.
 */
@NullMarked
package org.healthhut.device.microlife;

import org.jspecify.annotations.NullMarked;
