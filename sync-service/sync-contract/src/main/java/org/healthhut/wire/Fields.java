package org.healthhut.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.healthhut.bytes.Bytes;

/** The fields of a CBOR map, each read as the one type it must have. */
final class Fields {
  private static final int PARSED_MAX = 64;

  private final ObjectNode node;

  Fields(ObjectNode node) {
    this.node = node;
  }

  /** A field is missing or of another type. The reason names the field and never its content. */
  static final class Malformed extends Exception {
    private final String why;

    Malformed(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /** The whole map, with whatever this version does not know. */
  ObjectNode node() {
    return node;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) throws Malformed {
    return get(name, "text", JsonNode::isTextual).textValue();
  }

  long number(String name) throws Malformed {
    return get(
            name, "a whole number", field -> field.isIntegralNumber() && field.canConvertToLong())
        .longValue();
  }

  boolean flag(String name) throws Malformed {
    return get(name, "true or false", JsonNode::isBoolean).booleanValue();
  }

  Bytes bytes(String name) throws Malformed {
    try {
      return Bytes.copyOf(get(name, "a byte string", JsonNode::isBinary).binaryValue());
    } catch (IOException _) {
      throw new Malformed(name + " is not a byte string");
    }
  }

  Fields map(String name) throws Malformed {
    return new Fields((ObjectNode) get(name, "a map", JsonNode::isObject));
  }

  List<Fields> list(String name) throws Malformed {
    var list = new ArrayList<Fields>();
    for (var item : get(name, "a list", JsonNode::isArray)) {
      if (!(item instanceof ObjectNode object)) {
        throw new Malformed(name + " holds something other than maps");
      }
      list.add(new Fields(object));
    }
    return list;
  }

  List<String> textList(String name) throws Malformed {
    var list = new ArrayList<String>();
    for (var item : get(name, "a list", JsonNode::isArray)) {
      if (!item.isTextual()) {
        throw new Malformed(name + " holds something other than text");
      }
      list.add(item.textValue());
    }
    return list;
  }

  List<Long> numberList(String name) throws Malformed {
    var list = new ArrayList<Long>();
    for (var item : get(name, "a list", JsonNode::isArray)) {
      if (!item.isIntegralNumber() || !item.canConvertToLong()) {
        throw new Malformed(name + " holds something other than whole numbers");
      }
      list.add(item.longValue());
    }
    return list;
  }

  Instant instant(String name) throws Malformed {
    return parse(name, Instant::parse);
  }

  /** A short text in a form of its own, as a time or a decimal number. */
  <T> T parse(String name, Function<String, T> parser) throws Malformed {
    var text = text(name);
    try {
      if (text.length() > PARSED_MAX) {
        throw new Malformed(name + " is too long");
      }
      return parser.apply(text);
    } catch (DateTimeException | NumberFormatException _) {
      throw new Malformed(name + " cannot be read");
    }
  }

  Map<String, String> texts(String name) throws Malformed {
    var texts = new TreeMap<String, String>();
    var map = map(name);
    for (var key : map.names()) {
      texts.put(key, map.text(key));
    }
    return texts;
  }

  List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode get(String name, String type, Predicate<JsonNode> check) throws Malformed {
    var field = node.get(name);
    if (field == null || !check.test(field)) {
      throw new Malformed(name + (field == null ? " is missing" : " is not " + type));
    }
    return field;
  }
}
