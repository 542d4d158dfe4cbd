/**
 * The kiosk's own wires: start button, presence switch and status lamp.
 *
 * <p>{@link org.healthhut.kiosk.gpio.Panel} says what their levels mean and when the lamp is lit;
 * {@link org.healthhut.kiosk.gpio.PanelThread} keeps the lines open and tells a {@link
 * org.healthhut.kiosk.gpio.PanelListener}; {@link org.healthhut.kiosk.gpio.Lamps} chooses what the
 * lamp shows.
 */
@NullMarked
package org.healthhut.kiosk.gpio;

import org.jspecify.annotations.NullMarked;
