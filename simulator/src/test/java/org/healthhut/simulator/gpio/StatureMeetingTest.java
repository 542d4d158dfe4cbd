package org.healthhut.simulator.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.UltrasonicLink;
import org.healthhut.device.gpio.UltrasonicWiring;
import org.healthhut.device.ultrasonic.EchoStature;
import org.healthhut.device.ultrasonic.Mounting;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

/** The height sensor's link and driver meet a sensor that was written from the note alone. */
class StatureMeetingTest {
  private static final int TRIGGER = 23;
  private static final int ECHO = 24;
  private static final double MOUNTED_MM = 2400;
  private static final double TOLERANCE_CM = 0.5;

  private final VirtualPins pins = new VirtualPins();
  private final List<Visitor> visitors = new ArrayList<>();

  private HcSr04Sensor sensor(double celsius) {
    var sensor =
        new HcSr04Sensor(
            now ->
                MOUNTED_MM
                    - visitors.stream().mapToDouble(visitor -> visitor.heightMmAt(now)).sum(),
            now -> celsius,
            new Random(3));
    pins.solder(sensor, TRIGGER, ECHO);
    return sensor;
  }

  private Reading read(String celsius) throws IOException {
    var mounting = new Mounting((int) MOUNTED_MM, new BigDecimal(celsius));
    var wiring = new UltrasonicWiring(TRIGGER, ECHO, mounting);
    return new Reading(pins, UltrasonicLink.port("height", pins, wiring), new EchoStature());
  }

  private void visit(double heightMm, Duration stays) {
    visitors.add(new Visitor(65, heightMm, pins.now(), pins.now().plus(stays)));
  }

  private static void assertMeasured(double cm, List<DeviceEvent> events) {
    var heights = Reading.measured(events, Metric.HEIGHT);
    assertEquals(1, heights.size(), events::toString);
    assertEquals(cm, heights.getFirst(), TOLERANCE_CM);
  }

  @Test
  void measuresWhoStandsUnderItInAnyRoom() throws IOException {
    for (var celsius : List.of("-5", "20", "35")) {
      sensor(Double.parseDouble(celsius));
      try (var reading = read(celsius)) {
        assertEquals(List.of(), Reading.failures(reading.pass(Duration.ofSeconds(2))));
        for (double mm : List.of(1684.0, 1340.0, 1985.0)) {
          visit(mm, Duration.ofSeconds(4));
          assertMeasured(mm / 10, reading.pass(Duration.ofSeconds(8)));
        }
      }
      assertTrue(pins.allFree());
    }
  }

  /** 10 degrees more than configured make 1.8 % less of the distance, and a taller person. */
  @Test
  void aRoomOfAnotherTemperatureShowsInTheHeight() throws IOException {
    sensor(30);
    try (var reading = read("20")) {
      reading.pass(Duration.ofSeconds(2));
      visit(1684, Duration.ofSeconds(4));
      assertMeasured(168.4 + 71.6 * (1 - 343.42 / 349.48), reading.pass(Duration.ofSeconds(8)));
    }
  }

  @Test
  void tellsThatTheSensorIsGoneAndComesBackWithIt() throws IOException {
    var sensor = sensor(20);
    try (var reading = read("20")) {
      reading.pass(Duration.ofSeconds(2));
      sensor.plug(false);
      var failures = Reading.failures(reading.pass(Duration.ofSeconds(2)));
      assertEquals(Fault.SENSOR, failures.getFirst().fault());
      sensor.plug(true);
      reading.pass(Duration.ofSeconds(2));
      visit(1684, Duration.ofSeconds(4));
      assertMeasured(168.4, reading.pass(Duration.ofSeconds(8)));
    }
  }

  @Test
  void whoOnlyPassesIsNotMeasured() throws IOException {
    sensor(20);
    try (var reading = read("20")) {
      reading.pass(Duration.ofSeconds(2));
      visit(1684, Duration.ofMillis(500));
      var events = reading.pass(Duration.ofSeconds(4));
      assertEquals(List.of(), Reading.measured(events, Metric.HEIGHT));
    }
  }

  /** In step with the bursts, so that a phase of it makes each echo longer by the same. */
  @Test
  void aMachineThatLooksAwayMeasuresRightOrNotAtAll() throws IOException {
    int measured = 0;
    for (long micros = 500; micros <= 100_000; micros += 500) {
      visitors.clear();
      sensor(20);
      try (var reading = read("20")) {
        reading.pass(Duration.ofSeconds(2));
        pins.stallEvery(
            Duration.ofNanos(micros * 1_000), Duration.ofMillis(99), Duration.ofMillis(1));
        visit(1684, Duration.ofSeconds(6));
        for (var cm : Reading.measured(reading.pass(Duration.ofSeconds(10)), Metric.HEIGHT)) {
          assertEquals(168.4, cm, TOLERANCE_CM, "stalled after " + micros + " µs");
          measured++;
        }
        pins.stallEvery(Duration.ZERO, Duration.ZERO, Duration.ZERO);
      }
    }
    assertTrue(measured > 0, "never measured");
  }

  @Test
  void theEchoOfTheNotesExampleLastsAsLongAsItSays() throws IOException {
    var sensor = new HcSr04Sensor(now -> 304.07, now -> 30, new Random(3));
    pins.solder(sensor, TRIGGER, ECHO);
    try (var trigger = pins.output(TRIGGER, false);
        var echo = pins.input(ECHO, Pins.Pull.DOWN)) {
      trigger.set(true);
      pins.pause(Duration.ofNanos(5_000));
      trigger.set(false);
      pins.pause(Duration.ofMillis(1));
      assertFalse(echo.isHigh(), "too short a trigger");
      trigger.set(true);
      pins.pause(Duration.ofNanos(10_000));
      trigger.set(false);
      while (!echo.isHigh()) {
        // Each look lets time pass.
      }
      long rose = pins.nanoTime();
      while (echo.isHigh()) {
        // Each look lets time pass.
      }
      assertEquals(1740, (pins.nanoTime() - rose) / 1000.0, 25);
    }
  }
}
