package org.healthhut.device.mettler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class MettlerTest {
  private static final Bytes ZERO =
      Bytes.hex("02 2C 30 20 30 30 30 30 30 30 30 30 30 30 30 30 0D 35");
  private static final Bytes LOAD =
      Bytes.hex("02 2C 30 20 30 30 36 35 34 30 30 30 30 30 30 30 0D 26");
  private static final Bytes RESET = Bytes.ascii("@\r\n");
  private static final Bytes REQUEST = Bytes.ascii("SI\r\n");
  private static final List<String> WEIGHED =
      List.of("Status MEASURING", "Measured weight=65.40 kg", "Status STEP_OFF");

  private final Conversation continuous = new Conversation(Mettler.continuous(true));
  private final Conversation sics = new Conversation(Mettler.sics());
  private final Conversation pointOfSale = new Conversation(Mettler.pointOfSale());

  @Test
  void weighsEachPersonOnce() {
    stream(continuous, ZERO, 3);
    assertEquals(List.of("Setting unit=kg", "Status READY"), continuous.hear());
    stream(continuous, LOAD, 100);
    assertEquals(WEIGHED, continuous.hear());
    stream(continuous, ZERO, 11);
    assertEquals(List.of("Status READY"), continuous.hear());
    stream(continuous, LOAD, 3);
    assertEquals(WEIGHED, continuous.hear());
  }

  @Test
  void resetsTheScaleAndThenAsksForTheWeightFiveTimesASecond() {
    assertEquals(RESET, sics.written());
    sics.pass(Duration.ofMillis(199));
    assertEquals(RESET, sics.written());
    sics.pass(Duration.ofMillis(1));
    assertEquals(RESET.plus(REQUEST), sics.written());
    sics.pass(Duration.ofMillis(200));
    assertEquals(RESET.plus(REQUEST).plus(REQUEST), sics.written());
  }

  @Test
  void saysWhoTheScaleIsOnce() {
    sics.receive("I4 A \"1234567890\"\r\n");
    sics.receive("I4 A \"1234567890\"\r\n");
    assertEquals(List.of(new DeviceEvent.Identified("1234567890", "")), sics.events());
  }

  @Test
  void asksAPointOfSaleScaleForItsWeight() {
    pointOfSale.pass(Duration.ofMillis(200));
    assertEquals(Bytes.ascii("WW"), pointOfSale.written());
  }

  @Test
  void asksToStandStillWhereOnlyMotionIsTold() {
    stream(pointOfSale, Bytes.ascii("\u000200.000\r"), 3);
    pointOfSale.forget();
    stream(pointOfSale, Bytes.ascii("\u0002?A\r"), 99);
    assertEquals(List.of("Status MEASURING"), pointOfSale.said());
    stream(pointOfSale, Bytes.ascii("\u0002?A\r"), 60);
    assertEquals(List.of("Status MEASURING", "Status STAND_STILL"), pointOfSale.said());
    stream(pointOfSale, Bytes.ascii("\u000265.400\r"), 3);
    assertEquals(1, pointOfSale.measured().size());
  }

  @Test
  void weighsByAskingAndAnswering() {
    answer("S S       0.00 kg", 3);
    assertEquals(List.of("Setting unit=kg", "Status READY"), sics.hear());
    answer("S D      64.90 kg", 1);
    assertEquals(List.of("Status MEASURING", "Progress weight=64.90 kg"), sics.hear());
    answer("S S      65.40 kg", 10);
    assertEquals(List.of("Measured weight=65.40 kg", "Status STEP_OFF"), sics.hear());
  }

  @Test
  void isSilentWhereTheScaleUnderstandsNothing() {
    answer("ES", 9);
    sics.forget();
    answer("ES", 30);
    assertEquals(
        List.of("Failed SILENT no line understood for 2 s"),
        sics.said().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void makesNoWeightOfAFlippedBit() {
    for (int bit = 0; bit < LOAD.length() * 8; bit++) {
      var conversation = new Conversation(Mettler.continuous(true));
      stream(conversation, ZERO, 3);
      conversation.forget();
      var flipped = LOAD.with(bit / 8, LOAD.u8(bit / 8) ^ 1 << bit % 8);
      for (int i = 0; i < 3; i++) {
        conversation.receive(flipped);
        conversation.quiet();
      }
      // The sum is of seven bits, so the highest bit alone can change and mean nothing.
      assertEquals(
          List.of(),
          conversation.said().stream()
              .filter(said -> said.startsWith("Measured") && !said.contains("=65.40 kg"))
              .toList(),
          "bit " + bit);
      if (bit % 8 != 7) {
        assertEquals(List.of(), conversation.measured(), "bit " + bit);
      }
    }
  }

  private void answer(String line, int times) {
    for (int i = 0; i < times; i++) {
      sics.receive(line + "\r\n");
      sics.pass(Duration.ofMillis(200));
    }
  }

  private static void stream(Conversation scale, Bytes frame, int times) {
    for (int i = 0; i < times; i++) {
      scale.receive(frame);
      scale.pass(Duration.ofMillis(100));
    }
  }
}
