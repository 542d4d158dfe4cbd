package org.healthhut.kiosk.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoiceToolTest {
  private static final List<Prompt> SOME =
      Prompts.all().stream()
          .filter(prompt -> List.of("welcome", "cls-high", "bye", "n-148").contains(prompt.id()))
          .toList();

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final VoiceTool tool =
      new VoiceTool(SOME, new PrintStream(said, true, StandardCharsets.UTF_8));

  @TempDir private Path folder;

  @Test
  void rendersClipsThatPassItsOwnCheck() throws Exception {
    assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
    tool.render(folder);
    assertTrue(said().contains("rendered 8"), said());
    assertTrue(tool.check(folder), said());
    tool.render(folder);
    assertTrue(said().contains("up to date"), said());
    var fewer =
        new VoiceTool(SOME.subList(0, 1), new PrintStream(said, true, StandardCharsets.UTF_8));
    fewer.render(folder);
    assertTrue(fewer.check(folder), "what another catalogue left is gone: " + said());
  }

  @Test
  void leavesRecordingsAlone() throws Exception {
    assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
    Files.createDirectory(folder.resolve("en"));
    write("en/welcome", tone(2, 3000));
    assertThrows(IOException.class, () -> tool.render(folder));
    assertTrue(Files.exists(folder.resolve("en/welcome.wav")));
  }

  /** Of a syllable it does not know espeak-ng makes English, and says so among the phonemes. */
  @Test
  void everySyllableIsKnownToTheSynthesizer() throws Exception {
    assumeTrue(Programs.has("espeak-ng"), "espeak-ng is not installed");
    var syllables =
        Prompts.all().stream()
            .flatMap(prompt -> prompt.pinyin().replace(",", "").lines())
            .flatMap(line -> List.of(line.split(" ", -1)).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    var process =
        new ProcessBuilder("espeak-ng", "-v", "cmn-latn-pinyin", "-q", "-x", syllables).start();
    var phonemes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertFalse(phonemes.contains("(en"), phonemes);
  }

  @Test
  void findsWhatIsWrongWithAFolder() throws Exception {
    for (var language : Language.values()) {
      Files.createDirectory(folder.resolve(language.code()));
      for (var prompt : SOME) {
        write(language.code() + "/" + prompt.id(), tone(2, 3000));
      }
    }
    assertTrue(tool.check(folder), said());
    write("zh/welcome", tone(13, 3000));
    write("zh/cls-high", tone(2, 0));
    write("zh/stray", tone(2, 3000));
    write("en/welcome", tone(2, 12_000));
    Files.delete(folder.resolve("zh/n-148.wav"));
    Files.writeString(folder.resolve("en/cls-high.wav"), "RIFFxxxxWAVE");
    assertFalse(tool.check(folder));
    for (var mistake :
        List.of(
            "zh/welcome is 13000 ms long",
            "zh/cls-high is silent",
            "zh/stray.wav is no prompt",
            "zh/n-148 is missing",
            "en/welcome is +12 dB beside the others",
            "en/cls-high cannot be read",
            "5 clips, 6 mistakes")) {
      assertTrue(said().contains(mistake), mistake + " not in: " + said());
    }
  }

  @Test
  void makesThingsAsLoudAsTheyCanBeHeard() throws Exception {
    var quiet = tone(1, 300);
    assertEquals(-43.8, quiet.loudness(), 0.1);
    assertEquals(VoiceTool.LOUDNESS_DB, quiet.at(VoiceTool.LOUDNESS_DB).loudness(), 0.1);
    assertEquals(-3, quiet.at(12).loudness(), 0.1, "never cut off");
    var again = Wav.read(quiet.toBytes());
    assertEquals(quiet.length(), again.length());
    assertEquals(quiet.loudness(), again.loudness(), 0.001);
  }

  private void write(String name, Wav sound) throws IOException {
    Files.write(folder.resolve(name + ".wav"), sound.toBytes());
  }

  private static Wav tone(int seconds, int amplitude) {
    var samples = new short[seconds * 16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(amplitude * Math.sin(i * 2 * Math.PI * 440 / 16_000));
    }
    return new Wav(16_000, samples);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
