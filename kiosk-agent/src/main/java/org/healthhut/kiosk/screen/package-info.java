/**
 * What the resident sees and touches.
 *
 * <p>{@link org.healthhut.kiosk.screen.Screens#view} makes a {@link
 * org.healthhut.kiosk.screen.ScreenView} of a visit and its surroundings; {@link
 * org.healthhut.kiosk.screen.ScreenServer} shows it on a page and takes the page's touches.
 */
@NullMarked
package org.healthhut.kiosk.screen;

import org.jspecify.annotations.NullMarked;
