@NullMarked
package org.healthhut.simulator.device.wireless;

import org.jspecify.annotations.NullMarked;
