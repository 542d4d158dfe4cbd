/**
 * Beurer home monitors, whose memory is read over a cable in commands of one byte.
 *
 * <p>{@code BmRecord} says what a record means; {@link org.healthhut.device.beurer.Beurer} holds
 * the conversation, which alone knows where an answer ends.
 */
@NullMarked
package org.healthhut.device.beurer;

import org.jspecify.annotations.NullMarked;
