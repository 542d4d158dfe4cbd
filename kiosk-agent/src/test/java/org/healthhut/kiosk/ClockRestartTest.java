package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthhut.vital.ClockTrust;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that starts again while the machine runs on, with a clock that is set late. */
class ClockRestartTest {
  @TempDir Path data;

  private final TestKiosk kiosk = new TestKiosk();

  @BeforeEach
  void machineStarts() {
    kiosk.data = data;
    kiosk.machineBoot = Optional.of("machine-1");
    kiosk.trust = ClockTrust.UNSYNCHRONIZED;
  }

  @AfterEach
  void stop() {
    kiosk.close();
  }

  private void start(String boot) throws IOException {
    kiosk.close();
    kiosk.outbox.setBoot(boot);
    var _ = kiosk.start(kiosk.config(false, 0, 21.5));
  }

  private Path file() {
    return data.resolve("clock").resolve("uncertain");
  }

  private List<Entry.KioskEvent> corrections() {
    var found = new ArrayList<Entry.KioskEvent>();
    for (var entry : kiosk.outbox.entries()) {
      if (entry instanceof Entry.KioskEvent event && event.kind().equals("clock.corrected")) {
        found.add(event);
      }
    }
    return found;
  }

  private List<String> corrected() {
    return corrections().stream().map(event -> event.details().getOrDefault("boot", "")).toList();
  }

  @Test
  void theRecordsOfEveryStartAreCorrected() throws Exception {
    start("a");
    start("b");
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    Waiting.until(() -> corrected().equals(List.of("a", "b")));
    for (var event : corrections()) {
      assertEquals(TestKiosk.MORNING.toString(), event.details().get("upSince"));
    }
    Waiting.until(() -> !Files.exists(file()));
  }

  @Test
  void aClockThatWasSetBetweenTwoStartsCorrectsTheFirst() throws Exception {
    start("a");
    kiosk.close();
    assertTrue(Files.exists(file()));
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    start("b");
    Waiting.until(() -> corrected().equals(List.of("a")));
    Waiting.until(() -> !Files.exists(file()));
    start("c");
    start("d");
    assertEquals(List.of("a"), corrected());
  }

  @Test
  void nothingIsKnownOfWhatWasBeforeTheMachineStarted() throws Exception {
    start("a");
    kiosk.close();
    kiosk.machineBoot = Optional.of("machine-2");
    start("b");
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    Waiting.until(() -> corrected().equals(List.of("b")));
    kiosk.close();
    assertEquals(List.of("b"), corrected());
    assertFalse(Files.exists(file()));
  }

  @Test
  void whereTheMachineDoesNotTellItsStartsApartNothingIsCarriedOver() throws Exception {
    kiosk.machineBoot = Optional.empty();
    start("a");
    start("b");
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    Waiting.until(() -> corrected().equals(List.of("b")));
    kiosk.close();
    assertEquals(List.of("b"), corrected());
    assertFalse(Files.exists(data.resolve("clock")));
  }

  @Test
  void aCorrectionThatCouldNotBeKeptIsTriedAgain() throws Exception {
    start("a");
    start("b");
    kiosk.outbox.setFull(true);
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    Waiting.until(() -> kiosk.outbox.refused() == 2);
    kiosk.skip(Duration.ofSeconds(61));
    Waiting.until(() -> kiosk.outbox.refused() == 4);
    kiosk.outbox.setFull(false);
    kiosk.skip(Duration.ofSeconds(61));
    Waiting.until(() -> corrected().equals(List.of("a", "b")));
  }

  @Test
  void aCorrectionThatCouldNotBeKeptOutlivesTheAgent() throws Exception {
    start("a");
    kiosk.outbox.setFull(true);
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    Waiting.until(() -> kiosk.outbox.refused() == 1);
    kiosk.close();
    kiosk.outbox.setFull(false);
    start("b");
    Waiting.until(() -> corrected().equals(List.of("a")));
  }
}
