/** Samples to values, in virtual time. */
@NullMarked
package org.healthhut.device.sampled;

import org.jspecify.annotations.NullMarked;
