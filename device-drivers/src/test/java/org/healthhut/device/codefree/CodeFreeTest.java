package org.healthhut.device.codefree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class CodeFreeTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes CHALLENGE = Bytes.hex("53 20 04 10 30 20 AA");
  private static final Bytes COUNT =
      CodeFreeFraming.fromMeter(
          Bytes.hex("30 00 01 AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA"));
  private static final Bytes RECORD =
      Bytes.hex("53 20 13 20 01 19 03 08 09 29 00 8E 10 00 00 00 00 00 00 00 8D AA");
  private static final Bytes END = Bytes.hex("53 20 04 10 70 60 AA");
  private static final Bytes SESSION = CHALLENGE.plus(COUNT).plus(RECORD).plus(END);

  private final Conversation meter = new Conversation(new CodeFree(CHINA));

  @Test
  void waitsForAMeterWithoutAsking() {
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.hear());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void answersWithTheFramesOfTheNote() {
    meter.receive(SESSION);
    var fetch = Bytes.hex("53 10 04 10 60 70 AA");
    assertEquals(Bytes.hex("53 10 04 10 40 50 AA").plus(fetch).plus(fetch), meter.written());
  }

  /** A fetch sent twice would fetch the next record. */
  @Test
  void asksNothingTwiceAndSaysThatTheMeterFellSilent() {
    meter.receive(CHALLENGE.plus(COUNT));
    meter.forget();
    meter.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void tellsAMeterThatComesBackLaterOnceMore() {
    meter.receive(SESSION);
    meter.receive(SESSION);
    assertEquals(1, meter.measured().size());
    meter.pass(Duration.ofMinutes(3));
    meter.receive(SESSION);
    assertEquals(2, meter.measured().size());
  }

  @Test
  void refusesEverySingleFlippedBitOfARecord() {
    for (int bit = 0; bit < RECORD.length() * 8; bit++) {
      var line = new Conversation(new CodeFree(CHINA));
      line.receive(CHALLENGE.plus(COUNT));
      line.receive(RECORD.with(bit / 8, RECORD.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.receive(CHALLENGE);
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
