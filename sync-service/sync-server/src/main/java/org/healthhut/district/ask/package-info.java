/**
 * What kiosks are told about whoever has signed in at them.
 *
 * <p>{@link org.healthhut.district.ask.Inquiries} opens a question, writes down that it was asked,
 * and seals the answer that {@link org.healthhut.district.ask.Histories} reads from the record.
 */
@NullMarked
package org.healthhut.district.ask;

import org.jspecify.annotations.NullMarked;
