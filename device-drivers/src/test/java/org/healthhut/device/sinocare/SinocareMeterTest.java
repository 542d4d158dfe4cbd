package org.healthhut.device.sinocare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class SinocareMeterTest {
  private static final Bytes SINO = Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46");
  private static final Bytes CARE = Bytes.hex("53 4E 08 00 04 01 43 41 52 45 28");
  private static final Bytes STRIP = Bytes.hex("53 4E 06 00 04 03 00 05 12");
  private static final Bytes COUNTDOWN = Bytes.hex("53 4E 04 00 04 0A 12");
  private static final Bytes RESULT =
      Bytes.hex("53 4E 10 00 04 04 19 03 08 09 29 18 00 4F 00 00 EC 11 D2");
  private static final String NO_METER = "Status NOT_CONNECTED no meter answers";

  private final Conversation meter =
      new Conversation(new SinocareMeter(ZoneId.of("Asia/Shanghai")));

  @Test
  void asksThreeTimesTwoSecondsApartAndSaysOnceThatNoMeterIsThere() {
    assertEquals(SINO, meter.written());
    meter.pass(Duration.ofMillis(1_999));
    assertEquals(SINO, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(SINO.plus(SINO), meter.written());
    meter.pass(Duration.ofSeconds(2));
    assertEquals(SINO.plus(SINO).plus(SINO), meter.written());
    meter.pass(Duration.ofMillis(1_999));
    assertEquals(List.of(), meter.said());
    meter.pass(Duration.ofMillis(1));
    assertEquals(List.of(NO_METER), meter.said());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(NO_METER), meter.said());
  }

  @Test
  void keepsAskingAfterAPauseAndHearsAMeterThatWakesUp() {
    meter.pass(Duration.ofSeconds(6));
    meter.forget();
    meter.pass(Duration.ofMillis(9_999));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(SINO, meter.written());
    meter.receive(CARE);
    assertEquals(List.of("Status WAITING_FOR_STRIP"), meter.said());
    assertNull(meter.wakeAt());
  }

  @Test
  void needsNoConnectTestWhenTheMeterSpeaksFirst() {
    meter.receive(STRIP);
    assertEquals(List.of("Status WAITING_FOR_BLOOD"), meter.said());
    assertEquals(SINO.plus(STRIP), meter.written());
  }

  @Test
  void givesUpTwoMinutesAfterTheStrip() {
    meter.receive(CARE);
    meter.receive(STRIP);
    meter.pass(Duration.ofSeconds(60));
    meter.receive(COUNTDOWN);
    meter.forget();
    meter.pass(Duration.ofMillis(59_999));
    assertEquals(List.of(), meter.said());
    meter.pass(Duration.ofMillis(1));
    assertEquals(
        List.of("Failed SILENT no result within 120 s of the strip", "Status WAITING_FOR_STRIP"),
        meter.hear());
    meter.receive(RESULT);
    assertEquals(
        "Measured glucose=7.9 mmol/L FROM_MEMORY at 2025-03-08T09:41:24", meter.said().getFirst());
  }

  @Test
  void doesNotGiveUpOnceTheResultIsThere() {
    meter.receive(STRIP);
    meter.receive(RESULT);
    meter.forget();
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void keepsARepeatedResultOutOfTheNextPersonsTest() {
    meter.receive(STRIP);
    meter.receive(RESULT);
    meter.receive(STRIP);
    meter.forget();
    meter.receive(RESULT);
    assertEquals(List.of("Refused duplicate"), meter.hear());
    meter.receive(COUNTDOWN);
    assertEquals(List.of("Status MEASURING"), meter.said());
  }

  @Test
  void endsALineThatEchoesEverything() {
    meter.forget();
    for (int i = 0; i < 10; i++) {
      var written = meter.written();
      meter.forget();
      meter.receive(i == 0 ? SINO : written);
    }
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void asksAgainForAMeterThatWentOff() {
    meter.receive(CARE);
    meter.receive(Bytes.hex("53 4E 04 00 04 0B 13"));
    meter.forget();
    meter.pass(Duration.ofSeconds(10));
    assertEquals(SINO, meter.written());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
