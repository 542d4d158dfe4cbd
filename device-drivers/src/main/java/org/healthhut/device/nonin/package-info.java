/**
 * Nonin oximeters (spo2-nonin.md): one class a data format.
 *
 * <p>{@link org.healthhut.device.nonin.OemFormat2} and {@link
 * org.healthhut.device.nonin.AsciiFormat} push; {@link org.healthhut.device.nonin.Nonin9560} is
 * asked for its serial number and told its format first.
 */
@NullMarked
package org.healthhut.device.nonin;

import org.jspecify.annotations.NullMarked;
