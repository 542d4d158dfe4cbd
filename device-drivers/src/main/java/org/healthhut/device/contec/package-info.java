/**
 * Contec CMS50 oximeters (spo2-contec.md).
 *
 * <p>{@link org.healthhut.device.contec.Cms50Stream} is the old stream that nothing is written to;
 * {@link org.healthhut.device.contec.Cms50} speaks protocol V7, with {@link
 * org.healthhut.device.contec.V7Framing} below it and {@link org.healthhut.device.contec.V7Packet}
 * as its data sheet. Stored recordings are not fetched: a kiosk measures whoever stands before it.
 */
@NullMarked
package org.healthhut.device.contec;

import org.jspecify.annotations.NullMarked;
