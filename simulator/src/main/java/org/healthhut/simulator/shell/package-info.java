/** What every command of the simulator needs of its command line and its end. */
@NullMarked
package org.healthhut.simulator.shell;

import org.jspecify.annotations.NullMarked;
