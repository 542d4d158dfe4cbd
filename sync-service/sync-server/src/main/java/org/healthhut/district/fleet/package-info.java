/**
 * The kiosks: which are there, when each was last heard of, and what is missing from each.
 *
 * <p>{@link org.healthhut.district.fleet.Fleet} keeps what kiosks say of themselves and tells it.
 */
@NullMarked
package org.healthhut.district.fleet;

import org.jspecify.annotations.NullMarked;
