/**
 * Who a resident is, for as long as a program has to know.
 *
 * <p>These types print themselves masked: nothing here may reach a log, a file name, a URL or an
 * exception message in the clear.
 */
@NullMarked
package org.healthhut.person;

import org.jspecify.annotations.NullMarked;
