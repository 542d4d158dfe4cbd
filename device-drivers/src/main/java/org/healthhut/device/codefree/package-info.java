/**
 * SD Biosensor CodeFree glucose meters on their data cables.
 *
 * <p>{@code CodeFreeFraming} finds frames, {@code CodeFreeMessage} says what each means, {@link
 * org.healthhut.device.codefree.CodeFree} answers the meter, which speaks first.
 */
@NullMarked
package org.healthhut.device.codefree;

import org.jspecify.annotations.NullMarked;
