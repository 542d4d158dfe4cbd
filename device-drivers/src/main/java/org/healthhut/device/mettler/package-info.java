/**
 * Mettler-Toledo scales and the many that copy their formats.
 *
 * <p>{@link org.healthhut.device.mettler.Mettler} has one driver for each format; {@code SicsLine},
 * {@code ToledoFrame} and {@code PosAnswer} say what one line, frame or answer means.
 */
@NullMarked
package org.healthhut.device.mettler;

import org.jspecify.annotations.NullMarked;
