package org.healthhut.device.thermometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class SkinThermometerTest {
  private static final Bytes COMMAND = Bytes.hex("A5 45 EA");
  private static final Bytes SKIN = Bytes.hex("5A 5A 45 04 0D 9D 08 A2 51");
  private static final Bytes NOBODY = Bytes.hex("5A 5A 45 04 FD EC 07 6C 59");
  private static final Duration FRAME = Duration.ofMillis(100);

  private final Conversation thermometer = new Conversation(new SkinThermometer());

  @Test
  void tellsTheMeanOfTenFramesAsSkinOncePerPerson() {
    stream(NOBODY, 3);
    thermometer.forget();
    stream(SKIN, 19);
    assertEquals(List.of("Status MEASURING"), thermometer.hear());
    stream(SKIN, 100);
    assertEquals(List.of("Measured skinTemperature=34.85 Cel", "Status READY"), thermometer.hear());
    stream(NOBODY, 3);
    stream(SKIN, 30);
    assertEquals(
        List.of("Status MEASURING", "Measured skinTemperature=34.85 Cel", "Status READY"),
        thermometer.hear());
  }

  @Test
  void measuresNobodyTwiceBecauseFramesWereLost() {
    stream(SKIN, 25);
    thermometer.forget();
    thermometer.pass(Duration.ofMillis(1_500));
    stream(SKIN, 30);
    assertEquals(List.of(), thermometer.hear());
    stream(NOBODY, 3);
    stream(SKIN, 30);
    assertEquals(1, thermometer.measured().size());
  }

  @Test
  void asksAgainEverySecondAndSaysOnceThatNothingComes() {
    assertEquals(COMMAND, thermometer.written());
    thermometer.pass(Duration.ofMillis(2_999));
    assertEquals(COMMAND.plus(COMMAND).plus(COMMAND), thermometer.written());
    assertEquals(List.of(), thermometer.said());
    thermometer.pass(Duration.ofSeconds(30));
    assertEquals(List.of("Failed SILENT no frame for 3 s"), thermometer.hear());
    stream(NOBODY, 1);
    assertEquals(List.of("Status READY"), thermometer.hear());
  }

  @Test
  void refusesAFrameWithAFlippedBit() {
    for (int bit = 0; bit < SKIN.length() * 8; bit++) {
      var conversation = new Conversation(new SkinThermometer());
      conversation.receive(SKIN.with(bit / 8, SKIN.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(
          List.of(),
          conversation.said().stream().filter(said -> !said.startsWith("Refused")).toList(),
          "bit " + bit);
    }
  }

  @Test
  void asksForNothingOnceTheLineIsClosed() {
    thermometer.tell(new Stimulus.Closed());
    assertNull(thermometer.wakeAt());
  }

  private void stream(Bytes frame, int times) {
    for (int i = 0; i < times; i++) {
      thermometer.receive(frame);
      thermometer.pass(FRAME);
    }
  }
}
