@NullMarked
package org.healthhut.simulator.device.pressure;

import org.jspecify.annotations.NullMarked;
