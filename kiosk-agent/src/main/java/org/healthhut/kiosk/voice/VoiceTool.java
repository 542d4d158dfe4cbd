package org.healthhut.kiosk.voice;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Makes placeholder clips and checks a folder of clips. Runs where the software is built or a site
 * has its prompts recorded, never in a kiosk that serves people.
 */
public final class VoiceTool {
  /** Speech peaks some 15 dB above its mean: nothing is cut off, and nobody has to strain. */
  static final double LOUDNESS_DB = -20;

  private static final double LOUDNESS_APART_MAX_DB = 6;
  private static final double SILENT_BELOW_DB = -40;
  private static final Duration LENGTH_MIN = Duration.ofMillis(150);
  private static final Duration LENGTH_MAX = Duration.ofSeconds(12);
  private static final int MISTAKES_SHOWN_MAX = 20;

  /** Changes when the same catalogue is rendered differently. */
  private static final String RENDERING = "1";

  private static final String STAMP = "rendered-from";

  private final List<Prompt> prompts;
  private final PrintStream out;

  public VoiceTool(List<Prompt> prompts, PrintStream out) {
    this.prompts = List.copyOf(prompts);
    this.out = out;
  }

  /**
   * Renders every prompt in every language from pinyin and from English, unless that has been done;
   * what was rendered from another catalogue goes first. Without espeak-ng it says so and does
   * nothing.
   *
   * @throws IOException when a program that is there fails, or the folder holds clips that were not
   *     rendered
   */
  public void render(Path folder) throws IOException {
    if (!Programs.has("espeak-ng")) {
      out.println(
          "voice: SKIPPED, no placeholder clips: espeak-ng is not installed; the kiosk shows"
              + " captions alone");
      return;
    }
    boolean opus = Programs.has("opusenc");
    var stamp = stamp(opus);
    var stampFile = folder.resolve(STAMP);
    if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
      out.println("voice: placeholder clips are up to date in " + folder);
      return;
    }
    boolean ours = Files.exists(stampFile);
    for (var language : Language.values()) {
      empty(folder.resolve(language.code()), ours);
    }
    Files.writeString(stampFile, "not finished");
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var clips = new ArrayList<Future<?>>();
      for (var prompt : prompts) {
        for (var language : Language.values()) {
          clips.add(
              workers.submit(() -> {
                render(prompt, language, folder.resolve(language.code()), opus);
                return null;
              }));
        }
      }
      for (var clip : clips) {
        clip.get();
      }
      Files.writeString(stampFile, stamp);
      out.println("voice: rendered " + clips.size() + " placeholder clips into " + folder);
    } catch (ExecutionException e) {
      throw new IOException("a clip was not rendered: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void empty(Path folder, boolean ours) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        if (!ours) {
          throw new IOException(
              folder + " holds clips that were not rendered: name another folder");
        }
        Files.delete(file);
      }
    }
  }

  private static void render(Prompt prompt, Language language, Path folder, boolean opus)
      throws IOException {
    var spoken = folder.resolve(prompt.id() + ".spoken");
    var text =
        switch (language) {
          case CHINESE -> prompt.pinyin();
          case ENGLISH -> prompt.english();
        };
    Programs.run(
        List.of(
            "espeak-ng",
            "-v",
            voice(language),
            "-s",
            pace(language),
            "-w",
            spoken.toString(),
            text));
    var loud = Wav.read(Files.readAllBytes(spoken)).at(LOUDNESS_DB).toBytes();
    var wav = folder.resolve(prompt.id() + ".wav");
    Files.write(spoken, loud);
    if (opus) {
      var coded = folder.resolve(prompt.id() + ".coded");
      Programs.run(
          List.of(
              "opusenc",
              "--quiet",
              "--comp",
              "0",
              "--padding",
              "0",
              "--bitrate",
              "16",
              spoken.toString(),
              coded.toString()));
      Files.move(coded, folder.resolve(prompt.id() + ".opus"), StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(wav);
      Files.delete(spoken);
    } else {
      Files.move(spoken, wav, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String voice(Language language) {
    return switch (language) {
      case CHINESE -> "cmn-latn-pinyin";
      case ENGLISH -> "en-us";
    };
  }

  /** Words a minute as espeak-ng counts them: about four characters a second, and plain English. */
  private static String pace(Language language) {
    return switch (language) {
      case CHINESE -> "190";
      case ENGLISH -> "150";
    };
  }

  private String stamp(boolean opus) {
    var crc = new CRC32C();
    crc.update(prompts.toString().getBytes(StandardCharsets.UTF_8));
    return "%s %s %08x%n".formatted(RENDERING, opus ? "opus" : "wav", crc.getValue());
  }

  /**
   * Whether every prompt has a clip in every language that is neither silent nor too long, all of
   * them about as loud, and nothing else lies there; says what is not so.
   */
  public boolean check(Path folder) throws IOException {
    var mistakes = new ArrayList<String>();
    int checked = 0;
    for (var language : Language.values()) {
      var heard = new TreeMap<String, Double>();
      for (var prompt : prompts) {
        check(folder.resolve(language.code()), prompt.id(), heard, mistakes);
      }
      checked += heard.size();
      compare(language, heard, mistakes);
      strangers(folder.resolve(language.code()), mistakes);
    }
    mistakes.stream()
        .limit(MISTAKES_SHOWN_MAX)
        .forEach(mistake -> out.println("voice: " + mistake));
    if (mistakes.size() > MISTAKES_SHOWN_MAX) {
      out.println("voice: and " + (mistakes.size() - MISTAKES_SHOWN_MAX) + " more");
    }
    out.println("voice: %d clips, %d mistakes".formatted(checked, mistakes.size()));
    return mistakes.isEmpty();
  }

  private static void check(
      Path folder, String id, Map<String, Double> heard, List<String> mistakes) throws IOException {
    var name = folder.getFileName() + "/" + id;
    var opus = folder.resolve(id + ".opus");
    var wav = folder.resolve(id + ".wav");
    if (!Files.exists(opus) && !Files.exists(wav)) {
      mistakes.add(name + " is missing");
      return;
    }
    Wav sound;
    try {
      sound = Wav.read(Files.exists(opus) ? decoded(opus) : Files.readAllBytes(wav));
    } catch (IOException e) {
      mistakes.add(name + " cannot be read: " + e.getMessage());
      return;
    }
    var length = sound.length();
    if (length.compareTo(LENGTH_MIN) < 0 || length.compareTo(LENGTH_MAX) > 0) {
      mistakes.add(name + " is " + length.toMillis() + " ms long");
    }
    if (sound.loudness() < SILENT_BELOW_DB) {
      mistakes.add(name + " is silent");
    } else {
      heard.put(id, sound.loudness());
    }
  }

  private static byte[] decoded(Path opus) throws IOException {
    var wav = Files.createTempFile("clip", ".wav");
    try {
      Programs.run(List.of("opusdec", "--quiet", opus.toString(), wav.toString()));
      return Files.readAllBytes(wav);
    } finally {
      Files.delete(wav);
    }
  }

  private static void compare(Language language, Map<String, Double> heard, List<String> mistakes) {
    if (heard.isEmpty()) {
      return;
    }
    double median = heard.values().stream().sorted().toList().get(heard.size() / 2);
    heard.forEach((id, loudness) -> {
      if (Math.abs(loudness - median) > LOUDNESS_APART_MAX_DB) {
        mistakes.add(
            "%s/%s is %+.0f dB beside the others"
                .formatted(language.code(), id, loudness - median));
      }
    });
  }

  private void strangers(Path folder, List<String> mistakes) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    var ids = prompts.stream().map(Prompt::id).collect(Collectors.toSet());
    try (var files = Files.list(folder)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !ids.contains(name.replaceFirst("\\.(opus|wav)$", "")))
          .sorted()
          .forEach(name -> mistakes.add(folder.getFileName() + "/" + name + " is no prompt"));
    }
  }
}
