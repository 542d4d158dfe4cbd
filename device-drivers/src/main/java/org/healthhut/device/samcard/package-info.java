/**
 * Readers of resident identity cards with a SAM_V security module (sam-id-card.md).
 *
 * <p>{@link org.healthhut.device.samcard.SamFraming} finds frames, {@link
 * org.healthhut.device.samcard.SamReply} says what a reply means and {@link
 * org.healthhut.device.samcard.CardText} what a card says; {@link
 * org.healthhut.device.samcard.CardReader} finds, selects and reads cards. No byte that may have
 * come from a card leaves this package other than as a card presented.
 */
@NullMarked
package org.healthhut.device.samcard;

import org.jspecify.annotations.NullMarked;
