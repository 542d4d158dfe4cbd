@NullMarked
package org.healthhut.simulator.noise;

import org.jspecify.annotations.NullMarked;
