package org.healthhut.kiosk.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.device.gpio.Button;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.PresenceSwitch;
import org.healthhut.kiosk.gpio.Panel.Told;
import org.junit.jupiter.api.Test;

/** In virtual time: {@link #now} passes only when a test says so. */
class PanelTest {
  private static final Told PRESSED = new Told.StartPressed();

  private final Panel panel = new Panel(new Button(false), new PresenceSwitch(true));
  private final List<Told> told = new ArrayList<>();
  private Duration now = Duration.ofSeconds(100);

  private void pass(long millis) {
    var until = now.plusMillis(millis);
    for (var wake = panel.wakeAt(now);
        wake != null && wake.compareTo(until) <= 0;
        wake = panel.wakeAt(now)) {
      assertTrue(wake.compareTo(now) >= 0, "woken in the past");
      now = wake;
      told.addAll(panel.woken(now));
    }
    now = until;
  }

  private void start(boolean high) {
    told.addAll(panel.start(new Pins.Edge(high, now)));
  }

  private void presence(boolean high) {
    told.addAll(panel.presence(new Pins.Edge(high, now)));
  }

  @Test
  void aPressIsToldOnceHoweverItBouncesAndIsLookedAt() {
    for (int i = 0; i < 5; i++) {
      start(false);
      pass(2);
      start(true);
      pass(1);
    }
    assertEquals(List.of(), told);
    start(false);
    for (int i = 0; i < 20; i++) {
      pass(250);
      start(false);
    }
    assertEquals(List.of(PRESSED), told);
    start(true);
    pass(1000);
    assertEquals(List.of(PRESSED), told);
    start(false);
    pass(100);
    assertEquals(List.of(PRESSED, PRESSED), told);
  }

  @Test
  void aJammedButtonIsToldAndBeginsNoMoreThanOne() {
    start(false);
    pass(120_000);
    assertEquals(List.of(PRESSED, new Told.StartStuck()), told);
  }

  @Test
  void somebodyComesAndLeaves() {
    presence(true);
    pass(300);
    presence(false);
    pass(3_000);
    assertEquals(List.of(), told, "somebody walked past");
    presence(true);
    pass(1_000);
    presence(false);
    pass(2_000);
    presence(true);
    pass(60_000);
    assertEquals(List.of(new Told.Presence(true)), told, "somebody shifted on the chair");
    presence(false);
    pass(10_000);
    assertEquals(List.of(new Told.Presence(true), new Told.Presence(false)), told);
  }

  @Test
  void theLampKeepsItsPatternWhenTheSameIsSaidAgain() {
    assertNull(panel.wakeAt(now));
    assertFalse(panel.lit(now));
    panel.show(Lamp.FREE, now);
    assertTrue(panel.lit(now));
    assertNull(panel.wakeAt(now));
    panel.show(Lamp.MEASURING, now);
    var seen = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      panel.show(Lamp.MEASURING, now);
      seen.append(panel.lit(now) ? '*' : '.');
      now = now.plusMillis(500);
    }
    assertEquals("**..**..**..", seen.toString());
  }

  @Test
  void aPanelWithoutWiresSaysNothing() {
    var bare = new Panel(null, null);
    assertEquals(List.of(), bare.start(new Pins.Edge(false, now)));
    assertEquals(List.of(), bare.presence(new Pins.Edge(true, now)));
    assertEquals(List.of(), bare.woken(now));
    assertNull(bare.wakeAt(now));
  }
}
