/**
 * Infrared temperature modules (ir-thermometer.md).
 *
 * <p>They measure the surface of the skin. {@link org.healthhut.device.thermometry.SkinThermometer}
 * therefore gives no body temperature: nothing in the note says how one follows from the other.
 */
@NullMarked
package org.healthhut.device.thermometry;

import org.jspecify.annotations.NullMarked;
