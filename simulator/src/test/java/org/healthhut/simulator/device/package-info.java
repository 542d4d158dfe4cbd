@NullMarked
package org.healthhut.simulator.device;

import org.jspecify.annotations.NullMarked;
