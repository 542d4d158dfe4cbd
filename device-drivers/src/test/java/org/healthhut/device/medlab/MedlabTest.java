package org.healthhut.device.medlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class MedlabTest {
  private static final Bytes MANUAL = Bytes.hex("02 30 33 3B 3B 44 39 03");
  private static final Bytes START = Bytes.hex("02 30 31 3B 3B 44 37 03");
  private static final Bytes READ = Bytes.hex("02 31 38 3B 3B 44 46 03");
  private static final Bytes OLD = standing("120080093", "072");
  private static final Bytes NEW = standing("134086101", "068");
  private static final Bytes INFLATING = MedlabFraming.command("150C03S3");
  private static final String READING =
      "Measured systolic=134 mm[Hg] diastolic=86 mm[Hg] meanPressure=101 mm[Hg] pulse=68 /min";

  private final Conversation module = new Conversation(new Medlab());

  @Test
  void readsTheOldResultBeforeItStarts() {
    assertEquals(READ, module.written());
    module.receive(OLD);
    assertNull(module.wakeAt());
    module.tell(new Stimulus.Asked(Request.MEASURE));
    assertEquals(READ.plus(READ), module.written());
    module.receive(OLD);
    assertEquals(READ.plus(READ).plus(MANUAL).plus(START), module.written());
  }

  @Test
  void measures() {
    start();
    module.pass(Duration.ofMillis(500));
    assertEquals(READ, module.written());
    module.receive(INFLATING);
    module.receive(OLD);
    module.receive(NEW);
    assertEquals(
        List.of("Progress cuffPressure=150 mm[Hg]", READING, "Status READY"), module.said());
    assertNull(module.wakeAt());
  }

  @Test
  void saysOnceThatNobodyAnswers() {
    module.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Failed SILENT no answer to the status query"), module.said());
  }

  @Test
  void givesUpOnACuffThatIsNotInflated() {
    start();
    for (int i = 0; i < 30; i++) {
      module.receive(NEW);
      module.pass(Duration.ofSeconds(1));
    }
    assertEquals(List.of("Failed SILENT no inflation within 30 s", "Status READY"), module.said());
  }

  @Test
  void neverTakesWhatItShowedBefore() {
    start();
    module.receive(INFLATING);
    module.forget();
    for (int i = 0; i < 180; i++) {
      module.receive(OLD);
      module.pass(Duration.ofSeconds(1));
    }
    assertEquals(List.of("Failed SILENT no result within 180 s", "Status READY"), module.said());
  }

  @Test
  void saysThatItCannotBeStopped() {
    start();
    module.receive(INFLATING);
    module.forget();
    module.tell(new Stimulus.Asked(Request.STOP));
    assertEquals(
        List.of("Status MEASURING cannot be stopped over the line; its result will not be taken"),
        module.hear());
    module.receive(NEW);
    assertEquals(List.of("Status READY"), module.said());
  }

  /** What the stopped measurement finds is nobody's, and what the module shows before the next. */
  @Test
  void startsWhatIsAskedForAfterAStopOnceTheFirstIsOver() {
    start();
    module.receive(INFLATING);
    module.tell(new Stimulus.Asked(Request.STOP));
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.forget();
    module.receive(NEW);
    assertEquals(List.of("Status READY"), module.hear());
    module.receive(NEW);
    assertEquals(List.of("Status MEASURING"), module.said());
    assertEquals(MANUAL.plus(START), module.written());
  }

  @Test
  void saysThatItFellSilentWhileItMeasured() {
    start();
    module.receive(INFLATING);
    module.forget();
    module.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT no answer to the status query"), module.said());
  }

  @Test
  void refusesEveryFlippedBit() {
    for (int bit = 0; bit < NEW.length() * 8; bit++) {
      var conversation = new Conversation(new Medlab());
      conversation.receive(OLD);
      conversation.tell(new Stimulus.Asked(Request.MEASURE));
      conversation.receive(OLD.plus(INFLATING));
      conversation.receive(NEW.with(bit / 8, NEW.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  private void start() {
    module.receive(OLD);
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.receive(OLD);
    module.forget();
  }

  private static Bytes standing(String pressures, String pulse) {
    return MedlabFraming.command("S1;A0;C03;M00;P%s;R%s;T0000;;".formatted(pressures, pulse));
  }
}
