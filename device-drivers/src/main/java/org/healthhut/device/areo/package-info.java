/**
 * Menarini GlucoMen Areo glucose meters on their data cables.
 *
 * <p>{@code AreoBlock} collects the lines of one block, {@code AreoLine} says what a line means,
 * {@link org.healthhut.device.areo.GlucoMenAreo} asks for the blocks.
 */
@NullMarked
package org.healthhut.device.areo;

import org.jspecify.annotations.NullMarked;
