package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.KEY;
import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.NOON;
import static org.healthhut.kiosk.outbox.TestRecords.SMALL;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits is counted, wherever it is. */
class CountTest {
  @TempDir Path folder = Path.of("");

  private OutboxCore open(Random random) throws IOException {
    var disk = Disk.ofSystem();
    return OutboxCore.open(
        folder,
        disk,
        OutboxIndex.Place.ofH2(disk, folder.resolve("index"), NOON::at),
        KIOSK,
        KEY,
        random,
        () -> NOON,
        new OutboxSettings(Duration.ofDays(1), 64, SMALL.segmentBytesMax(), 4096));
  }

  @Test
  void countsWhatTheIndexHasAndWhatItHasYetToBeGiven() throws IOException {
    long seed = 20260701;
    var random = new Random(seed);
    for (int start = 0; start < 3; start++) {
      try (var outbox = open(random)) {
        for (int step = 0; step < 120; step++) {
          var standing = outbox.standing();
          switch (random.nextInt(5)) {
            case 0, 1 -> {
              var _ = outbox.append(record("r" + step));
            }
            case 2 -> outbox.save();
            case 3 -> outbox.index();
            default ->
                outbox.acknowledged(
                    standing.epoch(),
                    standing.acknowledged() + random.nextLong(standing.waiting() + 1));
          }
          var count = outbox.count();
          var label = "seed " + seed + ", start " + start + ", step " + step;
          assertEquals(outbox.standing(), count.standing(), label);
          assertEquals(outbox.standing().waiting(), count.waiting(), label);
          assertEquals(0, count.error(), label);
        }
        assertEquals(List.of(), outbox.lostNumbers());
      }
    }
  }
}
