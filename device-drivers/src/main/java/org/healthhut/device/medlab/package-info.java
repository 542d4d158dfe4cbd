/**
 * Blood pressure modules that speak in fields between semicolons (Medlab, UN300C).
 *
 * <p>{@code MedlabFraming} finds the frames, {@code MedlabStatus} says what one means and {@link
 * org.healthhut.device.medlab.Medlab} holds the conversation.
 */
@NullMarked
package org.healthhut.device.medlab;

import org.jspecify.annotations.NullMarked;
