/** Virtual glucose meters. */
@NullMarked
package org.healthhut.simulator.device.glucose;

import org.jspecify.annotations.NullMarked;
