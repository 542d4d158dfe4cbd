package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.healthhut.kiosk.clock.Uncertain;
import org.healthhut.vital.ClockTrust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionsTest {
  @TempDir Path data;

  private final TestKiosk kiosk = new TestKiosk();

  @BeforeEach
  void noTime() {
    kiosk.machineBoot = Optional.of("machine-1");
    kiosk.trust = ClockTrust.UNSYNCHRONIZED;
  }

  private Path file() {
    return data.resolve("clock").resolve("uncertain");
  }

  private Corrections open(String boot) {
    return Corrections.in(data, kiosk.clock(), boot);
  }

  private List<String> noted() throws Exception {
    return List.copyOf(Uncertain.parse(Files.readString(file())).orElseThrow().boots().keySet());
  }

  private static List<String> step(Corrections corrections, TestKiosk kiosk, String boot) {
    return corrections.step(kiosk.clock().now(), boot).stream()
        .map(event -> event.details().getOrDefault("boot", ""))
        .toList();
  }

  @Test
  void anAgentThatIsKilledAtOnceHasLeftItsBoot() throws Exception {
    var _ = open("a");
    assertEquals(List.of("a"), noted());
    var _ = open("b");
    assertEquals(List.of("a", "b"), noted());
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    assertEquals(List.of("a", "b"), step(open("c"), kiosk, "c"));
  }

  @Test
  void theFileIsWrittenOnlyWhenABootIsAdded() throws Exception {
    var corrections = open("a");
    var mark = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(file(), mark);
    for (int i = 0; i < 100; i++) {
      kiosk.skip(Duration.ofHours(1));
      step(corrections, kiosk, "a");
    }
    corrections.close();
    assertEquals(mark, Files.getLastModifiedTime(file()));
    step(corrections, kiosk, "b");
    corrections.close();
    assertEquals(List.of("a", "b"), noted());
  }

  @Test
  void aKioskWhoseClockIsRightWritesNothing() throws Exception {
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    var corrections = open("a");
    assertEquals(List.of(), step(corrections, kiosk, "a"));
    corrections.close();
    assertFalse(Files.exists(data.resolve("clock")));
  }

  @Test
  void aDamagedFileIsSetAsideAndTheAgentGoesOn() throws Exception {
    var _ = open("a");
    var damaged = "\0".repeat(4096);
    Files.writeString(file(), damaged);
    var corrections = open("b");
    assertEquals(List.of("b"), noted());
    assertEquals(damaged, Files.readString(file().resolveSibling("uncertain.unreadable")));
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    assertEquals(List.of("b"), step(corrections, kiosk, "b"));
  }

  @Test
  void aFileThatCannotBeReadIsSetAside() throws Exception {
    Files.createDirectories(file().resolve("none"));
    var _ = open("a");
    assertEquals(List.of("a"), noted());
  }

  @Test
  void aDiskThatRefusesTheFileIsTriedAgainAfterAWhile() throws Exception {
    Files.writeString(data.resolve("clock"), "in the way");
    var corrections = open("a");
    Files.delete(data.resolve("clock"));
    step(corrections, kiosk, "a");
    step(corrections, kiosk, "a");
    corrections.close();
    assertFalse(Files.exists(file()), "too soon");
    kiosk.skip(Duration.ofSeconds(61));
    step(corrections, kiosk, "a");
    corrections.close();
    assertEquals(List.of("a"), noted());
  }

  @Test
  void anUptimeThatCountsAnewIsAnother() throws Exception {
    kiosk.skip(Duration.ofHours(1));
    var _ = open("a");
    kiosk.skip(Duration.ofHours(-1));
    kiosk.trust = ClockTrust.SYNCHRONIZED;
    assertEquals(List.of(), step(open("b"), kiosk, "b"));
    assertTrue(Files.notExists(file()));
  }
}
