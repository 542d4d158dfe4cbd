@NullMarked
package org.healthhut.simulator.decode;

import org.jspecify.annotations.NullMarked;
