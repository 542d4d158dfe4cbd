package org.healthhut.device.microlife;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class MicrolifeHidTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes GET_CLOCK = Bytes.hex("04 12 16 18 26 00 00 00");
  private static final Bytes GET_RECORDS = Bytes.hex("04 12 16 18 22 00 00 00");
  private static final Bytes CLOCK = reply("03082025094125");
  private static final String HEAD = "00004B4A30310000000000000000";
  private static final String FIRST = "25030809410000" + "0004714C8100000000";
  private static final String SECOND = "25030721100000" + "0004213076" + "00000000";

  private final Conversation monitor = new Conversation(MicrolifeHid.driver(CHINA));

  @Test
  void readsClockAndMemoryAndTellsOnlyWhatIsNewAgain() {
    assertEquals(GET_CLOCK, monitor.written());
    monitor.receive(CLOCK);
    assertEquals(GET_CLOCK.plus(GET_RECORDS), monitor.written());
    monitor.receive(memory(FIRST));
    assertEquals(1, monitor.measured().size());
    monitor.forget();
    monitor.pass(Duration.ofSeconds(30));
    assertEquals(GET_CLOCK, monitor.written());
    monitor.receive(CLOCK);
    monitor.receive(memory(FIRST, SECOND));
    assertEquals(
        List.of(
            "Measured systolic=118 mm[Hg] diastolic=76 mm[Hg] pulse=66 /min FROM_MEMORY"
                + " at 2025-03-07T21:10",
            "Status READY memory read: 2"),
        monitor.said());
  }

  @Test
  void flagsAClockMoreThanFiveMinutesOff() {
    assertFalse(read("03082025094630").contains("DEVICE_CLOCK_SUSPECT"));
    assertTrue(read("03082025094631").contains("DEVICE_CLOCK_SUSPECT"));
  }

  @Test
  void asksADamagedReplyFifteenTimesMore() {
    monitor.receive(CLOCK);
    monitor.forget();
    for (int i = 0; i < 16; i++) {
      monitor.receive(memory(FIRST).with(9, '7'));
      monitor.quiet();
      monitor.pass(Duration.ofMillis(100));
    }
    assertEquals(15 * GET_RECORDS.length(), monitor.written().length());
    assertEquals("Failed BAD_DATA answers came damaged", monitor.said().getLast());
  }

  @Test
  void saysOnceThatNobodyAnswers() {
    monitor.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), monitor.said());
  }

  @Test
  void letsNoIdOut() {
    var memory = reply("00010000" + "330701044195003071234000".substring(0, 24) + FIRST);
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(MicrolifeHid.driver(CHINA));
      conversation.receive(CLOCK);
      conversation.receive(memory.with(random.nextInt(memory.length()), random.nextInt(256)));
      conversation.quiet();
      for (var event : conversation.events()) {
        if (event instanceof DeviceEvent.Refused(_, var bytes)) {
          assertFalse(bytes.latin1().contains("19500"), "seed " + seed);
        }
      }
    }
  }

  @Test
  void makesNoOtherReadingOfAFlippedBit() {
    var memory = memory(FIRST);
    var whole = read("03082025094125");
    for (int bit = 0; bit < memory.length() * 8; bit++) {
      var conversation = new Conversation(MicrolifeHid.driver(CHINA));
      conversation.receive(CLOCK);
      conversation.receive(memory.with(bit / 8, memory.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      for (var measured : conversation.measured()) {
        assertEquals(whole, Conversation.describe(measured), "bit " + bit);
      }
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  private static String read(String clock) {
    var conversation = new Conversation(MicrolifeHid.driver(CHINA));
    conversation.receive(reply(clock));
    conversation.receive(memory(FIRST));
    return Conversation.describe(conversation.measured().getFirst());
  }

  private static Bytes memory(String... records) {
    return reply("%04X".formatted(records.length) + HEAD + String.join("", records));
  }

  private static Bytes reply(String text) {
    var summed = Bytes.ascii(text);
    var all = Bytes.of(6).plus(summed).plus(Bytes.ascii("%02X".formatted(summed.sum() & 0xFF)));
    var reports = Bytes.EMPTY;
    for (int from = 0; from < all.length(); from += 7) {
      reports =
          reports.plus(ReportFraming.report(all.slice(from, Math.min(from + 7, all.length()))));
    }
    return reports;
  }
}
