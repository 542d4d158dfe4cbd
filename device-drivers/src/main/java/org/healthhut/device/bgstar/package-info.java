/**
 * Sanofi BGStar and MyStar Extra glucose meters on their data cables.
 *
 * <p>{@code AnswerFraming} finds lines, {@code BgStarAnswer} says what one means, {@link
 * org.healthhut.device.bgstar.BgStar} asks for them.
 */
@NullMarked
package org.healthhut.device.bgstar;

import org.jspecify.annotations.NullMarked;
