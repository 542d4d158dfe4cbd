package org.healthhut.device.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

/** The example of the README is code that works, and its vector says what it does. */
final class ExampleTest {
  private static final Path SOURCE =
      Path.of("src", "test", "java", "org", "healthhut", "device", "example", "HeightRod.java");

  @Test
  void theReadmeShowsTheDriverAsItIs() throws IOException {
    var source = Files.readString(SOURCE);
    var shown = source.substring(source.indexOf("/**\n * ROD-1"));
    assertTrue(readme().contains("```java\n" + shown + "```\n"), "the README shows other code");
  }

  @Test
  void theReadmesVectorHolds() throws IOException {
    var readme = readme();
    int start = readme.indexOf("# 171.5 cm, and the slide lost.");
    var lines = readme.substring(start, readme.indexOf("```", start)).lines().toList();
    var rod = new Conversation(new HeightRod());
    rod.forget();
    List<String> expected = new ArrayList<>();
    for (var line : lines) {
      if (line.startsWith("bytes ")) {
        rod.receive(Bytes.hex(line.substring("bytes ".length())));
      } else if (line.startsWith("event ")) {
        expected.add(line.substring("event ".length()).strip());
      }
    }
    assertEquals(3, expected.size());
    assertEquals(expected, rod.said());
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
