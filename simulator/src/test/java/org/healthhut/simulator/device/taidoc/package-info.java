@NullMarked
package org.healthhut.simulator.device.taidoc;

import org.jspecify.annotations.NullMarked;
