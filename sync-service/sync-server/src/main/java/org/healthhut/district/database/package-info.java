/**
 * The PostgreSQL the district keeps its record in.
 *
 * <p>{@link org.healthhut.district.database.Database} is a pool of connections to one, with the
 * tables brought up to date; {@link org.healthhut.district.database.EmbeddedDatabase} is one of our
 * own, for a district that has none.
 */
@NullMarked
package org.healthhut.district.database;

import org.jspecify.annotations.NullMarked;
