package org.healthhut.device.andtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class Ua767PcTest {
  private static final Bytes OPEN = Bytes.hex("02 43 50 43 30 35 3B");
  private static final Bytes CLOSE = Bytes.hex("02 43 50 43 30 34 3A");
  private static final Bytes ACK = Bytes.hex("01 37 30 50 43 06");
  private static final Bytes NAK = Bytes.hex("01 37 30 50 43 15");
  private static final String OLD = "802E504462";
  private static final String NEW = "8030524862";
  private static final String OLD_READING =
      "Measured systolic=126 mm[Hg] diastolic=80 mm[Hg] pulse=68 /min FROM_MEMORY";
  private static final String NEW_READING =
      "Measured systolic=130 mm[Hg] diastolic=82 mm[Hg] pulse=72 /min";
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Conversation monitor = new Conversation(Ua767Pc.driver());

  @Test
  void opensReadsTwiceAndCloses() {
    poll(OLD);
    assertEquals(OPEN.plus(OPEN).plus(CLOSE), monitor.written());
    monitor.pass(PAUSE);
    assertEquals(OPEN.plus(OPEN).plus(CLOSE).plus(OPEN), monitor.written());
  }

  @Test
  void tellsWhatIsNewAsMeasuredAndWhatWasThereAsMemory() {
    poll(OLD);
    assertEquals(List.of("Status READY", OLD_READING), monitor.hear());
    monitor.pass(PAUSE);
    poll(OLD);
    assertEquals(List.of(), monitor.hear());
    monitor.pass(PAUSE);
    poll(NEW);
    assertEquals(List.of(NEW_READING), monitor.hear());
    monitor.pass(PAUSE);
    poll(NEW);
    assertEquals(List.of(), monitor.hear());
  }

  @Test
  void tellsAFailureThatIsNew() {
    poll(OLD);
    monitor.forget();
    monitor.pass(PAUSE);
    poll("8200000000");
    assertEquals(List.of("Failed MEASUREMENT_FAILED code 82: not known"), monitor.said());
  }

  @Test
  void saysNothingOfAMonitorThatMayBeMeasuring() {
    poll(OLD);
    monitor.forget();
    monitor.pass(Duration.ofSeconds(60));
    assertEquals(List.of(), monitor.said());
  }

  /** A monitor that answers NAK is here, and so is the arm it measures. */
  @Test
  void takesALongMeasurementThatBeganHereForNew() {
    poll(OLD);
    monitor.forget();
    for (int i = 0; i < 30; i++) {
      monitor.pass(PAUSE);
      monitor.receive(NAK);
    }
    assertEquals(List.of(), monitor.hear());
    monitor.pass(PAUSE);
    poll(NEW);
    assertEquals(List.of(NEW_READING), monitor.said());
  }

  @Test
  void saysOnceThatAMonitorStaysBusyAndStillKnowsWhatIsNew() {
    poll(OLD);
    monitor.forget();
    for (int i = 0; i < 60; i++) {
      monitor.pass(PAUSE);
      monitor.receive(NAK);
    }
    assertEquals(
        List.of("Failed BUSY_OR_BATTERY the read command was answered NAK"), monitor.hear());
    monitor.pass(PAUSE);
    poll(NEW);
    assertEquals(List.of("Status READY", NEW_READING), monitor.said());
  }

  /** What it measures when we first hear it may have begun anywhere. */
  @Test
  void takesWhatWasMeasuringWhenTheLineOpenedForMemory() {
    monitor.receive(NAK);
    monitor.pass(PAUSE);
    monitor.forget();
    poll(NEW);
    assertEquals(List.of("Status READY", NEW_READING + " FROM_MEMORY"), monitor.said());
  }

  /** It may have been anywhere in between, whatever it answers first when it is back. */
  @Test
  void takesWhatABusyMonitorBringsBackForMemory() {
    poll(OLD);
    monitor.pass(Duration.ofMinutes(2));
    while (monitor.written().isEmpty()) {
      monitor.pass(Duration.ofMillis(100));
    }
    for (int i = 0; i < 5; i++) {
      monitor.receive(NAK);
      monitor.pass(PAUSE);
    }
    monitor.forget();
    poll(NEW);
    assertEquals(NEW_READING + " FROM_MEMORY", monitor.said().getLast());
  }

  @Test
  void takesWhatAMonitorBringsBackForMemory() {
    poll(OLD);
    monitor.forget();
    monitor.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Failed SILENT no answer to the read command"), monitor.hear());
    while (monitor.written().isEmpty()) {
      monitor.pass(Duration.ofMillis(100));
    }
    poll(NEW);
    assertEquals(List.of("Status READY", NEW_READING + " FROM_MEMORY"), monitor.said());
  }

  @Test
  void closesWhereNothingAnswersTheClosing() {
    monitor.receive(ACK);
    monitor.receive(OLD);
    monitor.receive(ACK);
    monitor.receive(OLD);
    monitor.forget();
    monitor.pass(Duration.ofSeconds(7));
    assertEquals(OPEN, monitor.written());
  }

  @Test
  void takesNoResultWithOneFlippedBitInOneCopy() {
    var old = Bytes.ascii(OLD);
    for (int bit = 0; bit < old.length() * 8; bit++) {
      var conversation = new Conversation(Ua767Pc.driver());
      conversation.receive(ACK);
      conversation.receive(old.with(bit / 8, old.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      conversation.receive(ACK);
      conversation.receive(old);
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  private void poll(String result) {
    monitor.receive(ACK);
    monitor.receive(result);
    monitor.receive(ACK);
    monitor.receive(result);
    monitor.receive(ACK);
  }
}
