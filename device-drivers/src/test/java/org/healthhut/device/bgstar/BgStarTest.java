package org.healthhut.device.bgstar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class BgStarTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String HELLO = "200 hello BGStar\r\n";
  private static final String SERIAL = "200 serial BG041705204417\r\n";
  private static final String CLOCK = "200 2025 3 8 9 41 10\r\n";
  private static final String UNIT = "200 gluunit mg/dL\r\n";
  private static final String ONE = "200 glucount 1\r\n";
  private static final String UP_TO_COUNT = HELLO + SERIAL + CLOCK + UNIT + ONE;
  private static final String RECORD = "200 glurec 1 1 142 1 2025 3 8 9 41 24\r\n";

  private final Conversation meter = new Conversation(BgStar.driver(CHINA));

  @Test
  void saysOnceThatNoMeterIsThere() {
    assertEquals(Bytes.ascii("hello\r"), meter.written());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void saysThatAMeterFellSilentAndThenThatItIsGone() {
    meter.receive(UP_TO_COUNT);
    meter.forget();
    meter.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void givesUpOnLinesWithoutEndThatAnswerNothing() {
    meter.receive(UP_TO_COUNT);
    meter.forget();
    for (int tenth = 0; tenth < 600; tenth++) {
      meter.receive("200 ok\r\n");
      meter.pass(Duration.ofMillis(100));
    }
    assertEquals(
        List.of("Failed BAD_DATA answers came damaged"),
        meter.said().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void asksForARecordUntilItHasComeTwiceAlike() {
    meter.receive(UP_TO_COUNT + RECORD);
    meter.receive(RECORD.replace("142", "42"));
    meter.forget();
    meter.pass(Duration.ofMillis(200));
    assertEquals(Bytes.ascii("get glurec 0\r"), meter.written());
    meter.receive(RECORD);
    assertEquals(List.of(), meter.measured());
    meter.receive(RECORD);
    assertEquals(1, meter.measured().size());
  }

  @Test
  void readsAMeterOnceWhileItStays() {
    meter.receive(UP_TO_COUNT + RECORD + RECORD + ONE);
    assertEquals("BG041705204417", meter.measured().getFirst().serial());
    for (int i = 0; i < 10; i++) {
      meter.forget();
      meter.pass(Duration.ofSeconds(5));
      assertEquals(Bytes.ascii("get serial\r"), meter.written());
      meter.receive(SERIAL);
      assertEquals(List.of(), meter.said());
    }
  }

  @Test
  void saysOfAWrongUnitOnceWhileTheMeterStays() {
    meter.receive(HELLO + SERIAL + CLOCK + "200 gluunit mmol/L\r\n");
    assertEquals(
        "Status MISCONFIGURED gluunit is mmol/L: set the meter to mg/dL", meter.hear().getLast());
    meter.pass(Duration.ofSeconds(5));
    meter.receive(HELLO + SERIAL + CLOCK + "200 gluunit mmol/L\r\n");
    assertEquals(List.of(), meter.said());
  }

  @Test
  void refusesEverySingleFlippedBitOfARecord() {
    var record = Bytes.ascii(RECORD);
    for (int bit = 0; bit < record.length() * 8; bit++) {
      var line = new Conversation(BgStar.driver(CHINA));
      line.receive(UP_TO_COUNT + RECORD);
      line.receive(record.with(bit / 8, record.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(bit / 8 == record.length() - 1 ? 1 : 0, line.measured().size(), "bit " + bit);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
