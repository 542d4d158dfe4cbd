/**
 * Residents and their readings, as a doctor sees them.
 *
 * <p>{@link org.healthhut.district.record.Residents} answers questions to the record; {@link
 * org.healthhut.district.record.ReadingView} is one reading with its values. An identity number
 * never leaves the database: queries return its last two characters.
 */
@NullMarked
package org.healthhut.district.record;

import org.jspecify.annotations.NullMarked;
