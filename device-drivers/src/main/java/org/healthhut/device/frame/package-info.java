/**
 * Bytes to frames, before anyone asks what a frame means.
 *
 * <p>A {@link org.healthhut.device.frame.Framing} says what lies at the front of the bytes; a
 * {@link org.healthhut.device.frame.FrameReader} keeps the bytes and asks it until nothing more can
 * be said, so that frames come out the same however the line cut the bytes into pieces.
 */
@NullMarked
package org.healthhut.device.frame;

import org.jspecify.annotations.NullMarked;
