package org.healthhut.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.vector.Conversation;
import org.healthhut.device.vector.Vector;
import org.junit.jupiter.api.Test;

final class LineWatchTest {
  private static final LineSettings SET = LineSettings.of8N1(9600);
  private static final Bytes RECORD =
      Bytes.ascii("2025,03,08,09,41,K0012               ,0,131,084,068,0\r\n");
  private static final String TOLD = "Status MISCONFIGURED wrong line settings? At 9600 8N1";
  private static final Duration APART = Duration.ofSeconds(6);

  private final Conversation monitor = watched("hbp-9030");

  @Test
  void saysOnceHowTheLineIsSetAndWhatToDo() {
    for (int i = 0; i < 10; i++) {
      say(monitor, withParity(RECORD, 1));
      assertEquals(i < 2 ? 0 : 1, told(monitor), "record " + i);
      monitor.pass(Duration.ofMinutes(5));
    }
    assertTrue(
        monitor
            .said()
            .contains(
                TOLD
                    + " only undecodable bytes come: set speed, data bits and parity as the device"
                    + " has them (it seems to have 7 data bits, odd parity)"));
    assertEquals(List.of(), monitor.measured());
  }

  @Test
  void saysItAgainAfterTheLineWasRight() {
    garble(monitor);
    assertEquals(1, told(monitor));
    say(monitor, RECORD);
    assertEquals(1, monitor.measured().size());
    monitor.forget();
    monitor.pass(APART);
    say(monitor, withParity(RECORD, 0));
    assertEquals(0, told(monitor));
    garble(monitor);
    assertEquals(1, told(monitor));
  }

  /** Somebody leans on the cable for a while, and again another day. */
  @Test
  void saysNothingOfABurstOfNoise() {
    for (int day = 0; day < 5; day++) {
      for (int i = 0; i < 40; i++) {
        say(monitor, noise(20, day * 100 + i));
        monitor.pass(Duration.ofMillis(100));
      }
      monitor.pass(Duration.ofHours(9));
    }
    assertEquals(0, told(monitor));
  }

  @Test
  void saysNothingOfNoiseBetweenRecords() {
    for (int i = 0; i < 20; i++) {
      say(monitor, noise(30, i));
      monitor.pass(APART);
      say(monitor, Bytes.ascii("2025,03,08,09,%02d,".formatted(i)).plus(RECORD.drop(17)));
      monitor.pass(APART);
    }
    assertEquals(20, monitor.measured().size());
    assertEquals(0, told(monitor));
  }

  @Test
  void saysNothingOfAClearTextInAnotherLanguage() {
    for (int i = 0; i < 20; i++) {
      say(monitor, Bytes.ascii("ST,GS,+0072.45 kg\r\n"));
      monitor.pass(APART);
    }
    assertEquals(0, told(monitor));
  }

  @Test
  void saysNothingOfSilence() {
    for (var model : Catalogue.models()) {
      if (model.transport() == Transport.SERIAL) {
        var silent = watched(model.id());
        silent.pass(Duration.ofMinutes(20));
        assertEquals(0, told(silent), model.id());
      }
    }
  }

  /** Each question is answered by a few bytes of nonsense. */
  @Test
  void noticesADeviceThatIsAskedAtAnotherSpeed() {
    var module = watched("suntech-oem");
    for (int i = 0; i < 60; i++) {
      if (!module.written().isEmpty()) {
        module.forget();
        module.receive(Bytes.hex("F8 80 FE 98 E0"));
        module.pass(Duration.ofMillis(100));
        module.quiet();
      }
      var before = told(module);
      module.pass(Duration.ofMillis(900));
      if (before + told(module) > 0) {
        return;
      }
    }
    throw new AssertionError("not noticed");
  }

  @Test
  void leavesItToADriverThatSaysItItself() {
    var scale = watched("and-scale");
    for (int i = 0; i < 20; i++) {
      say(scale, withParity(Bytes.ascii("ST,GS,+0072.45 kg\r\nST,GS,+0072.45 kg\r\n"), 0));
      scale.pass(APART);
    }
    assertTrue(scale.said().stream().anyMatch(said -> said.contains("wrong parity setting")));
    assertEquals(0, told(scale));
  }

  @Test
  void saysNothingOfWhatIsUnderstood() throws Exception {
    for (var vector : Vector.all()) {
      boolean sound =
          vector.events().stream()
              .anyMatch(said -> said.startsWith("Measured") || said.startsWith("Progress"));
      boolean talks =
          vector.model().transport() == Transport.SERIAL && vector.model().talk() != Talk.POLL;
      if (sound && talks) {
        var device = watched(vector.model().id());
        vector.scene().forEach(device::tell);
        for (int i = 0; i < 5; i++) {
          say(device, vector.bytes());
          device.pass(APART);
        }
        assertEquals(0, told(device), () -> vector + ": " + device.said());
      }
    }
  }

  @Test
  void addsNothingToWhatTheDriverWants() {
    var alone = new Conversation(model("suntech-oem").newDriver().get());
    var beside = watched("suntech-oem");
    for (int i = 0; i < 200; i++) {
      var bytes = noise(7, i);
      for (var each : List.of(alone, beside)) {
        each.receive(bytes);
        each.pass(Duration.ofMillis(500));
      }
      assertEquals(alone.written(), beside.written());
      assertEquals(alone.wakeAt(), beside.wakeAt());
    }
    assertFalse(alone.events().isEmpty());
  }

  private static Model model(String id) {
    return Catalogue.find(id).orElseThrow();
  }

  private static Conversation watched(String id) {
    return new Conversation(new LineWatch(model(id).newDriver().get(), SET));
  }

  private static void say(Conversation device, Bytes bytes) {
    device.receive(bytes);
    device.quiet();
  }

  private static void garble(Conversation device) {
    for (int i = 0; i < 3; i++) {
      say(device, withParity(RECORD, 1));
      device.pass(APART);
    }
  }

  private static long told(Conversation device) {
    return device.said().stream().filter(said -> said.startsWith(TOLD)).count();
  }

  /** Seven bits and what makes the number of ones odd or even, as eight bits are read. */
  private static Bytes withParity(Bytes text, int odd) {
    return IntStream.range(0, text.length())
        .map(text::u8)
        .mapToObj(value -> Bytes.of(value | ((Integer.bitCount(value) + odd) % 2) << 7))
        .reduce(Bytes.EMPTY, Bytes::plus);
  }

  private static Bytes noise(int length, long seed) {
    var bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }
}
