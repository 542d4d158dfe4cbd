package org.healthhut.kiosk.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.SelfTest;
import org.healthhut.device.SelfTest.Outcome;
import org.healthhut.device.SelfTest.Step;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

class SelfTestRunTest {
  private static final KioskClock CLOCK =
      () -> new Moment(Instant.EPOCH, ClockTrust.SYNCHRONIZED, Duration.ofNanos(System.nanoTime()));

  private final MemoryPort port = new MemoryPort("cable");

  private List<SelfTest.Result> run() {
    var like = LineDriver.model("m", Model.Category.WEIGHT, Metric.WEIGHT);
    var model =
        Model.of("m", "甲", "m", Model.Category.WEIGHT)
            .measures(Metric.WEIGHT)
            .tells(Model.Check.DRY_RUN)
            .driver(like.newDriver());
    return new SelfTestRun(
            model, model.newDriver(), port, Duration.ofMillis(100), ZoneOffset.UTC, CLOCK)
        .run();
  }

  @Test
  void opensSpeaksAndCloses() {
    var results = run();
    assertEquals(List.of(Step.values()), results.stream().map(SelfTest.Result::step).toList());
    assertTrue(
        results.stream().noneMatch(result -> result.outcome() == Outcome.FAILED),
        results.toString());
    assertEquals(1, port.closes());
  }

  @Test
  void saysThatThereIsNoPort() {
    port.unplug();
    var results = run();
    assertEquals(1, results.size());
    assertEquals(Outcome.FAILED, results.getFirst().outcome());
    assertEquals("cable is not there; plug it in", results.getFirst().detail());
  }
}
