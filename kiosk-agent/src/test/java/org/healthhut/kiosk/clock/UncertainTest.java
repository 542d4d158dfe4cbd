package org.healthhut.kiosk.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UncertainTest {
  private static final Uncertain FULL = full();

  private static Uncertain full() {
    var boots = new LinkedHashMap<String, Instant>();
    for (int i = ClockWatch.BOOTS_MAX; i > 0; i--) {
      boots.put("x".repeat(60) + i, Instant.ofEpochSecond(-i, 123_456_789));
    }
    return new Uncertain("0f7c2c5e-6c3f-4f0e-9d8e-0a1b2c3d4e5f", Duration.ofMillis(61_250), boots);
  }

  @Test
  void isReadAsItWasWritten() {
    var text = FULL.text();
    assertTrue(text.length() <= Uncertain.BYTES_MAX, text.length() + " bytes");
    var read = Uncertain.parse(text);
    assertEquals(Optional.of(FULL), read);
    assertEquals(
        List.copyOf(FULL.boots().keySet()), List.copyOf(read.orElseThrow().boots().keySet()));
  }

  @Test
  void isOfOneStartOfTheMachineAndOneCountOfItsUptime() {
    assertTrue(FULL.holds(FULL.machine(), FULL.uptime()));
    assertFalse(FULL.holds(FULL.machine(), FULL.uptime().minusMillis(1)), "counts anew");
    assertFalse(FULL.holds("another", FULL.uptime().plusDays(1)));
  }

  @Test
  void whatItHasNotWrittenIsNothing() {
    for (var text :
        List.of(
            "",
            "\n",
            "machine a",
            "machine a PT1S",
            "machine a 1s\n",
            "boot b 1970-01-01T00:00:00Z\n",
            "machine a PT1S\nboot b yesterday\n",
            "machine a PT1S\nboot b +999999999-01-01T00:00:00Z\n",
            "machine a PT1S\n\nboot b 1970-01-01T00:00:00Z\n",
            FULL.text() + "boot b 1970-01-01T00:00:00Z\n")) {
      assertEquals(Optional.empty(), Uncertain.parse(text), text);
    }
  }

  @Test
  void noDamageThrows() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var bytes = FULL.text().getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(8); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var length = random.nextInt(bytes.length);
      var _ = Uncertain.parse(new String(bytes, 0, length, StandardCharsets.UTF_8));
      var _ = Uncertain.parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
