/**
 * The lines that devices hang on.
 *
 * <p>A {@link org.healthhut.device.link.Link} carries bytes both ways and is owned by one platform
 * thread; native serial reads would pin a virtual thread's carrier.
 */
@NullMarked
package org.healthhut.device.link;

import org.jspecify.annotations.NullMarked;
