/**
 * OMRON blood pressure monitors for waiting rooms.
 *
 * <p>{@link org.healthhut.device.omron.Hbp9030}, {@link org.healthhut.device.omron.Hbp9020} and
 * {@link org.healthhut.device.omron.Hbp9020Legacy} each put a layout of record ({@code Format5},
 * {@code CommaRecord}, {@code LegacyRecord}) into {@code PushedRecords}, which is the conversation
 * they share.
 */
@NullMarked
package org.healthhut.device.omron;

import org.jspecify.annotations.NullMarked;
