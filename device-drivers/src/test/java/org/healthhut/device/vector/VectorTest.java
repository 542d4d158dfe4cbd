package org.healthhut.device.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector, told to its driver in every way a line can tell it. */
final class VectorTest {
  static Stream<Vector> vectors() throws IOException, URISyntaxException {
    return Vector.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadWhole(Vector vector) {
    check(vector, List.of(vector.bytes()), "whole");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadCutAnywhere(Vector vector) {
    for (int cut = 1; cut < vector.bytes().length(); cut++) {
      check(vector, List.of(vector.bytes().slice(0, cut), vector.bytes().drop(cut)), "cut " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadByteByByte(Vector vector) {
    var conversation = vector.begun();
    for (int i = 0; i < vector.bytes().length(); i++) {
      conversation.receive(vector.bytes().slice(i, i + 1));
    }
    conversation.quiet();
    assertEquals(vector.events(), conversation.said());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadHoweverTheChunksFall(Vector vector) {
    for (long seed = 0; seed < 50; seed++) {
      var conversation = vector.begun();
      conversation.inPieces(vector.bytes(), new SplittableRandom(seed));
      conversation.quiet();
      assertEquals(vector.events(), conversation.said(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadBetweenNoiseOnceTheLineIsQuiet(Vector vector) {
    for (long seed = 0; seed < 50; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = vector.begun();
      conversation.receive(noise(random));
      conversation.quiet();
      conversation.inPieces(vector.bytes(), random);
      conversation.quiet();
      conversation.receive(noise(random));
      conversation.quiet();
      assertEquals(
          withoutRefusals(vector.events(), vector),
          withoutRefusals(conversation.said(), vector),
          "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void becomesNoOtherReadingWhenCutOff(Vector vector) {
    var whole = values(vector, vector.bytes());
    for (int length = 0; length < vector.bytes().length(); length++) {
      assertTrue(
          whole.containsAll(values(vector, vector.bytes().slice(0, length))),
          vector + " first " + length);
      assertTrue(
          whole.containsAll(values(vector, vector.bytes().drop(length))),
          vector + " from " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void becomesNoOtherReadingWhenAByteIsLostOrDoubled(Vector vector) {
    var whole = values(vector, vector.bytes());
    for (int i = 0; i < vector.bytes().length(); i++) {
      var before = vector.bytes().slice(0, i);
      assertTrue(
          whole.containsAll(values(vector, before.plus(vector.bytes().drop(i + 1)))),
          vector + " lost " + i);
      assertTrue(
          whole.containsAll(
              values(vector, vector.bytes().slice(0, i + 1).plus(vector.bytes().drop(i)))),
          "doubled " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesNoSecondReadingWhenSentTwice(Vector vector) {
    var conversation = vector.begun();
    conversation.receive(vector.bytes());
    conversation.quiet();
    var once = conversation.measured();
    if (once.isEmpty()) {
      return; // joined, halves of a measurement may make a whole one
    }
    conversation.receive(vector.bytes());
    conversation.quiet();
    assertEquals(once, conversation.measured());
  }

  private static void check(Vector vector, List<Bytes> pieces, String how) {
    var conversation = vector.begun();
    pieces.forEach(conversation::receive);
    conversation.quiet();
    assertEquals(vector.events(), conversation.said(), how);
    assertEquals(vector.writes(), conversation.written(), how);
  }

  private static Bytes noise(SplittableRandom random) {
    var noise = new byte[1 + random.nextInt(16)];
    random.nextBytes(noise);
    return Bytes.copyOf(noise);
  }

  /**
   * Noise is refused too, so refusals are left out where noise was added, and so are codes made of
   * it: a scanner's line has no checksum, and what is scanned has yet to be checked by others.
   */
  private static List<String> withoutRefusals(List<String> events, Vector vector) {
    return events.stream()
        .filter(event -> !event.startsWith("Presented Code") || vector.events().contains(event))
        .filter(event -> !event.startsWith("Refused") && !event.startsWith("Failed BAD_DATA"))
        .toList();
  }

  private static Set<Object> values(Vector vector, Bytes bytes) {
    var conversation = vector.begun();
    conversation.receive(bytes);
    conversation.quiet();
    return conversation.measured().stream()
        .map(DeviceEvent.Measured::values)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
