/**
 * Infrared temperature modules (ir-thermometer.md).
 *
 * <p>They measure the surface of the skin, and {@link
 * org.healthhut.device.thermometry.SkinThermometer} tells it as that: nothing in the note says how
 * a body temperature follows from it.
 */
@NullMarked
package org.healthhut.device.thermometry;

import org.jspecify.annotations.NullMarked;
