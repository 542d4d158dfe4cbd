package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.Surroundings;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

class AgentLoopTest {
  private static final Surroundings.Place PLACE =
      new Surroundings.Place("小屋", false, 21.5, "", Optional.empty(), false);

  private static final AgentLoop.World NOTHING =
      new AgentLoop.World() {
        @Override
        public void ask(Effect.Ask ask) {}

        @Override
        public void inquire(Effect.Inquire inquire) {}

        @Override
        public void print(Effect.Print print) {}
      };

  private final TestKiosk kiosk = new TestKiosk();
  private final AtomicInteger shown = new AtomicInteger();

  @Test
  void aVisitTimesOutThoughNothingCanBeShown() {
    var limits = TestVisits.LIMITS;
    var visits = TestVisits.with(List.of());
    var loop =
        new AgentLoop(
            kiosk.config(false, 0, 21.5),
            "start",
            visits,
            kiosk.outbox,
            kiosk.clock(),
            NOTHING,
            PLACE,
            _ -> {
              shown.incrementAndGet();
              throw new IllegalStateException("a view did not become JSON");
            });
    loop.start();
    try (loop) {
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now()), ""));
      Waiting.until(() -> kiosk.outbox.entries().size() == 1);
      kiosk.skip(limits.idle().plus(limits.warning()));
      Waiting.until(() -> kiosk.outbox.entries().size() == 2);
      assertTrue(kiosk.outbox.entries().getLast() instanceof Entry.VisitEnded);
      Waiting.until(() -> shown.get() > 1);
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now()), ""));
      Waiting.until(() -> kiosk.outbox.entries().size() == 3);
    }
    Waiting.until(() -> kiosk.outbox.entries().size() == 4);
    var last = kiosk.outbox.entries().getLast();
    assertEquals("restart", last instanceof Entry.VisitEnded ended ? ended.why() : "none");
  }

  @Test
  void theStartButtonBeginsOnlyWhereNobodyIs() {
    var limits = TestVisits.LIMITS;
    var visits = TestVisits.with(List.of());
    var screens = new CopyOnWriteArrayList<ScreenView>();
    var lamps = new CopyOnWriteArrayList<Lamp>();
    var loop =
        new AgentLoop(
            kiosk.config(false, 0, 21.5),
            "start",
            visits,
            kiosk.outbox,
            kiosk.clock(),
            NOTHING,
            PLACE,
            screens::add);
    loop.light(lamps::add);
    loop.start();
    try (loop) {
      loop.startPressed();
      Waiting.until(() -> shows(screens, ScreenView.Screen.IDENTIFY));
      assertTrue(loop.touched(new VisitEvent.AsGuest(kiosk.clock().now()), ""));
      Waiting.until(() -> shows(screens, ScreenView.Screen.MENU));
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
