package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.FaultyLine.Act;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyLineTest {
  private static final Transmission RESULT =
      new Transmission(
          Bytes.hex("53 4E 10 00 04 04 19 03 08 09 29 18 00 4F 00 00 EC 11 D2"), "7.9", 18);
  private static final Duration NOW = Duration.ofSeconds(10);

  private final FaultyLine line = new FaultyLine(new SplittableRandom(3));

  @ParameterizedTest
  @EnumSource(LineFault.class)
  void spoilsOneFrameAndOnlyOne(LineFault fault) {
    line.inject(fault, 1);
    var spoiled = line.put(RESULT, NOW);
    assertNotEquals(List.of(plain(NOW)), spoiled);
    assertEquals(List.of(), line.pending());
    var later = NOW.plusSeconds(5);
    assertEquals(List.of(plain(later)), line.put(RESULT, later));
  }

  @Test
  void truncateSendsTheFirstHalf() {
    line.inject(LineFault.TRUNCATE, 1);
    assertEquals(RESULT.frame().slice(0, 9), written(line.put(RESULT, NOW)));
  }

  @Test
  void unplugSendsTheFirstHalfAndEndsTheLine() {
    line.inject(LineFault.UNPLUG, 1);
    var acts = line.put(RESULT, NOW);
    assertEquals(RESULT.frame().slice(0, 9), written(acts));
    assertEquals(new Act.Cut(NOW), acts.getLast());
  }

  @Test
  void noiseComesBeforeAWholeFrame() {
    line.inject(LineFault.NOISE, 1);
    var all = written(line.put(RESULT, NOW));
    int noise = all.length() - RESULT.frame().length();
    assertTrue(noise >= 1 && noise <= 16);
    assertEquals(RESULT.frame(), all.drop(noise));
  }

  @Test
  void duplicateSendsItTwice() {
    line.inject(LineFault.DUPLICATE, 1);
    assertEquals(RESULT.frame().plus(RESULT.frame()), written(line.put(RESULT, NOW)));
  }

  @Test
  void crcSpoilsTheChecksumAlone() {
    line.inject(LineFault.CRC, 1);
    assertEquals(RESULT.frame().with(18, 0x2D), written(line.put(RESULT, NOW)));
  }

  @Test
  void crcWaitsForAFrameThatHasAChecksum() {
    var bare = new Transmission(Bytes.of(0x05), "ENQ", Transmission.NO_CHECKSUM);
    line.inject(LineFault.CRC, 1);
    assertEquals(bare.frame(), written(line.put(bare, NOW)));
    assertEquals(RESULT.frame().with(18, 0x2D), written(line.put(RESULT, NOW)));
  }

  @Test
  void muteSendsNothing() {
    line.inject(LineFault.MUTE, 1);
    assertEquals(Bytes.EMPTY, written(line.put(RESULT, NOW)));
  }

  @Test
  void sliceDribblesTheWholeFrame() {
    line.inject(LineFault.SLICE, 1);
    var acts = line.put(RESULT, NOW);
    assertEquals(7, acts.size());
    assertEquals(RESULT.frame(), written(acts));
    assertEquals(NOW.plusMillis(6 * 30), acts.getLast().at());
  }

  @Test
  void delayIsNotOvertaken() {
    line.inject(LineFault.DELAY, 1);
    var late = line.put(RESULT, NOW).getFirst().at();
    assertEquals(NOW.plusMillis(800), late);
    assertEquals(late, line.put(RESULT, NOW.plusMillis(100)).getFirst().at());
  }

  @Test
  void faultsWaitTheirTurnUpToABound() {
    line.inject(LineFault.MUTE, 2);
    line.inject(LineFault.TRUNCATE, 1);
    assertEquals(List.of(LineFault.MUTE, LineFault.MUTE, LineFault.TRUNCATE), line.pending());
    assertThrows(
        IllegalArgumentException.class,
        () -> line.inject(LineFault.MUTE, FaultyLine.PENDING_MAX - 2));
    assertThrows(IllegalArgumentException.class, () -> line.inject(LineFault.MUTE, 0));
    line.clear();
    assertEquals(List.of(plain(NOW)), line.put(RESULT, NOW));
  }

  private static Act plain(Duration at) {
    return new Act.Write(at, RESULT.frame(), new Note("7.9", Verdict.GOOD));
  }

  private static Bytes written(List<Act> acts) {
    var all = Bytes.EMPTY;
    for (var act : acts) {
      if (act instanceof Act.Write(_, var bytes, _)) {
        all = all.plus(bytes);
      }
    }
    return all;
  }
}
