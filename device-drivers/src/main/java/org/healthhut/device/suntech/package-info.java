/**
 * The SunTech Advantage OEM blood pressure module built into kiosks.
 *
 * <p>{@code SunTechFraming} finds the packets, {@code SunTechProtocol} says what one means and
 * {@link org.healthhut.device.suntech.SunTech} holds the conversation.
 */
@NullMarked
package org.healthhut.device.suntech;

import org.jspecify.annotations.NullMarked;
