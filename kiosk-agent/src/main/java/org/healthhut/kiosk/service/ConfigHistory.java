package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration file the agent runs on, and the one before it.
 *
 * @param file that the agent was started with; empty when it was started without
 */
public record ConfigHistory(Optional<Path> file) {
  /** A longer file is not compared. */
  static final int LINES_MAX = 1000;

  private static final int SHORT = 4;
  private static final Pattern HASH = Pattern.compile("pbkdf2:[0-9:a-f]*");

  /**
   * One configuration.
   *
   * @param id the first digits of the SHA-256 of its text
   * @param at when the file was last changed
   */
  record Version(String id, Instant at) {}

  /**
   * A line of a comparison.
   *
   * @param sign {@code -} for what only the one before has, {@code +} for what only the present one
   *     has, a space for both
   */
  record Line(char sign, String text) {}

  /** The file as it is, which the agent runs on unless it was changed since. */
  Optional<Version> now() {
    return file.flatMap(ConfigHistory::version);
  }

  Optional<Version> before() {
    return beforeFile().flatMap(ConfigHistory::version);
  }

  private Optional<Path> beforeFile() {
    return file.map(path -> path.resolveSibling(path.getFileName() + ".before"));
  }

  /** Empty when there is none, or it cannot be read. */
  Optional<String> textBefore() {
    return beforeFile().flatMap(ConfigHistory::text);
  }

  /** What has changed, with two lines of what has not around it; the PIN's hash is left out. */
  List<Line> changes() {
    var from = textBefore().map(ConfigHistory::lines).orElse(List.of());
    var to = file.flatMap(ConfigHistory::text).map(ConfigHistory::lines).orElse(List.of());
    if (from.size() > LINES_MAX || to.size() > LINES_MAX) {
      return List.of(new Line(' ', "…"));
    }
    return near(compare(from, to));
  }

  private static List<String> lines(String text) {
    return text.lines().map(line -> HASH.matcher(line).replaceAll("pbkdf2:…")).toList();
  }

  /** The shortest way from one to the other, by the longest common subsequence. */
  static List<Line> compare(List<String> from, List<String> to) {
    var common = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        common[i][j] =
            from.get(i).equals(to.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var lines = new ArrayList<Line>();
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
        lines.add(new Line(' ', from.get(i)));
        i++;
        j++;
      } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', from.get(i++)));
      } else {
        lines.add(new Line('+', to.get(j++)));
      }
    }
    return lines;
  }

  private static List<Line> near(List<Line> all) {
    var near = new ArrayList<Line>();
    boolean left = false;
    for (int i = 0; i < all.size(); i++) {
      boolean close =
          all.subList(Math.max(0, i - 2), Math.min(all.size(), i + 3)).stream()
              .anyMatch(line -> line.sign() != ' ');
      if (close) {
        near.add(all.get(i));
      } else if (!left && !near.isEmpty()) {
        near.add(new Line(' ', "…"));
      }
      left = !close;
    }
    return near;
  }

  private static Optional<Version> version(Path path) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Files.readString(path).getBytes(StandardCharsets.UTF_8));
      return Optional.of(
          new Version(
              HexFormat.of().formatHex(digest, 0, SHORT),
              Files.getLastModifiedTime(path).toInstant()));
    } catch (IOException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Optional<String> text(Path path) {
    try {
      return Optional.of(Files.readString(path));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
