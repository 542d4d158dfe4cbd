/**
 * A&amp;D blood pressure monitors for waiting rooms.
 *
 * <p>{@code TmFraming} finds the frames, {@code TmRecord} says what a result means and {@link
 * org.healthhut.device.andtm.AndTm} holds the conversation.
 */
@NullMarked
package org.healthhut.device.andtm;

import org.jspecify.annotations.NullMarked;
