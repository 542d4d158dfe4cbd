/** Samples to values, in virtual time. */
@NullMarked
package org.healthhut.device.hx711;

import org.jspecify.annotations.NullMarked;
