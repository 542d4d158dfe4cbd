package org.healthhut.kiosk.voice;

/**
 * One thing the kiosk says.
 *
 * @param id the name of its clip in each language
 * @param pinyin with tone numbers, as it is spoken; what a placeholder is rendered from
 */
public record Prompt(String id, String chinese, String pinyin, String english) {}
