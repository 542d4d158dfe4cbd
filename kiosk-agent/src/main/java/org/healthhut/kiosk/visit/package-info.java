/**
 * One person at the kiosk, from the first touch to the last.
 *
 * <p>{@link org.healthhut.kiosk.visit.Visits#step} takes a {@link org.healthhut.kiosk.visit.Visit}
 * and what happened, a {@link org.healthhut.kiosk.visit.VisitEvent}, and gives the next visit and
 * the {@link org.healthhut.kiosk.visit.Effect effects} to carry out. It does no I/O, has no thread
 * and reads no clock.
 */
@NullMarked
package org.healthhut.kiosk.visit;

import org.jspecify.annotations.NullMarked;
