/** Every model of virtual device. */
@NullMarked
package org.healthhut.simulator.device.catalogue;

import org.jspecify.annotations.NullMarked;
