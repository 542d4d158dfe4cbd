/**
 * Abbott FreeStyle glucose meters on their data cables.
 *
 * <p>{@code FreeStyleLine} says what one line of a reply means, {@code FreeStyleReply} and {@code
 * OptiumInfo} collect the lines; {@link org.healthhut.device.freestyle.FreeStyle} asks for a reply
 * and believes it as a whole.
 */
@NullMarked
package org.healthhut.device.freestyle;

import org.jspecify.annotations.NullMarked;
