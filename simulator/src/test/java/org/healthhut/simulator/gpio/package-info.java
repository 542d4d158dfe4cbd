/** Virtual sensors by themselves, and meeting the links and drivers that read them. */
@NullMarked
package org.healthhut.simulator.gpio;

import org.jspecify.annotations.NullMarked;
