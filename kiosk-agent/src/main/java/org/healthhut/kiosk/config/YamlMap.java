package org.healthhut.kiosk.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One map of a YAML file, asked field by field. A wrong or missing field adds a mistake and answers
 * null, so that reading goes on and finds the others.
 */
final class YamlMap {
  private static final int SHOWN_MAX = 60;

  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Map<String, Integer> keyLines = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<YamlMap> children = new ArrayList<>();
  private final List<String> mistakes;

  YamlMap(String file, String path, @Nullable Node node, int line, List<String> mistakes) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.mistakes = mistakes;
    if (node == null) {
      return;
    }
    if (!(node instanceof MappingNode map)) {
      mistake(lineOf(node), (path.isEmpty() ? "the file" : path) + " must hold named fields");
      return;
    }
    for (var tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        mistake(lineOf(tuple.getKeyNode()), "a field's name must be a plain word");
      } else if (fields.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
        mistake(lineOf(key), at(key.getValue()) + " is given twice");
      } else {
        keyLines.put(key.getValue(), lineOf(key));
      }
    }
  }

  @Nullable String text(String field) {
    return value(field, "some text", text -> text.isBlank() ? null : text.strip());
  }

  @Nullable String text(String field, String standard) {
    return has(field) ? text(field) : standard;
  }

  /** A field that {@code read} understands; it answers null for what is not {@code allowed}. */
  <T> @Nullable T value(String field, String allowed, Function<String, @Nullable T> read) {
    known.add(field);
    var node = fields.get(field);
    if (node == null) {
      mistake(line, at(field) + " is missing; it must be " + allowed);
      return null;
    }
    if (!(node instanceof ScalarNode scalar)) {
      mistake(lineOf(node), at(field) + " must be " + allowed + ", is a list or a map");
      return null;
    }
    var value = read.apply(scalar.getValue());
    if (value == null) {
      mistake(
          lineOf(node),
          at(field) + " must be " + allowed + ", is '" + shown(scalar.getValue()) + "'");
    }
    return value;
  }

  <T> @Nullable T value(
      String field, T standard, String allowed, Function<String, @Nullable T> read) {
    return has(field) ? value(field, allowed, read) : standard;
  }

  /** The field's text, to tell what kind of thing this map describes; says no mistake. */
  @Nullable String peek(String field) {
    return fields.get(field) instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  @Nullable Integer number(String field, int min, int max) {
    return value(field, min + ".." + max, text -> integer(text, min, max));
  }

  @Nullable Integer number(String field, int min, int max, int standard) {
    return has(field) ? number(field, min, max) : Integer.valueOf(standard);
  }

  @Nullable Boolean flag(String field, boolean standard) {
    return value(field, standard, "true or false", YamlMap::bool);
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  YamlMap map(String field) {
    known.add(field);
    var node = fields.get(field);
    var child =
        new YamlMap(file, at(field), node, node == null ? line : lineOfKey(field), mistakes);
    children.add(child);
    return child;
  }

  /** The maps in a list; a missing list is a mistake, an empty one is not. */
  List<YamlMap> maps(String field) {
    known.add(field);
    var node = fields.get(field);
    if (!(node instanceof SequenceNode sequence)) {
      mistake(
          node == null ? line : lineOf(node),
          at(field) + (node == null ? " is missing; it" : "") + " must be a list");
      return List.of();
    }
    var maps = new ArrayList<YamlMap>();
    for (var item : sequence.getValue()) {
      var name = at(field) + "[" + maps.size() + "]";
      maps.add(new YamlMap(file, name, item, lineOf(item), mistakes));
    }
    children.addAll(maps);
    return maps;
  }

  boolean has(String field) {
    known.add(field);
    return fields.containsKey(field);
  }

  /** Adds a mistake about {@code field} that only shows beside other fields or other files. */
  void mistaken(String field, String what) {
    mistake(lineOfKey(field), at(field) + " " + what);
  }

  /** Says of every field that nobody asked for that it is not known. */
  void refuseUnknown() {
    for (var field : fields.keySet()) {
      if (!known.contains(field)) {
        var nearest = nearest(field);
        mistake(
            lineOfKey(field),
            at(field)
                + " is not known"
                + (nearest == null ? "" : "; did you mean " + at(nearest) + "?"));
      }
    }
    children.forEach(YamlMap::refuseUnknown);
  }

  static @Nullable Integer integer(String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      return number >= min && number <= max ? Integer.valueOf(number) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Short, and without a password that somebody put into an address. */
  private static String shown(String value) {
    var harmless = value.replaceAll("//[^/@]*@", "//…@");
    return harmless.length() <= SHOWN_MAX ? harmless : harmless.substring(0, SHOWN_MAX) + "…";
  }

  private @Nullable String nearest(String field) {
    String nearest = null;
    int least = Math.max(2, field.length() / 3) + 1;
    for (var candidate : known) {
      int distance = distance(field, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** How many letters must be put in, taken out or changed to make one word of the other. */
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[to.length()];
  }

  /** The field as mistakes name it. */
  String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private int lineOfKey(String field) {
    return keyLines.getOrDefault(field, line);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private void mistake(int where, String what) {
    mistakes.add(file + ":" + where + ": " + what);
  }
}
