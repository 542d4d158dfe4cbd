package org.healthhut.device.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
  private static final int LINE_MAX = 8;

  /** {@code 02 length body}: a header that lies is believed until the line is quiet. */
  private static final Framing COUNTED =
      received -> {
        if (received.u8(0) != 2) {
          return new Framed.Noise(1, "no header");
        }
        if (received.length() < 2 || received.length() < 2 + received.u8(1)) {
          return new Framed.Partial();
        }
        int size = 2 + received.u8(1);
        return new Framed.Frame(received.slice(2, size), size);
      };

  private final LineFraming lines = new LineFraming(LINE_MAX);
  private final FrameReader reader = new FrameReader(lines, lines.frameMax());

  @Test
  void givesLinesWithoutTheirEnd() {
    assertEquals(List.of(frame("one"), frame("")), reader.received(Bytes.ascii("one\r\n\r\n")));
  }

  @Test
  void takesALoneCarriageReturnForPartOfTheLine() {
    assertEquals(List.of(frame("a\rb\r")), reader.received(Bytes.ascii("a\rb\r\r\n")));
  }

  @Test
  void forgetsTheStartOfALineThatStopped() {
    assertEquals(List.of(), reader.received(Bytes.ascii("one")));
    assertEquals(List.of(noise("one", "cut short")), reader.quiet());
    assertEquals(List.of(frame("two")), reader.received(Bytes.ascii("two\r\n")));
  }

  @Test
  void neverTakesTheTailOfATooLongLineForALine() {
    var tooLong = Bytes.ascii("x".repeat(50) + "tail\r\n");
    for (int cut = 0; cut <= tooLong.length(); cut++) {
      var found = new ArrayList<Found>(reader.received(tooLong.slice(0, cut)));
      found.addAll(reader.received(tooLong.drop(cut)));
      assertEquals(
          List.of(noise("x".repeat(46), "line too long"), frame("xxxxtail")), found, "cut " + cut);
    }
  }

  @Test
  void freesAFrameStuckBehindAFalseHeaderOnceTheLineIsQuiet() {
    var counted = new FrameReader(COUNTED, 300);
    assertEquals(List.of(), counted.received(Bytes.of(2, 200, 2, 1, 7)));
    assertEquals(
        List.of(
            new Found.Noise(Bytes.of(2), "cut short"),
            new Found.Noise(Bytes.of(200), "no header"),
            new Found.Frame(Bytes.of(7))),
        counted.quiet());
  }

  @Test
  void doesNotWaitForMoreThanAFrameCanHave() {
    var counted = new FrameReader(COUNTED, 10);
    counted.received(Bytes.of(2, 200));
    var found = counted.received(Bytes.of(0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 7));
    assertTrue(found.contains(new Found.Frame(Bytes.of(7))));
  }

  @Test
  void clearsWhatAnotherLineLeft() {
    reader.received(Bytes.ascii("half"));
    reader.clear();
    assertEquals(List.of(frame("one")), reader.received(Bytes.ascii("one\r\n")));
  }

  @Test
  void losesNoByteAndFindsTheSameHoweverTheChunksFall() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var bytes = new byte[random.nextInt(900)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(4) == 0 ? 2 : random.nextInt(12));
      }
      var all = Bytes.copyOf(bytes);
      var whole = new FrameReader(COUNTED, 300);
      var expected = new ArrayList<>(whole.received(all));
      expected.addAll(whole.quiet());

      var pieces = new FrameReader(COUNTED, 300);
      var found = new ArrayList<Found>();
      for (int from = 0; from < all.length(); ) {
        int to = Math.min(all.length(), from + 1 + random.nextInt(40));
        found.addAll(pieces.received(all.slice(from, to)));
        from = to;
      }
      found.addAll(pieces.quiet());

      assertEquals(expected, found, "seed " + seed);
      int size =
          found.stream()
              .mapToInt(each ->
                  switch (each) {
                    case Found.Frame(var body) -> body.length() + 2;
                    case Found.Noise(var noise, _) -> noise.length();
                  })
              .sum();
      assertEquals(all.length(), size, "seed " + seed);
    }
  }

  private static Found frame(String text) {
    return new Found.Frame(Bytes.ascii(text));
  }

  private static Found noise(String text, String why) {
    return new Found.Noise(Bytes.ascii(text), why);
  }
}
