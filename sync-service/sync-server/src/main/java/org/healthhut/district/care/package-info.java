/**
 * What a doctor is asked to look after.
 *
 * <p>{@link org.healthhut.district.care.Tasks} holds who asked to be contacted and what a kiosk
 * found urgent, with one state for everybody who sees it.
 */
@NullMarked
package org.healthhut.district.care;

import org.jspecify.annotations.NullMarked;
