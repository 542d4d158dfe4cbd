/** A real browser for tests of pages, where the machine has one. */
@NullMarked
package org.healthhut.simulator.browser;

import org.jspecify.annotations.NullMarked;
