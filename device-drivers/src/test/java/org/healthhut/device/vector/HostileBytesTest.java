package org.healthhut.device.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes no device ever sent. None may throw, and none may become a number. */
final class HostileBytesTest {
  static Stream<Model> models() {
    return Catalogue.models().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void makesNoReadingOfRandomBytes(Model model) {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(model.newDriver().get());
      var bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      conversation.inPieces(Bytes.copyOf(bytes), random);
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "seed " + seed);
    }
  }

  /** The characters of the text formats in any order: far likelier to hit upon a line. */
  @ParameterizedTest
  @MethodSource("models")
  void makesNoReadingOfRandomText(Model model) {
    var alphabet = Bytes.ascii("0123456789 ,,+-.STUGNOLkg\r\n\r\n");
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(model.newDriver().get());
      var text = new byte[random.nextInt(600)];
      for (int i = 0; i < text.length; i++) {
        text[i] = (byte) alphabet.u8(random.nextInt(alphabet.length()));
      }
      conversation.inPieces(Bytes.copyOf(text), random);
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "seed " + seed);
    }
  }

  /** Vectors cut, joined and damaged, with time passing and persons asking in between. */
  @ParameterizedTest
  @MethodSource("models")
  void neverThrowsOnDamagedVectors(Model model) throws IOException, URISyntaxException {
    var vectors = Vector.of(model);
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(model.newDriver().get());
      for (int i = 0; i < 8; i++) {
        conversation.inPieces(damaged(vectors.get(random.nextInt(vectors.size())), random), random);
        switch (random.nextInt(6)) {
          case 0 -> conversation.quiet();
          case 1 -> conversation.pass(Duration.ofMillis(random.nextInt(15_000)));
          case 2 -> conversation.tell(new Stimulus.Woken());
          case 3 -> conversation.tell(new Stimulus.Asked(Stimulus.Request.MEASURE));
          case 4 -> conversation.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
          default -> {}
        }
      }
      conversation.tell(new Stimulus.Closed());
      for (var measured : conversation.measured()) {
        assertPlausible(measured, "seed " + seed);
      }
    }
  }

  private static Bytes damaged(Vector vector, SplittableRandom random) {
    var bytes = vector.bytes();
    for (int i = random.nextInt(4); i > 0 && !bytes.isEmpty(); i--) {
      int at = random.nextInt(bytes.length());
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> bytes.with(at, random.nextInt(256));
            case 1 -> bytes.with(at, bytes.u8(at) ^ 1 << random.nextInt(8));
            case 2 -> bytes.slice(0, at);
            default -> bytes.drop(at);
          };
    }
    return bytes;
  }

  private static void assertPlausible(DeviceEvent.Measured measured, String message) {
    measured
        .values()
        .forEach((metric, quantity) -> assertTrue(metric.plausible(quantity), message));
    var systolic = measured.values().get(Metric.SYSTOLIC);
    var diastolic = measured.values().get(Metric.DIASTOLIC);
    if (systolic != null && diastolic != null) {
      assertTrue(systolic.value().compareTo(diastolic.value()) > 0, message);
    }
  }
}
