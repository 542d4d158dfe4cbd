package org.healthhut.device.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;
import org.healthhut.device.ultrasonic.EchoSample;
import org.healthhut.device.ultrasonic.EchoStature;
import org.healthhut.device.ultrasonic.Mounting;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class UltrasonicLinkTest {
  private static final int TRIGGER = 23;
  private static final int ECHO = 24;
  private static final UltrasonicWiring WIRING =
      new UltrasonicWiring(TRIGGER, ECHO, new Mounting(2400, new BigDecimal("20")));
  private static final Duration WAIT = Duration.ofMillis(50);

  @Test
  void timesTheEcho() throws IOException {
    for (int micros : new int[] {150, 1740, 3931, 13_977, 25_000}) {
      var chip = new Chip(micros);
      try (var link = open(new FakePins(chip))) {
        assertEquals(EchoSample.mounting(WIRING.mounting()), link.read(Duration.ZERO));
        var sample = next(link);
        assertTrue(
            sample.equals(EchoSample.echo(micros))
                || sample.equals(EchoSample.echo(micros - 1))
                || sample.equals(EchoSample.echo(micros + 1)),
            micros + ": " + sample.hex());
        assertTrue(chip.shortestTrigger >= 10_000, "trigger of " + chip.shortestTrigger + " ns");
      }
    }
  }

  @Test
  void burstsNoOftenerThanEverySixtyMilliseconds() throws IOException {
    var chip = new Chip(3931);
    try (var link = open(new FakePins(chip))) {
      for (int i = 0; i < 20; i++) {
        next(link);
      }
    }
    assertTrue(chip.shortestPause >= 60_000_000, chip.shortestPause + " ns");
  }

  @Test
  void tellsNothingThereFromNoAnswerAndFromAStuckLine() throws IOException {
    assertEquals(EchoSample.NO_ECHO.bytes(), one(new Chip(38_000)));
    assertEquals(EchoSample.UNANSWERED.bytes(), one(new Chip(0)));
    assertEquals(EchoSample.STUCK.bytes(), one(new Chip(1_000_000)));
    var stuck = new Chip(3931);
    stuck.stuck = true;
    assertEquals(EchoSample.STUCK.bytes(), one(stuck));
  }

  /** Wherever the kernel takes the processor away, the echo is right or not told. */
  @Test
  void tellsNoTimeItDidNotWatch() throws IOException {
    int disturbed = 0;
    for (long seed = 0; seed < 400; seed++) {
      var random = new SplittableRandom(seed);
      var pins = new FakePins(new Chip(3931));
      try (var link = open(pins)) {
        link.read(WAIT);
        int when = random.nextInt(1, 4_500);
        long away = random.nextLong(1_000, 5_000_000);
        pins.hiccups(call -> call == when ? away : 0);
        var sample = next(link);
        if (sample.equals(EchoSample.DISTURBED.bytes())) {
          disturbed++;
        } else if (!sample.equals(EchoSample.UNANSWERED.bytes())) {
          int micros = (sample.u8(3) << 8) | sample.u8(4);
          assertTrue(Math.abs(micros - 3931) < 205, "seed " + seed + ": " + micros);
        }
      }
    }
    assertTrue(disturbed > 0, "nothing was disturbed");
  }

  @Test
  void measuresAPerson() throws IOException {
    var chip = new Chip(13_977);
    var conversation = new Conversation(new EchoStature());
    try (var link = open(new FakePins(chip))) {
      for (int i = 0; i < 40; i++) {
        chip.micros = i < 10 ? 13_977 : 3931 + i % 3 * 10;
        conversation.receive(next(link));
        conversation.pass(Duration.ofMillis(100));
      }
    }
    assertEquals(1, conversation.measured().size(), conversation.said().toString());
    var cm = conversation.measured().getFirst().values().values().iterator().next().value();
    assertTrue(cm.subtract(new BigDecimal("172.5")).abs().doubleValue() <= 0.5, cm.toString());
  }

  @Test
  void givesItsLinesBack() throws IOException {
    var pins = new FakePins(new Chip(3931));
    var port = UltrasonicLink.port("height", pins, WIRING);
    try (var link = port.open()) {
      assertEquals(Map.of(TRIGGER, "output", ECHO, "input DOWN"), pins.taken());
      assertThrows(IOException.class, () -> link.write(Bytes.of(1)));
    }
    try (var _ = pins.input(ECHO, Pins.Pull.NONE)) {
      assertThrows(IOException.class, () -> port.open().close());
      assertEquals(Map.of(ECHO, "input NONE"), pins.taken());
    }
  }

  private static Bytes one(Chip chip) throws IOException {
    try (var link = open(new FakePins(chip))) {
      link.read(WAIT);
      return next(link);
    }
  }

  private static Link open(Pins pins) throws IOException {
    return UltrasonicLink.port("height", pins, WIRING).open();
  }

  private static Bytes next(Link link) throws IOException {
    for (int i = 0; i < 10; i++) {
      var read = link.read(WAIT);
      if (!read.isEmpty()) {
        return read;
      }
    }
    throw new AssertionError("nothing comes");
  }

  /** An HC-SR04 by its timing table (height-weight.md, section 5). */
  private static final class Chip implements FakePins.Chip {
    /** Trigger to the echo line's rise: 8 pulses of 40 kHz and the time to begin them. */
    private static final long ANSWER_NANOS = 450_000;

    /** How long its line stays high; 0 for a dead one. */
    int micros;

    /** High for ever. */
    boolean stuck;

    long shortestTrigger = Long.MAX_VALUE;
    long shortestPause = Long.MAX_VALUE;
    private long triggered = Long.MIN_VALUE / 2;
    private long high;

    Chip(int micros) {
      this.micros = micros;
    }

    @Override
    public void set(int line, boolean level, long nanos) {
      if (level) {
        high = nanos;
      } else {
        shortestTrigger = Math.min(shortestTrigger, nanos - high);
        if (triggered > 0) {
          shortestPause = Math.min(shortestPause, nanos - triggered);
        }
        triggered = nanos;
      }
    }

    @Override
    public boolean isHigh(int line, long nanos) {
      long since = nanos - triggered - ANSWER_NANOS;
      return stuck || (micros > 0 && since >= 0 && since < micros * 1_000L);
    }
  }
}
