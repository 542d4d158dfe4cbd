package org.healthhut.device.sinocare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.junit.jupiter.api.Test;

final class SnFramingTest {
  private static final Bytes RESULT =
      Bytes.hex("53 4E 10 00 04 04 19 03 08 09 29 18 00 4F 00 00 EC 11 D2");
  private static final Found FRAME = new Found.Frame(RESULT.slice(3, RESULT.length() - 1));

  @Test
  void buildsTheFramesOfTheNote() {
    assertEquals(Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46"), SnProtocol.CONNECT_TEST);
    assertEquals(Bytes.hex("53 4E 08 00 04 01 43 41 52 45 28"), SnProtocol.CONNECT_CONFIRMATION);
    assertEquals(Bytes.hex("53 4E 06 00 04 03 00 05 12"), SnProtocol.STRIP_ACKNOWLEDGEMENT);
  }

  @Test
  void refusesEverySingleFlippedBitAndReadsTheNextFrame() {
    for (int bit = 0; bit < RESULT.length() * 8; bit++) {
      var flipped = RESULT.with(bit / 8, RESULT.u8(bit / 8) ^ 1 << bit % 8);
      assertEquals(List.of(), frames(flipped), "bit " + bit);
      assertEquals(List.of(FRAME), frames(flipped.plus(RESULT)), "bit " + bit);
    }
  }

  @Test
  void findsAFrameBehindAnyNoiseOnceTheLineIsQuiet() {
    int stuck = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var noise = new byte[random.nextInt(40)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] =
            (byte) (random.nextInt(8) == 0 ? RESULT.u8(random.nextInt(3)) : random.nextInt());
      }
      var reader = new FrameReader(new SnFraming(), SnFraming.FRAME_MAX);
      var found = new ArrayList<>(reader.received(Bytes.copyOf(noise).plus(RESULT)));
      if (!found.contains(FRAME)) {
        stuck++;
      }
      found.addAll(reader.quiet());
      assertTrue(found.contains(FRAME), "seed " + seed);
    }
    assertTrue(stuck > 0, "no seed put a lying header before the frame");
  }

  /** One in 256 false headers passes an eight-bit sum; a reading needs far more than that. */
  @Test
  void letsAFalseFrameThroughAsRarelyAsItsChecksumPromises() {
    var random = new SplittableRandom(1);
    int passed = 0;
    int trials = 100_000;
    for (int i = 0; i < trials; i++) {
      var bytes = new byte[17];
      random.nextBytes(bytes);
      passed += frames(Bytes.of(0x53, 0x4E, 17).plus(Bytes.copyOf(bytes))).size();
    }
    assertTrue(passed < trials / 200, passed + " of " + trials);
  }

  private static List<Found> frames(Bytes bytes) {
    var reader = new FrameReader(new SnFraming(), SnFraming.FRAME_MAX);
    var found = new ArrayList<>(reader.received(bytes));
    found.addAll(reader.quiet());
    return found.stream().filter(Found.Frame.class::isInstance).toList();
  }
}
