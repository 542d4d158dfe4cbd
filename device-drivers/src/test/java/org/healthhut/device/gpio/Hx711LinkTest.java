package org.healthhut.device.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.hx711.LoadCell;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.device.hx711.LoadCellSample;
import org.healthhut.device.link.Link;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class Hx711LinkTest {
  private static final LoadCellCalibration CALIBRATION =
      new LoadCellCalibration(
          84213, new BigDecimal("74200.0"), LocalDate.of(2025, 3, 1), new BigDecimal("21.5"));
  private static final Hx711Wiring WIRING =
      new Hx711Wiring(Hx711Chip.DATA, Hx711Chip.CLOCK, CALIBRATION);
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final Bytes SETTLING = LoadCellSample.SETTLING.bytes();
  private static final Bytes DISTURBED = LoadCellSample.DISTURBED.bytes();
  private static final Bytes LATE = LoadCellSample.LATE.bytes();
  private static final Bytes STUCK = LoadCellSample.STUCK.bytes();

  private static final int[] EXAMPLES = {0x0148F5, 0x17EDE5, 0xFFF3A0, 0x7FFFFF, 0x800000};

  @Test
  void clocksOutEveryWorkedExampleAfterFourThatHaveNotSettled() throws IOException {
    var chip = new Hx711Chip(10, conversion -> EXAMPLES[(int) conversion % EXAMPLES.length]);
    try (var link = open(new FakePins(chip))) {
      assertEquals(LoadCellSample.calibration(CALIBRATION), link.read(Duration.ZERO));
      assertEquals(Collections.nCopies(4, SETTLING), next(link, 4));
      assertEquals(
          List.of(
              LoadCellSample.conversion(0x800000),
              LoadCellSample.conversion(0x0148F5),
              LoadCellSample.conversion(0x17EDE5),
              LoadCellSample.conversion(0xFFF3A0),
              LoadCellSample.conversion(0x7FFFFF)),
          next(link, 5));
      assertEquals(25, chip.lastPulses);
    }
  }

  @Test
  void waitsNoLongerThanItIsAsked() throws IOException {
    var pins = new FakePins(new Hx711Chip(10, _ -> 1));
    try (var link = open(pins)) {
      link.read(WAIT);
      long began = pins.nanoTime();
      assertEquals(Bytes.EMPTY, link.read(Duration.ofMillis(20)));
      assertTrue(pins.nanoTime() - began < Duration.ofMillis(23).toNanos());
    }
  }

  /** Wherever in a read the kernel takes the processor away. */
  @Test
  void readsNothingWhileTheClockWasHighForTooLong() throws IOException {
    for (int call = 0; call < 80; call++) {
      int when = call;
      var pins = new FakePins(new Hx711Chip(10, _ -> 0x4B54BD));
      try (var link = open(pins)) {
        next(link, 6);
        pins.hiccups(number -> number == when ? 70_000 : 0);
        var heard = next(link, 12);
        for (var sample : heard) {
          assertTrue(
              List.of(LoadCellSample.conversion(0x4B54BD), DISTURBED, SETTLING).contains(sample),
              "call " + when + ": " + sample.hex());
        }
        int disturbed = heard.indexOf(DISTURBED);
        if (disturbed >= 0) {
          assertEquals(
              Collections.nCopies(4, SETTLING), heard.subList(disturbed + 1, disturbed + 5));
        }
      }
    }
  }

  @Test
  void noticesAClockThatWasHighForTooLong() throws IOException {
    var pins = new FakePins(new Hx711Chip(10, _ -> 0x4B54BD));
    try (var link = open(pins)) {
      next(link, 6);
      pins.hiccups(_ -> 26_000);
      assertEquals(DISTURBED, next(link, 1).getFirst());
    }
  }

  @Test
  void saysThatNoConversionCameAndFindsTheConverterAgain() throws IOException {
    var chip = new Hx711Chip(10, _ -> 0x4B54BD);
    try (var link = open(new FakePins(chip))) {
      next(link, 6);
      chip.unpowered = true;
      assertEquals(Collections.nCopies(5, LATE), next(link, 5));
      chip.unpowered = false;
      var heard = next(link, 10);
      assertEquals(LoadCellSample.conversion(0x4B54BD), heard.getLast());
    }
  }

  @Test
  void saysThatTheLineIsStuckWithoutSpinning() throws IOException {
    var chip = new Hx711Chip(10, _ -> 0x4B54BD);
    var pins = new FakePins(chip);
    try (var link = open(pins)) {
      next(link, 6);
      chip.grounded = true;
      long began = pins.nanoTime();
      assertEquals(Collections.nCopies(10, STUCK), next(link, 10));
      assertTrue(pins.nanoTime() - began > Duration.ofMillis(900).toNanos());
    }
  }

  @Test
  void refusesEightySamplesASecond() throws IOException {
    var heard = new ArrayList<Bytes>();
    try (var link = open(new FakePins(new Hx711Chip(80, _ -> 0x4B54BD)))) {
      heard.addAll(next(link, 30));
    }
    assertEquals(4, Collections.frequency(heard, LoadCellSample.conversion(0x4B54BD)));
    assertEquals(LoadCellSample.FAST.bytes(), heard.getLast());
  }

  @Test
  void takesConvertersThatAreAFewPercentOff() throws IOException {
    for (int perSecond : new int[] {9, 10, 11, 12}) {
      try (var link = open(new FakePins(new Hx711Chip(perSecond, _ -> 0x4B54BD)))) {
        assertEquals(LoadCellSample.conversion(0x4B54BD), next(link, 40).getLast());
      }
    }
  }

  /** From the bridge to the weight, with noise as a bridge has it. */
  @Test
  void weighsAPerson() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var chip =
          new Hx711Chip(
              10,
              conversion ->
                  ((conversion < 30 ? 84213 : 4936893) + random.nextInt(-2000, 2001)) & 0xFFFFFF);
      var conversation = new Conversation(new LoadCell());
      try (var link = open(new FakePins(chip))) {
        for (int i = 0; i < 60; i++) {
          conversation.receive(next(link, 1).getFirst());
          conversation.pass(Duration.ofMillis(100));
        }
      }
      var measured = conversation.measured();
      assertEquals(1, measured.size(), "seed " + seed + ": " + conversation.said());
      var kg = measured.getFirst().values().values().iterator().next().value();
      assertTrue(
          kg.subtract(new BigDecimal("65.40")).abs().compareTo(new BigDecimal("0.05")) < 0,
          "seed " + seed + ": " + kg);
    }
  }

  @Test
  void givesItsLinesBack() throws IOException {
    var pins = new FakePins(new Hx711Chip(10, _ -> 1));
    var port = Hx711Link.port("scale", pins, WIRING);
    for (int i = 0; i < 3; i++) {
      try (var link = port.open()) {
        assertEquals(Map.of(Hx711Chip.DATA, "input UP", Hx711Chip.CLOCK, "output"), pins.taken());
        assertThrows(IOException.class, () -> link.write(Bytes.of(1)));
      }
      assertEquals(Map.of(), pins.taken());
    }
    try (var _ = pins.input(Hx711Chip.DATA, Pins.Pull.NONE)) {
      assertThrows(IOException.class, () -> port.open().close());
      assertEquals(Map.of(Hx711Chip.DATA, "input NONE"), pins.taken());
    }
  }

  @Test
  void oneLineCannotBeBoth() {
    assertThrows(IllegalArgumentException.class, () -> new Hx711Wiring(5, 5, CALIBRATION));
    assertThrows(IllegalArgumentException.class, () -> new Hx711Wiring(5, 28, CALIBRATION));
    assertThrows(IllegalArgumentException.class, () -> new Hx711Wiring(-1, 5, CALIBRATION));
  }

  private static Link open(Pins pins) throws IOException {
    return Hx711Link.port("scale", pins, WIRING).open();
  }

  private static List<Bytes> next(Link link, int count) throws IOException {
    var samples = new ArrayList<Bytes>();
    for (int reads = 0; samples.size() < count; reads++) {
      assertTrue(reads < 100 * count, "nothing comes");
      var read = link.read(WAIT);
      if (!read.isEmpty()) {
        samples.add(read);
      }
    }
    return samples;
  }
}
