/**
 * Bytes that nobody can change.
 *
 * <p>Everything that reads a wire or a record reads a {@link org.healthhut.bytes.Bytes} by offset;
 * no buffer has a position that another method could have moved.
 */
@NullMarked
package org.healthhut.bytes;

import org.jspecify.annotations.NullMarked;
