package org.healthhut.kiosk.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.healthhut.tls.SharedKey;
import org.jspecify.annotations.Nullable;

/** The files that a configuration names; their paths are taken from its own folder. */
record NamedFiles(Path configuration) {
  /** The text of a file that the field names; its content never gets into a message. */
  @Nullable String text(YamlMap map, String field) {
    var file = map.value(field, "the path of a file", this::path);
    if (file == null) {
      return null;
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      map.mistaken(field, "names a file that is not there: " + file);
    } catch (IOException e) {
      map.mistaken(
          field, "names a file that cannot be read: " + file + " (" + e.getMessage() + ")");
    }
    return null;
  }

  /** Where {@code text} leads to; null where it is no path. */
  @Nullable Path path(String text) {
    try {
      return text.isBlank()
          ? null
          : configuration.toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException _) {
      return null;
    }
  }

  /** The key in a file that the field names. */
  @Nullable SharedKey sharedKey(YamlMap map, String field) {
    var content = text(map, field);
    try {
      return content == null ? null : SharedKey.parse(content);
    } catch (IllegalArgumentException e) {
      map.mistaken(field, "names a file that cannot be used: " + e.getMessage());
      return null;
    }
  }
}
