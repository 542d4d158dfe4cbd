@NullMarked
package org.healthhut.simulator.device.vitals;

import org.jspecify.annotations.NullMarked;
