/** Lines: what is said when they do not open, and what is spoken on them. */
@NullMarked
package org.healthhut.device.link;

import org.jspecify.annotations.NullMarked;
