@NullMarked
package org.healthhut.simulator.pty;

import org.jspecify.annotations.NullMarked;
