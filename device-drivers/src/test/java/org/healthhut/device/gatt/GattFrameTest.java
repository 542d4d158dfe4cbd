package org.healthhut.device.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class GattFrameTest {
  private static final Bytes POUNDS = new GattFrame(0x2A9D, Bytes.hex("01 54 38")).envelope();
  private static final String WEIGHT = "Measured weight=65.41 kg FROM_MEMORY";

  private final Conversation scale =
      new Conversation(GattDevice.weight(ZoneId.of("Asia/Shanghai")));

  @Test
  void isNumberLengthAndValue() {
    assertEquals(Bytes.hex("9D 2A 03 01 54 38"), POUNDS);
    assertThrows(IllegalArgumentException.class, () -> new GattFrame(0x1_0000, Bytes.EMPTY));
    assertThrows(
        IllegalArgumentException.class, () -> new GattFrame(0, Bytes.copyOf(new byte[256])));
  }

  @Test
  void isBelievedAHundredMillisecondsAfterItsLastByte() {
    scale.forget();
    scale.receive(POUNDS);
    scale.pass(Duration.ofMillis(99));
    assertEquals(List.of(), scale.said());
    scale.pass(Duration.ofMillis(1));
    assertEquals(List.of(WEIGHT), scale.said());
  }

  @Test
  void isBelievedWhenAnotherFollows() {
    scale.forget();
    scale.receive(POUNDS.plus(new GattFrame(0x2A19, Bytes.of(80)).envelope()));
    assertEquals(List.of(WEIGHT), scale.said());
  }

  @Test
  void isNotBelievedWhenAnythingElseFollows() {
    scale.forget();
    scale.receive(POUNDS.plus(Bytes.of(0x38)));
    scale.quiet();
    assertEquals(List.of("Refused cut short", "Failed BAD_DATA cut short"), scale.hear());
    scale.receive(POUNDS.plus(Bytes.of(0x38)).plus(POUNDS));
    scale.quiet();
    assertEquals(List.of("Refused out of step", "Failed BAD_DATA out of step"), scale.hear());
  }

  @Test
  void takesNothingOutOfTheMiddleOfNoise() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(GattDevice.weight(ZoneId.of("Asia/Shanghai")));
      var noise = new byte[1 + random.nextInt(600)];
      random.nextBytes(noise);
      conversation.inPieces(Bytes.copyOf(noise).plus(POUNDS), random);
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "seed " + seed);
      conversation.inPieces(POUNDS, random);
      conversation.quiet();
      assertEquals(1, conversation.measured().size(), "seed " + seed);
    }
  }
}
