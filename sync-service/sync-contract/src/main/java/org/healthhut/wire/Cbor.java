package org.healthhut.wire;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.healthhut.bytes.Bytes;

/** CBOR as a tree, with limits on what is read. */
final class Cbor {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          CBORFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(16)
                      .maxNumberLength(64)
                      .maxStringLength(1 << 18)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private Cbor() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Bytes write(ObjectNode node) {
    try {
      return Bytes.copyOf(MAPPER.writeValueAsBytes(node));
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory did not encode", e);
    }
  }

  static Fields read(Bytes bytes) throws Fields.Malformed {
    try (var parser = MAPPER.getFactory().createParser(bytes.toArray())) {
      var node = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new Fields.Malformed("bytes after the end");
      }
      if (!(node instanceof ObjectNode object)) {
        throw new Fields.Malformed("not a CBOR map");
      }
      return new Fields(object);
    } catch (IOException _) {
      throw new Fields.Malformed("not CBOR");
    }
  }
}
