package org.healthhut.kiosk.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.device.Fault;
import org.healthhut.device.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptsTest {
  private static final Pattern ID = Pattern.compile("[a-z0-9][A-Za-z0-9-]{0,31}");
  private static final Pattern SYLLABLE = Pattern.compile("[a-zü]{1,6}[1-5]");

  /** At four characters a second a longer prompt is not under its 12 s. */
  private static final int CHARACTERS_MAX = 36;

  @Test
  void everyPromptIsWholeInBothLanguages() {
    var seen = new HashSet<String>();
    for (var prompt : Prompts.all()) {
      assertTrue(ID.matcher(prompt.id()).matches(), prompt.id());
      assertTrue(seen.add(prompt.id()), prompt.id() + " is there twice");
      assertFalse(prompt.english().isBlank(), prompt.id());
      for (var syllable : prompt.pinyin().replace(",", "").split(" ", -1)) {
        assertTrue(SYLLABLE.matcher(syllable).matches(), prompt.id() + ": " + syllable);
      }
      assertTrue(prompt.chinese().length() <= CHARACTERS_MAX, prompt.id() + " is too long");
    }
  }

  /** One syllable a character, with the pauses in the same places. */
  @Test
  void pinyinGoesWithTheCharacters() {
    for (var prompt : Prompts.catalogue()) {
      assertEquals(
          Stream.of(prompt.chinese().split("，", -1)).map(String::length).toList(),
          Stream.of(prompt.pinyin().split(", ", -1))
              .map(part -> part.split(" ", -1).length)
              .toList(),
          prompt.id());
    }
  }

  /** Words a screen must not use, in a voice neither; and nothing is shouted. */
  @Test
  void saysNothingAKioskMayNotSay() {
    for (var prompt : Prompts.catalogue()) {
      for (var word : List.of("异常", "不合格", "患病", "确诊", "！", "!", "你", "药")) {
        assertFalse(prompt.chinese().contains(word), prompt.id() + " says " + word);
      }
    }
  }

  /** What a synthesizer gets wrong when left alone. */
  @Test
  void theDifficultReadingsAreWrittenOut() {
    for (var prompt : Prompts.catalogue()) {
      check(prompt, "重新", "chong2 xin1");
      check(prompt, "测量", "ce4 liang2");
      check(prompt, "体重", "ti3 zhong4");
      check(prompt, "血压", "xue4 ya1");
    }
  }

  private static void check(Prompt prompt, String word, String pinyin) {
    assertEquals(
        prompt.chinese().contains(word),
        prompt.pinyin().replace(",", "").contains(pinyin),
        prompt.id() + ": " + word);
  }

  @Test
  void everyFaultAndEveryKindOfDeviceHasItsPrompt() {
    var ids = Prompts.catalogue().stream().map(Prompt::id).collect(Collectors.toSet());
    for (var fault : Fault.values()) {
      var id = "fault-" + fault.code().toLowerCase(Locale.ROOT);
      assertTrue(ids.contains(id), id);
    }
    for (var kind : Model.Category.values()) {
      var id = "use-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertEquals(kind != Model.Category.IDENTITY, ids.contains(id), id);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ling2",
    "10, shi2",
    "15, shi2 wu3",
    "30, san1 shi2",
    "92, jiu3 shi2 er4",
    "100, yi4 bai3",
    "105, yi4 bai3 ling2 wu3",
    "110, yi4 bai3 yi1 shi2",
    "148, yi4 bai3 si4 shi2 ba1",
    "200, er4 bai3",
    "299, er4 bai3 jiu3 shi2 jiu3"
  })
  void numbersAreSpokenWhole(int number, String pinyin) {
    assertEquals(pinyin, Numbers.pinyin(number));
    assertThrows(IllegalArgumentException.class, () -> Numbers.id(300));
  }
}
