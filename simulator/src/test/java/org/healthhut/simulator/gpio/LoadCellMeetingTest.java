package org.healthhut.simulator.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.device.gpio.Hx711Link;
import org.healthhut.device.gpio.Hx711Wiring;
import org.healthhut.device.hx711.LoadCell;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.simulator.gpio.Hx711Chip.Scale;
import org.healthhut.simulator.gpio.Hx711Chip.Wiring;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

/** The load cell's link and driver meet a converter that was written from the note alone. */
class LoadCellMeetingTest {
  private static final int DATA = 5;
  private static final int CLOCK = 6;

  /** The note's own calibration, with 150 kg at full scale. */
  private static final Scale SCALE = new Scale(84_213, 55_000, 0, 300, 1, false);

  private static final double TOLERANCE_KG = 0.1;

  private final VirtualPins pins = new VirtualPins();
  private final List<Visitor> visitors = new ArrayList<>();
  private ToDoubleFunction<Duration> celsius = now -> 20;

  private Hx711Chip chip(Scale scale) {
    var chip =
        new Hx711Chip(
            scale,
            now -> visitors.stream().mapToDouble(visitor -> visitor.kgAt(now)).sum(),
            now -> celsius.applyAsDouble(now),
            new Random(7),
            pins.now());
    pins.solder(chip, CLOCK, DATA);
    return chip;
  }

  private Reading read(Scale scale) throws IOException {
    var calibration =
        new LoadCellCalibration(
            (int) scale.offset(),
            BigDecimal.valueOf((long) scale.countsPerKg()),
            LocalDate.of(2026, 3, 1),
            new BigDecimal("20"));
    var wiring = new Hx711Wiring(DATA, CLOCK, calibration);
    return new Reading(pins, Hx711Link.port("scale", pins, wiring), new LoadCell());
  }

  /** Steps on now and stays for so long. */
  private void visit(double kg, Duration stays) {
    visitors.add(new Visitor(kg, 1700, pins.now(), pins.now().plus(stays)));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static void assertWeighed(double kg, List<DeviceEvent> events) {
    var weights = Reading.measured(events, Metric.WEIGHT);
    assertEquals(1, weights.size(), events::toString);
    assertEquals(kg, weights.getFirst(), TOLERANCE_KG);
  }

  private static boolean says(List<DeviceEvent> events, State state) {
    return events.stream().anyMatch(event -> event instanceof Status(var said, _) && said == state);
  }

  @Test
  void weighsWhoStepsOnOnceEach() throws IOException {
    for (var scale :
        List.of(
            SCALE,
            new Scale(84_213, 55_000, 0, 300, 0.9, true),
            new Scale(-400_000, -55_000, 0, 300, 1.1, false))) {
      visitors.clear();
      chip(scale);
      try (var reading = read(scale)) {
        assertEquals(List.of(), Reading.failures(reading.pass(seconds(4))));
        for (var kg : List.of(65.4, 29.3, 104.5)) {
          visit(kg, seconds(8));
          assertWeighed(kg, reading.pass(seconds(12)));
        }
      }
      assertTrue(pins.allFree());
    }
  }

  @Test
  void saysNoNumberAboveTheLimit() throws IOException {
    chip(SCALE);
    try (var reading = read(SCALE)) {
      reading.pass(seconds(4));
      visit(180, seconds(8));
      var events = reading.pass(seconds(12));
      assertEquals(List.of(), Reading.measured(events, Metric.WEIGHT));
      assertEquals(Fault.OVERLOAD, Reading.failures(events).getFirst().fault());
      assertTrue(says(events, State.STEP_OFF));
      visit(65.4, seconds(8));
      assertWeighed(65.4, reading.pass(seconds(12)));
    }
  }

  @Test
  void tellsThatTheConverterIsGoneAndComesBackWithIt() throws IOException {
    var chip = chip(SCALE);
    try (var reading = read(SCALE)) {
      reading.pass(seconds(4));
      chip.wire(Wiring.UNPLUGGED, pins.now());
      var events = reading.pass(seconds(5));
      assertEquals(Fault.SENSOR, Reading.failures(events).getFirst().fault(), events::toString);
      visit(65.4, seconds(8));
      chip.wire(Wiring.SOUND, pins.now());
      events = reading.pass(seconds(8));
      assertEquals(
          List.of(), Reading.measured(events, Metric.WEIGHT), "may stand there for ever so long");
      reading.pass(seconds(4));
      visit(61.0, seconds(8));
      assertWeighed(61.0, reading.pass(seconds(12)));
    }
  }

  @Test
  void tellsThatALineIsShorted() throws IOException {
    var chip = chip(SCALE);
    try (var reading = read(SCALE)) {
      reading.pass(seconds(4));
      chip.wire(Wiring.SHORTED, pins.now());
      var events = reading.pass(seconds(3));
      assertEquals(Fault.SENSOR, Reading.failures(events).getFirst().fault(), events::toString);
      assertEquals(List.of(), Reading.measured(events, Metric.WEIGHT));
    }
  }

  /** Whichever pulse it happens in: the converter resets itself and the rest reads as ones. */
  @Test
  void aClockHeldHighInMidReadCostsASampleAndNoTruth() throws IOException {
    for (int pulse = 1; pulse <= 25; pulse++) {
      for (long micros : List.of(45L, 55L, 61L, 500L, 20_000L)) {
        visitors.clear();
        chip(SCALE);
        try (var reading = read(SCALE)) {
          reading.pass(seconds(3));
          visit(65.4, seconds(12));
          var events = new ArrayList<>(reading.pass(seconds(2)));
          pins.stall(pulse, Duration.ofNanos(micros * 1000));
          events.addAll(reading.pass(seconds(13)));
          assertWeighed(65.4, events);
        }
      }
    }
  }

  @Test
  void whoLeavesBeforeTheEndIsWeighedRightOrNotAtAll() throws IOException {
    int weighed = 0;
    for (int tenths = 1; tenths <= 80; tenths++) {
      visitors.clear();
      chip(SCALE);
      try (var reading = read(SCALE)) {
        reading.pass(seconds(3));
        visit(65.4, seconds(tenths / 10.0));
        for (var kg : Reading.measured(reading.pass(seconds(12)), Metric.WEIGHT)) {
          assertEquals(65.4, kg, TOLERANCE_KG, "left after " + tenths + " tenths");
          weighed++;
        }
      }
    }
    assertTrue(weighed > 20 && weighed < 60, () -> "all or nobody");
  }

  @Test
  void aZeroThatDriftsWithTheRoomIsFollowed() throws IOException {
    var drifting = new Scale(84_213, 55_000, 3_000, 300, 1, false);
    var began = pins.now();
    celsius = now -> 20 + now.minus(began).toMillis() / 60_000.0;
    chip(drifting);
    try (var reading = read(drifting)) {
      reading.pass(Duration.ofMinutes(10));
      visit(65.4, seconds(8));
      assertWeighed(65.4, reading.pass(seconds(12)));
    }
  }
}
