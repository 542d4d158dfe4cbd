/**
 * Maibobo and Raycome blood pressure monitors.
 *
 * <p>{@code RbpFraming} finds the frames, {@code RbpProtocol} says what they mean ({@code
 * RbpMessage}) and {@link org.healthhut.device.maibobo.Rbp} holds the conversation.
 */
@NullMarked
package org.healthhut.device.maibobo;

import org.jspecify.annotations.NullMarked;
