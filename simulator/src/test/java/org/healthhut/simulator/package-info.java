@NullMarked
package org.healthhut.simulator;

import org.jspecify.annotations.NullMarked;
