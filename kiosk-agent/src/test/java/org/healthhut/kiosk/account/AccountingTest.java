package org.healthhut.kiosk.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingTest {
  @TempDir Path data = Path.of("");

  private final Told outbox = new Told();
  private final List<Figures> alarms = new ArrayList<>();
  private Duration uptime = Duration.ZERO;

  private Accounting open() {
    return Accounting.of(
        data,
        outbox,
        () -> new Moment(Instant.EPOCH.plus(uptime), ClockTrust.UNSYNCHRONIZED, uptime),
        alarms::add);
  }

  private void minutePasses() {
    uptime = uptime.plus(Accounting.COUNT_EVERY);
  }

  @Test
  void capturedIsTheSumOfWhatIsDeliveredWaitsAndIsSetAside() {
    outbox.standing = new Outbox.Standing("e1", 20, 12);
    outbox.lost = List.of(4L, 5L, 14L);
    try (var accounting = open()) {
      accounting.refused("e1", List.of(3L, 5L, 9L, 9L, 13L));
      accounting.refused("another", List.of(7L));
      var figures = accounting.figures();
      assertEquals(new Figures("e1", 20, 12, 8, 2, 2), figures);
      assertEquals(4, figures.setAside(), "5 is one of both, 13 and 14 are not confirmed yet");
      assertEquals(8, figures.delivered());
      assertTrue(figures.holds());
      outbox.standing = new Outbox.Standing("e1", 20, 20);
      assertEquals(new Figures("e1", 20, 20, 0, 3, 3), accounting.figures());
    }
    outbox.lost = List.of();
    try (var accounting = open()) {
      assertEquals(new Figures("e1", 20, 20, 0, 3, 3), accounting.figures(), "over a restart");
      outbox.standing = new Outbox.Standing("e2", 2, 0);
      assertEquals(new Figures("e2", 2, 0, 2, 0, 0), accounting.figures(), "another numbering");
    }
  }

  @Test
  void alarmsOnceWhenTheSumIsWrongForMoreThanAMoment() {
    outbox.standing = new Outbox.Standing("e1", 9, 4);
    try (var accounting = open()) {
      assertTrue(accounting.figures().holds());
      outbox.error = -1;
      assertTrue(accounting.figures().holds(), "not counted again within a minute");
      assertEquals(1, outbox.counts);
      minutePasses();
      assertTrue(accounting.figures().holds(), "it may be a moment");
      outbox.error = 0;
      minutePasses();
      assertTrue(accounting.figures().holds());
      assertEquals(List.of(), alarms);
      outbox.error = -1;
      minutePasses();
      assertTrue(accounting.figures().holds());
      minutePasses();
      assertFalse(accounting.figures().holds());
      assertEquals(4, accounting.figures().waiting());
      minutePasses();
      assertFalse(accounting.figures().holds());
      assertEquals(List.of(new Figures("e1", 9, 4, 4, 0, 0)), alarms);
      outbox.error = 0;
      minutePasses();
      assertTrue(accounting.figures().holds());
      outbox.error = 2;
      minutePasses();
      accounting.figures();
      minutePasses();
      assertFalse(accounting.figures().holds());
      assertEquals(2, alarms.size(), "another time is another alarm");
    }
  }

  @Test
  void whatCannotBeCountedOrReadIsNoReasonToStop() throws IOException {
    Files.writeString(data.resolve("account.json"), "{\"epoch\":\"e1\",\"refused\":\"x-y\"");
    outbox.standing = new Outbox.Standing("e1", 9, 4);
    outbox.countable = false;
    try (var accounting = open()) {
      assertEquals(new Figures("e1", 9, 4, 5, 0, 0), accounting.figures());
    }
  }

  private static final class Told implements Outbox {
    private Standing standing = new Standing("e1", 0, 0);
    private List<Long> lost = List.of();
    private long error;
    private int counts;
    private boolean countable = true;

    @Override
    public Standing standing() {
      return standing;
    }

    @Override
    public List<Long> lostNumbers() {
      return lost;
    }

    @Override
    public Count count() throws IOException {
      if (!countable) {
        throw new IOException("the index cannot be used");
      }
      counts++;
      return new Count(standing, standing.waiting() + error);
    }

    @Override
    public CompletableFuture<Long> append(Entry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Stored> after(long seq, int limit) {
      return List.of();
    }

    @Override
    public void acknowledged(String epoch, long through) {}

    @Override
    public Boot boot() {
      return new Boot(new KioskId("kiosk-test"), "e1", "boot", "sealed.key");
    }

    @Override
    public void close() {}
  }
}
