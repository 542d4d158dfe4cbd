package org.healthhut.device.andscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class AndScaleTest {
  private static final Duration LINE = Duration.ofMillis(100);
  private static final List<String> WEIGHED =
      List.of("Status MEASURING", "Measured weight=65.4 kg", "Status STEP_OFF");

  private final Conversation scale = new Conversation(new AndScale());

  @Test
  void weighsEachPersonOnce() {
    stream("ST,GS,+0000.0kg", 3);
    assertEquals(List.of("Setting unit=kg", "Status READY"), scale.hear());
    stream("ST,GS,+0065.4kg", 100);
    assertEquals(WEIGHED, scale.hear());
    stream("ST,GS,+0000.0kg", 11);
    assertEquals(List.of("Status READY"), scale.hear());
    stream("ST,GS,+0065.4kg", 3);
    assertEquals(WEIGHED, scale.hear());
  }

  @Test
  void wantsTheScaleEmptyForASecondBeforeTheNextPerson() {
    stream("ST,GS,+0000.0kg", 3);
    stream("ST,GS,+0065.4kg", 3);
    scale.forget();
    stream("ST,GS,+0000.0kg", 10);
    stream("ST,GS,+0001.0kg", 1);
    stream("ST,GS,+0000.9kg", 10);
    stream("ST,GS,+0065.4kg", 3);
    assertEquals(List.of(), scale.said());
    stream("ST,GS,+0000.9kg", 11);
    assertEquals(List.of("Status READY"), scale.said());
  }

  @Test
  void weighsNobodyAfterLessThanThreeLinesNearZero() {
    stream("ST,GS,+0000.0kg", 2);
    stream("ST,GS,+0065.4kg", 4);
    assertEquals(List.of("Setting unit=kg", "Status STEP_OFF"), scale.said());
  }

  @Test
  void asksToStandStillAfterTenSecondsOnce() {
    stream("ST,GS,+0000.0kg", 3);
    scale.forget();
    stream("US,GS,+0065.4kg", 99);
    assertEquals(List.of(), standStill());
    stream("US,GS,+0065.4kg", 60);
    assertEquals(List.of("Status STAND_STILL"), standStill());
  }

  @Test
  void forgetsAPersonWhoStepsOffUnweighed() {
    stream("ST,GS,+0000.0kg", 3);
    scale.forget();
    stream("US,GS,+0065.4kg", 1);
    stream("US,GS,+0000.3kg", 1);
    assertEquals(
        List.of("Status MEASURING", "Progress weight=65.4 kg", "Status READY"), scale.said());
  }

  @Test
  void isSilentOnceUntilLinesReturn() {
    scale.pass(Duration.ofMillis(1_999));
    assertEquals(List.of(), scale.said());
    scale.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT no line understood for 2 s"), scale.said());
    scale.pass(Duration.ofHours(1));
    assertEquals(List.of("Failed SILENT no line understood for 2 s"), scale.hear());
    stream("ST,GS,+0000.0kg", 3);
    assertEquals(List.of("Setting unit=kg", "Status READY"), scale.hear());
    scale.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Failed SILENT no line understood for 2 s"), scale.said());
  }

  @Test
  void weighsNobodyWhoStoodThereWhenTheLinesReturned() {
    stream("ST,GS,+0000.0kg", 3);
    stream("ST,GS,+0065.4kg", 3);
    scale.pass(Duration.ofSeconds(5));
    scale.forget();
    stream("ST,GS,+0065.4kg", 30);
    assertEquals(List.of("Status STEP_OFF"), scale.said());
  }

  @Test
  void saysAgainThatZeroIsOffOnceItHasBeenRight() {
    stream("ST,GS,-0000.6kg", 20);
    stream("ST,GS,+0000.0kg", 11);
    stream("ST,GS,-0000.6kg", 20);
    var notZero = "Failed NOT_ZERO the empty scale shows less than -0.5 kg";
    assertEquals(List.of("Setting unit=kg", notZero, "Status READY", notZero), scale.said());
  }

  @Test
  void weighsNobodyWhileZeroIsOff() {
    stream("ST,GS,-0000.6kg", 20);
    stream("ST,GS,+0065.4kg", 20);
    assertEquals(List.of(), scale.measured());
  }

  @Test
  void saysOverloadAgainForTheNextOne() {
    stream("OL,GS,+------kg", 5);
    stream("ST,GS,+0000.0kg", 11);
    stream("OL,GS,+------kg", 5);
    assertEquals(
        List.of(
            "Failed OVERLOAD",
            "Status STEP_OFF",
            "Setting unit=kg",
            "Status READY",
            "Failed OVERLOAD",
            "Status STEP_OFF"),
        scale.said());
  }

  @Test
  void saysOverloadOnceWhateverNoiseFallsBetween() {
    stream("OL,GS,+------kg", 2);
    stream("OL,GS,?", 1);
    stream("OL,GS,+------kg", 2);
    assertEquals(
        List.of("Failed OVERLOAD", "Status STEP_OFF", "Refused no line of this format"),
        scale.said());
  }

  @Test
  void weighsAgainOnceTheUnitIsRight() {
    stream("ST,GS,+0000.0lb", 3);
    stream("ST,GS,+0000.0kg", 3);
    stream("ST,GS,+0065.4kg", 3);
    assertEquals(1, scale.measured().size());
    assertEquals(
        List.of("Setting unit=lb WRONG", "Setting unit=kg"),
        scale.said().stream().filter(said -> said.startsWith("Setting")).toList());
  }

  @Test
  void asksForTheReadingFiveTimesASecondWhereTheScaleDoesNotSendIt() {
    var asked = new Conversation(AndScale.asked());
    asked.pass(Duration.ofMillis(200));
    assertEquals(Bytes.ascii("Q\r\nQ\r\n"), asked.written());
    var commanded = new Conversation(AndScale.commandMode());
    commanded.pass(Duration.ofMillis(200));
    assertEquals(Bytes.ascii("RW\r\nRW\r\n"), commanded.written());
  }

  @Test
  void namesTheParityTheScaleIsSetTo() {
    for (int parity = 0; parity < 2; parity++) {
      var misread = new Conversation(new AndScale());
      for (int i = 0; i < 30; i++) {
        misread.receive(withParity(Bytes.ascii("ST,GS,+0065.4kg\r\n"), parity));
      }
      misread.quiet();
      assertEquals(
          List.of(
              "Status MISCONFIGURED wrong parity setting: the scale seems set to 7 data bits, "
                  + (parity == 0 ? "even parity" : "odd parity")),
          misread.said().stream().filter(said -> !said.startsWith("Refused")).toList());
    }
  }

  @Test
  void namesAParityOfOnesWithoutGuessingWhich() {
    for (int i = 0; i < 30; i++) {
      var line = Bytes.ascii("ST,GS,+0065.4kg\r\n").toArray();
      for (int at = 0; at < line.length; at++) {
        line[at] |= (byte) 0x80;
      }
      scale.receive(Bytes.copyOf(line));
    }
    assertEquals(
        List.of("Status MISCONFIGURED wrong parity setting: most bytes have their highest bit set"),
        scale.said().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void takesTwoInterleavedStreamsForNoWeight() {
    stream("ST,GS,+0000.0kg", 3);
    for (int i = 0; i < 50; i++) {
      stream("ST,GS,+0065.4kg", 1);
      stream("ST,GS,+0071.2kg", 1);
    }
    assertEquals(List.of(), scale.measured());
  }

  @Test
  void weighsNobodyTogetherWithWhatWasLeftOnTheScale() {
    stream("ST,GS,+0000.0kg", 3);
    scale.forget();
    stream("US,GS,+0065.4kg", 1);
    stream("ST,GS,+0004.0kg", 3);
    stream("ST,GS,+0069.4kg", 10);
    assertEquals(
        List.of(
            "Status MEASURING",
            "Progress weight=65.4 kg",
            "Failed NOT_ZERO something lies on the scale"),
        scale.said());
  }

  private void stream(String line, int times) {
    for (int i = 0; i < times; i++) {
      scale.receive(line + "\r\n");
      scale.pass(LINE);
    }
  }

  private List<String> standStill() {
    return scale.said().stream().filter("Status STAND_STILL"::equals).toList();
  }

  private static Bytes withParity(Bytes line, int parity) {
    var bits = new ArrayList<Integer>();
    for (int i = 0; i < line.length(); i++) {
      int value = line.u8(i);
      bits.add(Integer.bitCount(value) % 2 == parity ? value : value | 0x80);
    }
    return Bytes.of(bits.stream().mapToInt(Integer::intValue).toArray());
  }
}
