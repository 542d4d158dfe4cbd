@NullMarked
package org.healthhut.simulator.bench;

import org.jspecify.annotations.NullMarked;
