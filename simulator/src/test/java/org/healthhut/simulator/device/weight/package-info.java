@NullMarked
package org.healthhut.simulator.device.weight;

import org.jspecify.annotations.NullMarked;
