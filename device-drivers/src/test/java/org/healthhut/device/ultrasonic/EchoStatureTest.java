package org.healthhut.device.ultrasonic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class EchoStatureTest {
  private static final BigDecimal WARM = new BigDecimal("20");
  private static final int FLOOR = 13_977;
  private static final int HEAD = 3931;

  private final Conversation conversation = new Conversation(new EchoStature());

  /** height-weight.md, section 5, worked example. */
  @Test
  void soundIsFasterWhereItIsWarmer() {
    assertEquals(OptionalInt.of(304), Echo.distanceMm(1740, new BigDecimal("30")));
    assertEquals(OptionalInt.of(299), Echo.distanceMm(1740, WARM));
    assertEquals(OptionalInt.of(288), Echo.distanceMm(1740, BigDecimal.ZERO));
    assertEquals(OptionalInt.empty(), Echo.distanceMm(115, WARM));
    assertEquals(OptionalInt.empty(), Echo.distanceMm(25_001, WARM));
  }

  @Test
  void measuresOncePerPerson() {
    begin();
    echoes(40, HEAD);
    assertEquals(1, conversation.measured().size());
    echoes(5, FLOOR);
    echoes(20, HEAD);
    assertEquals(1, conversation.measured().size(), "bowed for half a second");
    echoes(15, FLOOR);
    echoes(20, HEAD);
    assertEquals(2, conversation.measured().size());
  }

  @Test
  void asksWhoeverDoesNotStandStillTo() {
    begin();
    for (int i = 0; i < 60; i++) {
      echoes(1, HEAD);
      echoes(1, HEAD + 400);
    }
    assertEquals(List.of("Status MEASURING", "Status STAND_STILL"), conversation.said());
  }

  @Test
  void waitsForTheNextAfterSomebodyOnlyPassed() {
    begin();
    echoes(4, HEAD);
    echoes(5, FLOOR);
    assertEquals(List.of("Status MEASURING", "Status READY"), conversation.said());
  }

  @Test
  void tellsABrokenSensorOnceAndWhenItIsMended() {
    begin();
    for (int i = 0; i < 20; i++) {
      conversation.receive(EchoSample.UNANSWERED.bytes());
      conversation.pass(Duration.ofMillis(100));
    }
    echoes(3, FLOOR);
    assertEquals(
        List.of(
            "Failed SENSOR no answer to the trigger: check power and both wires", "Status READY"),
        conversation.said());
  }

  @Test
  void saysThatNothingComesAtAll() {
    begin();
    conversation.pass(Duration.ofSeconds(3));
    assertEquals(List.of("Failed SILENT no sample for 2 s"), conversation.said());
  }

  @Test
  void aMountingIsWrittenAndReadTheSame() {
    for (int mm = 2220; mm <= 4000; mm += 10) {
      var mounting = new Mounting(mm, BigDecimal.valueOf(mm % 550 - 100, 1));
      assertEquals(Optional.of(mounting), Mounting.parse(mounting.toString()));
    }
    assertThrows(IllegalArgumentException.class, () -> new Mounting(2219, WARM));
    assertThrows(IllegalArgumentException.class, () -> new Mounting(4001, WARM));
    assertThrows(IllegalArgumentException.class, () -> new Mounting(2400, new BigDecimal("45.1")));
  }

  private void begin() {
    conversation.receive(EchoSample.mounting(new Mounting(2400, WARM)));
    echoes(5, FLOOR);
    conversation.forget();
  }

  private void echoes(int count, int micros) {
    for (int i = 0; i < count; i++) {
      conversation.receive(EchoSample.echo(micros));
      conversation.pass(Duration.ofMillis(100));
    }
  }
}
