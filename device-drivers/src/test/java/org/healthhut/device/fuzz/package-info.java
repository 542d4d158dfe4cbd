/** Coverage-guided search for bytes that break a driver. */
@NullMarked
package org.healthhut.device.fuzz;

import org.jspecify.annotations.NullMarked;
