/** What time it is, how sure that is, and how long the machine has been up. */
@NullMarked
package org.healthhut.kiosk.clock;

import org.jspecify.annotations.NullMarked;
