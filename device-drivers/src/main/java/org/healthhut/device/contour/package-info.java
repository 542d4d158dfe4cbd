/**
 * Bayer and Ascensia Contour glucose meters on a serial cable or on USB: ASTM E1381 frames with
 * E1394 records.
 *
 * <p>{@code AstmFraming} finds frames, {@code AbcReports} the reports they may travel in, {@code
 * ContourRecord} says what the record in one means, {@link org.healthhut.device.contour.Contour}
 * receives a transfer.
 */
@NullMarked
package org.healthhut.device.contour;

import org.jspecify.annotations.NullMarked;
