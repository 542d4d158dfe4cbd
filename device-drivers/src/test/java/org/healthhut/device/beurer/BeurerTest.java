package org.healthhut.device.beurer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class BeurerTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes PING = Bytes.of(0xAA);
  private static final Bytes PONG = Bytes.of(0x55);
  private static final Bytes IDENTITY = Bytes.ascii("ANDON KD-5001 V1.0              ");
  private static final Bytes RECORD = Bytes.hex("AC 71 40 4D 03 08 09 29 19");
  private static final Bytes OTHER = Bytes.hex("AC 57 2D 3D 02 1C 14 05 19");
  private static final Bytes ASK_FIRST = Bytes.of(0xA3, 1);
  private static final String READING =
      "Measured systolic=138 mm[Hg] diastolic=89 mm[Hg] pulse=77 /min FROM_MEMORY"
          + " at 2025-03-08T09:41";

  private final Conversation monitor = new Conversation(new Beurer(CHINA));

  @Test
  void pingsOnceASecondAndSaysAfterThirtyThatNobodyAnswers() {
    assertEquals(PING, monitor.written());
    monitor.pass(Duration.ofMillis(29_999));
    assertEquals(30, monitor.written().length());
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(
        List.of("Status NOT_CONNECTED switch the monitor on and press MEM"), monitor.said());
    monitor.pass(Duration.ofHours(1));
    assertEquals(1, monitor.said().size());
  }

  @Test
  void givesUpOnBytesWithoutEnd() {
    for (int tenth = 0; tenth < 600; tenth++) {
      monitor.receive(Bytes.of(0x00));
      monitor.pass(Duration.ofMillis(100));
    }
    assertEquals(
        List.of("Failed BAD_DATA answers came damaged"),
        monitor.said().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void readsAMemoryAndTellsOnlyWhatIsNewAgain() {
    open(1);
    monitor.receive(RECORD);
    monitor.receive(RECORD);
    assertEquals(
        List.of("Identified ANDON KD-5001 V1.0", READING, "Status READY memory read: 1"),
        monitor.hear());
    monitor.pass(Duration.ofSeconds(30));
    assertEquals(PING, monitor.written());
    open(2);
    monitor.receive(RECORD.plus(RECORD).plus(OTHER).plus(OTHER));
    assertEquals(1, monitor.measured().size());
    assertEquals("Status READY memory read: 2", monitor.said().getLast());
  }

  @Test
  void saysThatAMemoryIsEmpty() {
    open(0);
    assertEquals("Status READY memory read: 0", monitor.said().getLast());
  }

  @Test
  void asksForARecordAgainThreeTimesAndThenForTheNext() {
    open(2);
    monitor.forget();
    for (int i = 0; i < 4; i++) {
      monitor.receive(RECORD.slice(0, 5));
      monitor.quiet();
    }
    assertEquals(
        ASK_FIRST.plus(ASK_FIRST).plus(ASK_FIRST).plus(Bytes.of(0xA3, 2)), monitor.written());
    assertEquals("Failed BAD_DATA record 1 cannot be read", monitor.said().getLast());
    monitor.receive(RECORD.plus(RECORD));
    assertEquals(1, monitor.measured().size());
  }

  @Test
  void neverTakesARecordWhoseCopiesAllDiffer() {
    open(1);
    for (int i = 0; i < 40; i++) {
      monitor.receive(RECORD.with(3, 60 + i));
      monitor.quiet();
    }
    assertEquals(List.of(), monitor.measured());
  }

  @Test
  void takesNoRecordWithOneFlippedBitInOneCopy() {
    for (int bit = 0; bit < RECORD.length() * 8; bit++) {
      var conversation = new Conversation(new Beurer(CHINA));
      open(conversation, 1);
      conversation.receive(RECORD.with(bit / 8, RECORD.u8(bit / 8) ^ 1 << bit % 8));
      conversation.receive(RECORD);
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  @Test
  void saysThatAMonitorWentAwayAndReadsItWhenItIsBack() {
    open(2);
    monitor.receive(RECORD.plus(RECORD));
    monitor.forget();
    monitor.pass(Duration.ofSeconds(4));
    assertEquals(
        List.of("Status NOT_CONNECTED switch the monitor on and press MEM"), monitor.hear());
    monitor.pass(Duration.ofSeconds(5));
    open(1);
    monitor.receive(RECORD.plus(RECORD));
    assertEquals(List.of("Status READY memory read: 1"), monitor.said());
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  private void open(int count) {
    open(monitor, count);
  }

  private static void open(Conversation conversation, int count) {
    for (var answer : List.of(PONG, IDENTITY, Bytes.of(count))) {
      conversation.receive(answer);
      conversation.quiet();
    }
  }
}
