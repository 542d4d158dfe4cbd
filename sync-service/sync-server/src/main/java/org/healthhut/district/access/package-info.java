/**
 * Who may look, and who has looked.
 *
 * <p>{@link org.healthhut.district.access.Accounts} knows people and their roles and locks out who
 * guesses; {@link org.healthhut.district.access.AuditLog} is only added to.
 */
@NullMarked
package org.healthhut.district.access;

import org.jspecify.annotations.NullMarked;
