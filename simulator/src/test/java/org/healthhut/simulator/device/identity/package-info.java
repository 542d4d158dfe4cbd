@NullMarked
package org.healthhut.simulator.device.identity;

import org.jspecify.annotations.NullMarked;
