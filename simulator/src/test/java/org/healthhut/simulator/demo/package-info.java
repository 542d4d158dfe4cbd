@NullMarked
package org.healthhut.simulator.demo;

import org.jspecify.annotations.NullMarked;
