/**
 * Sinocare glucose meters with a serial or Bluetooth module that speaks the {@code SN} frames.
 *
 * <p>{@code SnFraming} finds frames, {@code SnMessage} says what each means, {@link
 * org.healthhut.device.sinocare.SinocareMeter} holds the conversation.
 */
@NullMarked
package org.healthhut.device.sinocare;

import org.jspecify.annotations.NullMarked;
