/**
 * What the kiosk says aloud: short clips, each a {@link org.healthhut.kiosk.voice.Prompt} of the
 * catalogue {@link org.healthhut.kiosk.voice.Prompts}, recorded by a person or, until then,
 * rendered from pinyin.
 *
 * <p>{@link org.healthhut.kiosk.voice.Clips} serves them to the page; {@link
 * org.healthhut.kiosk.voice.VoiceTool} renders placeholders and checks a folder of recordings, on
 * the machine the software is built on.
 */
@NullMarked
package org.healthhut.kiosk.voice;

import org.jspecify.annotations.NullMarked;
