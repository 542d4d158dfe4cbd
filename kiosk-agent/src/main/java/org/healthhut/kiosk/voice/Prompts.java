package org.healthhut.kiosk.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of everything the kiosk says. */
public final class Prompts {
  private static final String CATALOGUE = "prompts.txt";

  private Prompts() {}

  /** Every prompt in the catalogue's order, then the numbers; read anew each time. */
  public static List<Prompt> all() {
    var prompts = new ArrayList<>(catalogue());
    for (int number = 0; number <= Numbers.MAX; number++) {
      prompts.add(Numbers.prompt(number));
    }
    return List.copyOf(prompts);
  }

  static List<Prompt> catalogue() {
    try (var in = Prompts.class.getResourceAsStream(CATALOGUE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + CATALOGUE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Prompts::prompt)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CATALOGUE, e);
    }
  }

  private static Prompt prompt(String line) {
    var fields = line.split(" \\| ", -1);
    if (fields.length != 4) {
      throw new IllegalStateException("not id | 汉字 | pinyin | English: " + line);
    }
    return new Prompt(fields[0], fields[1], fields[2], fields[3]);
  }
}
