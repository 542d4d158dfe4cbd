/**
 * Vectors: files of bytes and what a driver must make of them.
 *
 * <p>{@link org.healthhut.device.vector.Vector} is one file, {@link
 * org.healthhut.device.vector.Conversation} feeds a driver and keeps what it says.
 */
@NullMarked
package org.healthhut.device.vector;

import org.jspecify.annotations.NullMarked;
