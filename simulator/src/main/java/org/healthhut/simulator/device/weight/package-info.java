/** Virtual scales, and what measures height. */
@NullMarked
package org.healthhut.simulator.device.weight;

import org.jspecify.annotations.NullMarked;
