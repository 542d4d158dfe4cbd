@NullMarked
package org.healthhut.simulator.district;

import org.jspecify.annotations.NullMarked;
