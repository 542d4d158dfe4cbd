/**
 * How records reach the district.
 *
 * <p>{@link org.healthhut.kiosk.uplink.Uplink} decides and does no I/O; a {@link
 * org.healthhut.kiosk.uplink.Transport} carries; the {@link org.healthhut.kiosk.uplink.Courier}
 * brings the two together, on one thread.
 */
@NullMarked
package org.healthhut.kiosk.uplink;

import org.jspecify.annotations.NullMarked;
