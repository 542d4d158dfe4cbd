/** A small certificate authority and the keys of a district, for benches, demos and tests. */
@NullMarked
package org.healthhut.simulator.authority;

import org.jspecify.annotations.NullMarked;
