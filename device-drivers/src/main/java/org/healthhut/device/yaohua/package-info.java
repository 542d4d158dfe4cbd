/**
 * Yaohua XK3190 weighing indicators and their kin, Keli D2008.
 *
 * <p>No frame of theirs says whether the weight has settled, and only one format says its unit: the
 * others are of indicators that weigh in kilograms (yaohua-xk3190.md). Which format an indicator is
 * set to cannot be told from its bytes with certainty, so {@link
 * org.healthhut.device.yaohua.Xk3190} has one driver for each.
 */
@NullMarked
package org.healthhut.device.yaohua;

import org.jspecify.annotations.NullMarked;
