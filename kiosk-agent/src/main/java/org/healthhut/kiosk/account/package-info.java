/**
 * The kiosk's own book of its records, to be held against the district's: {@link
 * org.healthhut.kiosk.account.Accounting} counts what waits and keeps which {@link
 * org.healthhut.kiosk.account.Numbers} are set aside.
 */
@NullMarked
package org.healthhut.kiosk.account;

import org.jspecify.annotations.NullMarked;
