/**
 * Abbott FreeStyle glucose meters on their data cables.
 *
 * <p>{@code FreeStyleLine} says what one line of a reply means, {@link
 * org.healthhut.device.freestyle.FreeStyleLite} asks for the reply and believes it as a whole.
 */
@NullMarked
package org.healthhut.device.freestyle;

import org.jspecify.annotations.NullMarked;
