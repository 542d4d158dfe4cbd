/** Samples to values, in virtual time. */
@NullMarked
package org.healthhut.device.ultrasonic;

import org.jspecify.annotations.NullMarked;
