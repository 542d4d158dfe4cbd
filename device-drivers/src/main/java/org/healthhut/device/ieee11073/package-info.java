/**
 * Devices that speak ISO/IEEE 11073-20601 over Bluetooth's health device profile or a serial
 * channel: they associate, say what their objects are, and report what they measured.
 *
 * <p>{@code ApduFraming} finds an APDU, {@code Apdu} says which it is, {@code Configuration} which
 * object is what, {@code ScanReport} what was observed; {@code Kind} makes measurements of that,
 * and {@link org.healthhut.device.ieee11073.HdpDevice} is the conversation.
 */
@NullMarked
package org.healthhut.device.ieee11073;

import org.jspecify.annotations.NullMarked;
