/**
 * Mettler-Toledo scales and the many that copy their formats.
 *
 * <p>{@link org.healthhut.device.mettler.Mettler} has one driver for each format; {@code SicsLine}
 * and {@code ToledoFrame} say what one line and one frame mean. The 8217 format is left out: it
 * does not say its unit (mettler.md, 8217).
 */
@NullMarked
package org.healthhut.device.mettler;

import org.jspecify.annotations.NullMarked;
