package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.kiosk.service.ServiceDesk.Entered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceDeskTest {
  private static final String RIGHT = "80412295";
  private static final PinHash PIN =
      PinHash.of(RIGHT, Bytes.copyOf(new byte[PinHash.SALT_BYTES]), 1000);

  @TempDir Path data = Path.of("");

  private final TestTime time = new TestTime();
  private final List<String> told = new ArrayList<>();
  private boolean idle = true;
  private int left;

  private ServiceDesk desk() {
    return new ServiceDesk(
        Optional.of(new PinLock(data, PIN, time)),
        () -> idle,
        time,
        new Random(3),
        (kind, details) -> told.add(kind + " " + details),
        () -> left++);
  }

  @Test
  void leavesAfterFiveMinutesWithoutATouch() throws Exception {
    var desk = desk();
    var session = assertInstanceOf(Entered.In.class, desk.enter(RIGHT)).session();
    assertTrue(desk.open());
    time.pass(ServiceDesk.SILENT_MAX.minusSeconds(1));
    assertTrue(desk.admits(session));
    desk.touch(session);
    time.pass(ServiceDesk.SILENT_MAX.minusSeconds(1));
    assertTrue(desk.open());
    time.pass(Duration.ofSeconds(1));
    assertFalse(desk.open());
    assertFalse(desk.admits(session));
    assertEquals(1, left);
    assertEquals(List.of("service.entered {}", "service.left {why=timeout}"), told);
  }

  @Test
  void whoEntersAgainTakesThePlace() throws Exception {
    var desk = desk();
    var first = assertInstanceOf(Entered.In.class, desk.enter(RIGHT)).session();
    var second = assertInstanceOf(Entered.In.class, desk.enter(RIGHT)).session();
    assertFalse(desk.admits(first));
    desk.leave(first);
    assertTrue(desk.admits(second));
    desk.leave(second);
    assertFalse(desk.open());
    assertEquals(2, left);
  }

  @Test
  void nobodyEntersBesideAResident() throws Exception {
    var desk = desk();
    idle = false;
    assertEquals(new Entered.Visiting(), desk.enter(RIGHT));
    assertFalse(desk.open());
    assertEquals(List.of(), told);
  }

  @Test
  void everyTryIsToldWithoutThePin() throws Exception {
    var desk = desk();
    for (int i = 0; i < 6; i++) {
      desk.enter("11112222");
    }
    assertEquals(
        List.of(
            "service.refused {triesLeft=4}",
            "service.refused {triesLeft=3}",
            "service.refused {triesLeft=2}",
            "service.refused {triesLeft=1}",
            "service.locked {minutes=10}"),
        told);
  }

  @Test
  void withoutAPinItStaysShut() throws Exception {
    var desk =
        new ServiceDesk(
            Optional.empty(), () -> idle, time, new Random(3), (_, _) -> {}, () -> left++);
    assertEquals(new Entered.Shut(), desk.enter(RIGHT));
  }
}
