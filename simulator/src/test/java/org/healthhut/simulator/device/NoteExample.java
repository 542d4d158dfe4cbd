package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;

/**
 * A computed example of a protocol note: the bytes a device sends for what is given. They are in
 * {@code vectors/virtual/<model id>.txt}, lines {@code # title}, {@code given key=value ...} and
 * {@code bytes hex}.
 */
public record NoteExample(String title, Map<String, String> given, Bytes bytes) {
  public String text(String key) {
    var text = given.get(key);
    if (text == null) {
      throw new IllegalArgumentException(title + " gives no " + key);
    }
    return text;
  }

  public int number(String key) {
    return Integer.parseInt(text(key));
  }

  public BigDecimal decimal(String key) {
    return new BigDecimal(text(key));
  }

  public LocalDateTime at() {
    return LocalDateTime.parse(text("at"));
  }

  @Override
  public String toString() {
    return title;
  }

  /** That the device sends this example to the byte. */
  public void assertSent(Transmission sent) {
    assertEquals(bytes.hex(), sent.frame().hex(), title);
  }

  /** All examples of a model. */
  public static List<NoteExample> of(String model) {
    var vectors = new ArrayList<NoteExample>();
    var title = "";
    var given = new HashMap<String, String>();
    for (var line : lines("/vectors/virtual/" + model + ".txt")) {
      if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith("given ")) {
        given.clear();
        for (var pair : List.of(line.substring(6).strip().split(" ", -1))) {
          int equals = pair.indexOf('=');
          given.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      } else if (line.startsWith("bytes ")) {
        vectors.add(new NoteExample(title, Map.copyOf(given), Bytes.hex(line.substring(6))));
      }
    }
    return vectors;
  }

  private static List<String> lines(String resource) {
    try (var in = NoteExample.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
