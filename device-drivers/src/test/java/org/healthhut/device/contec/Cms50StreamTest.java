package org.healthhut.device.contec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

/** What takes time with a finger in an oximeter; the same for all of them. */
final class Cms50StreamTest {
  /** Slower than the device, which makes no difference but that of the test's own time. */
  private static final Duration FRAME = Duration.ofMillis(50);

  private static final int TEN_SECONDS = 201;
  private static final Bytes STEADY = Bytes.hex("C6 39 08 48 61");
  private static final Bytes THREE_LESS = Bytes.hex("C6 39 08 48 5E");
  private static final Bytes TWO_LESS = Bytes.hex("C6 39 08 48 5F");
  private static final Bytes SEARCHING = Bytes.hex("86 39 28 48 61");
  private static final Bytes OUT = Bytes.hex("90 00 00 7F 7F");
  private static final String READING = "Measured pulse=72 /min oxygenSaturation=97 %";

  private final Conversation oximeter = new Conversation(new Cms50Stream());

  @Test
  void measuresOnceTheValuesHaveStoodForTenSeconds() {
    stream(OUT, 10);
    oximeter.forget();
    stream(STEADY, TEN_SECONDS - 1);
    assertEquals(
        List.of("Status MEASURING", "Progress oxygenSaturation=97 %", "Progress pulse=72 /min"),
        oximeter.hear());
    stream(STEADY, 1);
    assertEquals(List.of(READING), oximeter.hear());
  }

  @Test
  void measuresOnceForEachFinger() {
    stream(STEADY, 10 * TEN_SECONDS);
    assertEquals(1, oximeter.measured().size());
    oximeter.forget();
    stream(OUT, 10);
    assertEquals(List.of("Status READY"), oximeter.hear());
    stream(STEADY, 2 * TEN_SECONDS);
    assertEquals(1, oximeter.measured().size());
  }

  @Test
  void measuresNoFingerAgainThatWasThereBeforeASilence() {
    stream(STEADY, TEN_SECONDS);
    oximeter.forget();
    oximeter.quiet();
    oximeter.pass(Duration.ofSeconds(3));
    assertEquals(List.of("Failed SILENT no frame understood for 2000 ms"), oximeter.hear());
    stream(STEADY, 2 * TEN_SECONDS);
    assertEquals(List.of(), oximeter.hear());
  }

  @Test
  void allowsTwoPercentOfSpreadAndNoMore() {
    for (int i = 0; i < TEN_SECONDS; i++) {
      stream(i % 2 == 0 ? STEADY : TWO_LESS, 1);
    }
    assertEquals(1, oximeter.measured().size());
    var unsteady = new Conversation(new Cms50Stream());
    for (int i = 0; i < TEN_SECONDS; i++) {
      stream(unsteady, i % 2 == 0 ? STEADY : THREE_LESS, 1);
    }
    assertEquals(List.of(), unsteady.measured());
  }

  @Test
  void startsAgainAfterOneFrameWithoutAValue() {
    stream(STEADY, TEN_SECONDS - 1);
    stream(SEARCHING, 1);
    stream(STEADY, TEN_SECONDS - 1);
    assertEquals(List.of(), oximeter.measured());
    stream(STEADY, 1);
    assertEquals(1, oximeter.measured().size());
  }

  @Test
  void startsAgainAfterSilence() {
    stream(STEADY, TEN_SECONDS - 1);
    oximeter.quiet();
    stream(STEADY, TEN_SECONDS - 1);
    assertEquals(List.of(), oximeter.measured());
  }

  @Test
  void givesUpWithoutValuesForThirtySeconds() {
    stream(SEARCHING, 4 + 30 * 20);
    assertEquals(
        List.of(
            "Status MEASURING",
            "Status MEASURING searching for the pulse",
            "Failed NO_PULSE no values for 30 s"),
        oximeter.hear());
    stream(STEADY, 2 * TEN_SECONDS);
    assertEquals(List.of(), oximeter.hear());
  }

  @Test
  void givesUpWhereValuesAreNotSteadyForNinetySeconds() {
    for (int i = 0; i < 95 * 20; i++) {
      stream(i % 100 < 50 ? STEADY : THREE_LESS, 1);
    }
    assertEquals(
        List.of("Failed MOVEMENT no steady values within 90 s"),
        oximeter.said().stream().filter(said -> said.startsWith("Failed")).toList());
    assertEquals(List.of(), oximeter.measured());
  }

  @Test
  void refusesSteadyValuesNoPersonHas() {
    stream(Bytes.hex("C6 39 08 48 31"), TEN_SECONDS);
    assertEquals(
        List.of(
            "Status MEASURING",
            "Progress pulse=72 /min",
            "Failed IMPLAUSIBLE no person has these values"),
        oximeter.hear());
  }

  @Test
  void tellsNoOtherNumberForAFlippedBit() {
    for (int bit = 0; bit < STEADY.length() * 8; bit++) {
      for (int at : List.of(2, TEN_SECONDS - 1)) {
        var hit = new Conversation(new Cms50Stream());
        stream(hit, STEADY, at);
        stream(hit, STEADY.with(bit / 8, STEADY.u8(bit / 8) ^ 1 << bit % 8), 1);
        hit.quiet();
        stream(hit, STEADY, 2 * TEN_SECONDS);
        assertEquals(
            List.of(),
            hit.said().stream()
                .filter(said -> said.startsWith("Progress") || said.startsWith("Measured"))
                .filter(said -> !said.equals(READING))
                .filter(said -> !said.equals("Progress oxygenSaturation=97 %"))
                .filter(said -> !said.equals("Progress pulse=72 /min"))
                .toList(),
            "bit " + bit + " at " + at);
      }
    }
  }

  @Test
  void decodesWhatItIsMadeOf() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 1000; i++) {
      int saturation = 50 + random.nextInt(51);
      int pulse = 20 + random.nextInt(230);
      var frame =
          Bytes.of(
              0x80 | 3 + random.nextInt(6),
              random.nextInt(128),
              pulse >> 7 << 6 | random.nextInt(16),
              pulse & 0x7F,
              saturation);
      var conversation = new Conversation(new Cms50Stream());
      stream(conversation, frame, TEN_SECONDS);
      assertEquals(
          "Measured pulse=%d /min oxygenSaturation=%d %%".formatted(pulse, saturation),
          conversation.said().getLast(),
          "seed 7, round " + i);
    }
  }

  @Test
  void asksForNothingOnceTheLineIsClosed() {
    oximeter.tell(new Stimulus.Closed());
    assertNull(oximeter.wakeAt());
  }

  private void stream(Bytes frame, int times) {
    stream(oximeter, frame, times);
  }

  private static void stream(Conversation conversation, Bytes frame, int times) {
    for (int i = 0; i < times; i++) {
      conversation.receive(frame);
      conversation.pass(FRAME);
    }
  }
}
