/**
 * What a person takes home of a visit: a picture to scan, or a slip of paper. Neither has a name.
 *
 * <p>A {@link org.healthhut.kiosk.takeaway.Sheet} says what was measured; a {@link
 * org.healthhut.kiosk.takeaway.QrCode} holds it as text, or the address the district shows it at
 * under a {@link org.healthhut.kiosk.visit.TakeAwayCode}; {@link
 * org.healthhut.kiosk.takeaway.EscPos} makes a slip of it, and {@link
 * org.healthhut.kiosk.takeaway.PrinterThread} prints that.
 */
@NullMarked
package org.healthhut.kiosk.takeaway;

import org.jspecify.annotations.NullMarked;
