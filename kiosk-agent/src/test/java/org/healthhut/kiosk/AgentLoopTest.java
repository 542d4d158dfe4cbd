package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

class AgentLoopTest {
  private final TestKiosk kiosk = new TestKiosk();
  private final AtomicInteger shown = new AtomicInteger();

  @Test
  void aVisitTimesOutThoughNothingCanBeShown() {
    var limits = new Visits.Limits(Duration.ofSeconds(90), Duration.ofSeconds(30));
    var visits =
        new Visits(limits, Map.of(), false, (_, token) -> token, new Random(1), () -> true);
    var loop =
        new AgentLoop(
            kiosk.config(false, 0, 21.5),
            "start",
            visits,
            kiosk.outbox,
            kiosk.clock(),
            _ -> {},
            _ -> {
              shown.incrementAndGet();
              throw new IllegalStateException("a view did not become JSON");
            });
    loop.start();
    try (loop) {
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now())));
      Waiting.until(() -> kiosk.outbox.entries().size() == 1);
      kiosk.skip(limits.total());
      Waiting.until(() -> kiosk.outbox.entries().size() == 2);
      assertTrue(kiosk.outbox.entries().getLast() instanceof Entry.VisitEnded);
      Waiting.until(() -> shown.get() > 1);
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now())));
      Waiting.until(() -> kiosk.outbox.entries().size() == 3);
    }
    var last = kiosk.outbox.entries().getLast();
    assertEquals("restart", last instanceof Entry.VisitEnded ended ? ended.why() : "none");
  }

  @Test
  void theStartButtonBeginsOnlyWhereNobodyIs() {
    var limits = new Visits.Limits(Duration.ofSeconds(90), Duration.ofSeconds(30));
    var visits =
        new Visits(limits, Map.of(), false, (_, token) -> token, new Random(1), () -> true);
    var screens = new CopyOnWriteArrayList<ScreenView>();
    var lamps = new CopyOnWriteArrayList<Lamp>();
    var loop =
        new AgentLoop(
            kiosk.config(false, 0, 21.5),
            "start",
            visits,
            kiosk.outbox,
            kiosk.clock(),
            _ -> {},
            screens::add);
    loop.light(lamps::add);
    loop.start();
    try (loop) {
      loop.startPressed();
      Waiting.until(() -> shows(screens, ScreenView.Screen.IDENTIFYING));
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now())));
      Waiting.until(() -> shows(screens, ScreenView.Screen.MEASURING));
      Waiting.until(() -> lamps.getLast() == Lamp.MEASURING);
      kiosk.skip(limits.idle());
      Waiting.until(() -> lamps.getLast() == Lamp.ATTENTION);
      loop.startPressed();
      kiosk.skip(limits.warning());
      Waiting.until(() -> shows(screens, ScreenView.Screen.IDLE));
      assertEquals(2, kiosk.outbox.entries().size());
    }
  }

  private static boolean shows(List<ScreenView> screens, ScreenView.Screen screen) {
    return !screens.isEmpty() && screens.getLast().screen() == screen;
  }
}
