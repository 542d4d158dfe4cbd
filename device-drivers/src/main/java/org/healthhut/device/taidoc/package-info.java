/**
 * The TaiDoc family, sold under many names: glucose meters, cuffs, oximeters, thermometers and
 * scales that speak in packets of eight bytes, on a serial line, in HID reports or over Bluetooth.
 *
 * <p>{@code PacketFraming} finds packets and {@code UartReports} the reports they may travel in;
 * {@code Packet} says what the ones every device has mean, {@code GlucoseValue}, {@code CuffValue},
 * {@code TemperatureValue}, {@code OxygenValue} and {@code ScaleReply} what a value of each kind
 * means; {@link org.healthhut.device.taidoc.TaiDoc} holds the conversation.
 */
@NullMarked
package org.healthhut.device.taidoc;

import org.jspecify.annotations.NullMarked;
