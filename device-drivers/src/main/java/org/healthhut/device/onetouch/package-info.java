/**
 * LifeScan OneTouch glucose meters on their data cables.
 *
 * <p>{@link org.healthhut.device.onetouch.OneTouchUltra2} holds the conversation in text lines,
 * {@code Ultra2Line} says what one means; {@link org.healthhut.device.onetouch.OneTouchBinary}
 * holds the one in packets, over the link of {@code BinaryLink} and in the words of {@code
 * BinaryDialect}.
 */
@NullMarked
package org.healthhut.device.onetouch;

import org.jspecify.annotations.NullMarked;
