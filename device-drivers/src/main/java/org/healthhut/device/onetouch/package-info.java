/**
 * LifeScan OneTouch glucose meters on their data cables.
 *
 * <p>{@link org.healthhut.device.onetouch.OneTouchUltra2} holds the conversation in text lines;
 * what one line says is told apart from it in {@code Ultra2Line}.
 */
@NullMarked
package org.healthhut.device.onetouch;

import org.jspecify.annotations.NullMarked;
