package org.healthhut.device.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.healthhut.device.gpio.Button.Event;
import org.healthhut.device.gpio.Pins.Edge;
import org.healthhut.device.gpio.PresenceSwitch.Presence;
import org.junit.jupiter.api.Test;

/** Buttons, switches and lamps in virtual time. */
final class ContactsTest {
  @Test
  void aBouncingPressIsOne() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var button = new Button(false);
      var events = new ArrayList<Event>();
      bounce(button, false, 1_000, random, events);
      events.addAll(button.woken(at(1_100)));
      bounce(button, true, 1_200, random, events);
      events.addAll(button.woken(at(1_300)));
      assertEquals(2, events.size(), "seed " + seed + ": " + events);
      assertTrue(events.getFirst() instanceof Event.Pressed, "seed " + seed);
      assertTrue(
          events.getLast() instanceof Event.Released(var held)
              && Math.abs(held.toMillis() - 200) < 20,
          "seed " + seed + ": " + events);
    }
  }

  @Test
  void aSparkIsNoPress() {
    var button = new Button(false);
    assertEquals(List.of(), button.edge(new Edge(false, at(10))));
    assertEquals(at(30), button.wakeAt());
    assertEquals(List.of(), button.edge(new Edge(true, at(15))));
    assertNull(button.wakeAt());
    assertEquals(List.of(), button.woken(at(1_000)));
  }

  @Test
  void aPressIsToldEvenWhereNobodyWokeItInBetween() {
    var button = new Button(true);
    button.edge(new Edge(true, at(10)));
    assertEquals(List.of(new Event.Pressed(at(10))), button.edge(new Edge(false, at(500))));
    assertEquals(List.of(new Event.Released(Duration.ofMillis(490))), button.woken(at(600)));
  }

  @Test
  void aJammedButtonIsToldOnce() {
    var button = new Button(true);
    button.edge(new Edge(true, at(0)));
    assertEquals(List.of(new Event.Pressed(at(0))), button.woken(at(20)));
    assertEquals(at(30_000), button.wakeAt());
    assertEquals(List.of(), button.woken(at(29_999)));
    assertEquals(List.of(new Event.Stuck()), button.woken(at(30_000)));
    assertEquals(List.of(), button.woken(at(90_000)));
    assertNull(button.wakeAt());
  }

  @Test
  void somebodyIsThereAfterAMomentAndGoneAfterAWhile() {
    for (boolean high : new boolean[] {true, false}) {
      var chair = new PresenceSwitch(high);
      assertEquals(Presence.FREE, chair.presence());
      assertEquals(Optional.empty(), chair.edge(new Edge(high, at(0))));
      assertEquals(Optional.empty(), chair.woken(at(499)));
      assertEquals(Optional.of(Presence.OCCUPIED), chair.woken(at(500)));
      assertEquals(Optional.empty(), chair.woken(at(501)));
      // Shifts on the chair.
      assertEquals(Optional.empty(), chair.edge(new Edge(!high, at(1_000))));
      assertEquals(Optional.empty(), chair.edge(new Edge(high, at(5_000))));
      assertEquals(Optional.empty(), chair.woken(at(60_000)));
      // Leaves.
      assertEquals(Optional.empty(), chair.edge(new Edge(!high, at(61_000))));
      assertEquals(at(66_000), chair.wakeAt());
      assertEquals(Optional.of(Presence.FREE), chair.woken(at(66_000)));
      assertEquals(Presence.FREE, chair.presence());
    }
  }

  @Test
  void everyLampChangesWhenItSaysAndNotBefore() {
    for (var lamp : Lamp.values()) {
      var now = Duration.ZERO;
      for (int changes = 0; changes < 12; changes++) {
        var next = lamp.changesAt(now);
        if (next == null) {
          assertEquals(lamp == Lamp.FREE, lamp.lit(now));
          break;
        }
        assertTrue(next.compareTo(now) > 0, lamp + " at " + now);
        boolean lit = lamp.lit(now);
        assertEquals(lit, lamp.lit(next.minusNanos(1)), lamp + " before " + next);
        assertEquals(!lit, lamp.lit(next), lamp + " at " + next);
        now = next;
      }
    }
    assertTrue(Lamp.OUT_OF_SERVICE.lit(at(310)));
    assertFalse(Lamp.OUT_OF_SERVICE.lit(at(1_900)));
  }

  @Test
  void noTwoLampsLookTheSame() {
    var looks = new ArrayList<List<Boolean>>();
    for (var lamp : Lamp.values()) {
      var look = new ArrayList<Boolean>();
      for (int millis = 0; millis < 4_000; millis += 50) {
        look.add(lamp.lit(at(millis)));
      }
      assertFalse(looks.contains(look), Objects.toString(lamp));
      looks.add(look);
    }
  }

  private static void bounce(
      Button button, boolean to, int from, SplittableRandom random, List<Event> events) {
    int millis = from;
    for (int i = random.nextInt(4); i > 0; i--) {
      events.addAll(button.edge(new Edge(to, at(millis))));
      millis += random.nextInt(1, 4);
      events.addAll(button.edge(new Edge(!to, at(millis))));
      millis++;
    }
    events.addAll(button.edge(new Edge(to, at(millis))));
  }

  private static Duration at(int millis) {
    return Duration.ofMillis(millis);
  }
}
