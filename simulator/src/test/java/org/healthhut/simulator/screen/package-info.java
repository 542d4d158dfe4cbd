/** The resident's page in a real browser, showing views made for the purpose. */
@NullMarked
package org.healthhut.simulator.screen;

import org.jspecify.annotations.NullMarked;
