package org.healthhut.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.WireFrame;
import org.junit.jupiter.api.Test;

class FeedTest {
  @Test
  void keepsTheNewestAndLeavesAGapInTheNumbers() {
    var feed = new Feed();
    for (int i = 0; i < Feed.FRAMES_MAX + 5; i++) {
      feed.saw(frame(i));
    }
    var kept = feed.after(0, Integer.MAX_VALUE);
    assertEquals(Feed.FRAMES_MAX, kept.size());
    assertEquals(6, kept.getFirst().number());
    assertEquals(Feed.FRAMES_MAX + 5, kept.getLast().number());
    assertEquals(List.of(), feed.after(Feed.FRAMES_MAX + 5, 10));
    assertEquals(7, feed.after(6, 1).getFirst().number());
  }

  @Test
  void waitsNoLongerThanAsked() throws InterruptedException {
    var feed = new Feed();
    assertEquals(0, feed.await(new Feed.Place(0, 0), Duration.ofMillis(20)));
    feed.touch();
    assertEquals(1, feed.await(new Feed.Place(0, 0), Duration.ofDays(1)));
  }

  private static WireFrame frame(int i) {
    return new WireFrame(
        "bp-a",
        WireFrame.Direction.RX,
        Duration.ofMillis(i),
        Bytes.of(i & 0xFF),
        new Note("", Verdict.UNCHECKED));
  }
}
