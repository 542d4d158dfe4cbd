@NullMarked
package org.healthhut.simulator.world;

import org.jspecify.annotations.NullMarked;
