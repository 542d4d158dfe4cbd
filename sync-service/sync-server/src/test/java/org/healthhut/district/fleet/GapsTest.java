package org.healthhut.district.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Receipt;
import org.healthhut.district.ingest.Sealing;
import org.healthhut.district.ingest.SharedDatabase;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A kiosk that no longer has what this district, restored to an older state, lacks. */
class GapsTest {
  private static final String EPOCH = "epoch-1";

  private final AtomicReference<Instant> now = new AtomicReference<>(Sealing.NOW);
  private final InstantSource clock = now::get;
  private final List<String> notes = new ArrayList<>();
  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.pool());
  private final Fleet fleet = new Fleet(SharedDatabase.pool(), clock);
  private final Ingest ingest =
      new Ingest(Sealing.KEYS, new SqlRecordStore(SharedDatabase.pool()), clock);

  private Sealing kiosk = new Sealing("hut-1", 1);

  @BeforeEach
  void sweep() {
    SharedDatabase.empty();
    now.set(Sealing.NOW);
    kiosk = new Sealing("hut-1", 1).resident("v1", Sealing.WANG, null);
    for (int i = 2; i <= 12; i++) {
      kiosk.weight("v1", "68." + i);
    }
  }

  private Ack take(int first, int last) {
    return assertInstanceOf(
            Receipt.Answered.class, ingest.take(kiosk.kiosk, kiosk.message(first, last)))
        .ack();
  }

  private void later(Duration passed) {
    now.set(now.get().plus(passed));
  }

  private boolean close(long first, long last) {
    return fleet.gaps().close("hut-1", EPOCH, first, last, () -> notes.add(first + "-" + last));
  }

  private Numbering numbering() {
    return fleet.numberings().getFirst();
  }

  @Test
  void aGapThatWasClosedIsLostAndEverythingAboveItIsAcknowledged() {
    take(1, 3);
    take(6, 9);
    later(Gaps.CHANCE);
    assertEquals(3, take(10, 10).through(), "and so it would stay for ever");
    assertEquals(List.of(new Numbering.Gap(4, 5, true)), numbering().gaps());
    assertTrue(close(4, 5));
    assertEquals(List.of("4-5"), notes);
    assertEquals(10, numbering().through(), "also for who looks before the kiosk comes again");

    var ack = take(11, 11);
    assertEquals(11, ack.through());
    assertNull(ack.resendFrom());
    var numbering = numbering();
    assertEquals(List.of(), numbering.gaps());
    assertEquals(2, numbering.lost());
    assertEquals(9, numbering.received());
    assertEquals(9, numbering.accepted(), "what is lost was not received");
    assertEquals(0, numbering.missing());
    assertEquals(0, numbering.outstanding());
    told(12, 11, 1);
    assertEquals(Numbering.Balance.HOLDS, numbering().balance());
    assertEquals(1, numbering().outstanding());
    assertEquals(List.of(), fleet.alarms().open());
  }

  private void told(long captured, long acknowledged, long waiting) {
    fleet.heard(
        kiosk.kiosk,
        new KioskState(
            true,
            "1",
            "boot-1",
            1,
            Map.of(),
            KioskState.ENOUGH,
            new KioskState.Account(EPOCH, captured, acknowledged, waiting, 0, 50, 200)),
        false);
  }

  @Test
  void nothingButAnOldGapAsItIsCanBeClosed() {
    take(1, 3);
    take(6, 9);
    take(12, 12);
    assertFalse(close(4, 5), "it came a moment ago");
    later(Gaps.CHANCE.multipliedBy(9));
    assertFalse(close(4, 5), "the kiosk was away ever since");
    take(1, 1);
    assertFalse(close(4, 4), "half of it");
    assertFalse(close(3, 5), "one of them is here");
    assertFalse(close(13, 14), "nothing is above it");
    assertFalse(close(1, 3), "nothing is missing");
    assertFalse(fleet.gaps().close("hut-1", "epoch-2", 4, 5, () -> notes.add("")));
    assertFalse(fleet.gaps().close("hut-2", EPOCH, 4, 5, () -> notes.add("")));
    assertEquals(List.of(), notes);
    assertEquals(0, numbering().lost());

    assertTrue(close(10, 11), "the upper one first");
    assertEquals(3, take(1, 1).through());
    assertFalse(close(10, 11), "twice");
    assertTrue(close(4, 5));
    assertEquals(12, take(1, 1).through());
    assertEquals(4, numbering().lost());
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() {
    take(1, 3);
    take(6, 9);
    later(Gaps.CHANCE);
    take(1, 1);
    assertThrows(
        IllegalStateException.class,
        () ->
            fleet
                .gaps()
                .close(
                    "hut-1",
                    EPOCH,
                    4,
                    5,
                    () -> {
                      throw new IllegalStateException("no room for the audit log");
                    }));
    assertEquals(0, numbering().lost());
    assertEquals(3, take(1, 1).through());
  }

  @Test
  void aRecordThatComesAfterItWasGivenUpTakesItsPlace() {
    take(1, 3);
    take(7, 12);
    later(Gaps.CHANCE);
    take(1, 1);
    assertTrue(close(4, 6));
    var ack = take(3, 5);
    assertEquals(12, ack.through());
    assertEquals(List.of(), ack.refused());
    assertEquals(1, numbering().lost());
    assertEquals(11, numbering().accepted());
    assertEquals(
        List.of("68.4", "68.5"),
        jdbc.queryForList(
            "select value::text from reading_value where seq in (4, 5) order by seq",
            String.class));
    var standIn =
        new Entry.KioskEvent(
            new Moment(Sealing.NOW, ClockTrust.SYNCHRONIZED, Duration.ofHours(1)),
            "record.lost",
            Map.of());
    kiosk.sealed.set(5, kiosk.boot.seal(6, standIn));
    take(6, 6);
    assertEquals(0, numbering().lost());
    assertEquals(12, numbering().received());
    assertEquals(12, take(1, 12).through(), "and again");
    assertEquals(12, numbering().received());
    assertEquals(Numbering.Balance.NOT_TOLD, numbering().balance());
  }

  @Test
  void aLongGapIsClosedPieceByPiece() {
    take(1, 3);
    int length = Numbering.Gap.CLOSED_MAX + 5;
    long above = 4L + length;
    kiosk.sealed.set(
        3,
        kiosk.boot.seal(
            above,
            new Entry.KioskEvent(
                new Moment(Sealing.NOW, ClockTrust.SYNCHRONIZED, Duration.ofHours(1)),
                "started",
                Map.of())));
    take(4, 4);
    later(Gaps.CHANCE);
    take(1, 1);
    for (int pieces = 0; pieces < 2; pieces++) {
      var piece = numbering().gaps().getFirst().piece();
      assertTrue(close(piece.first(), piece.last()), "piece " + pieces);
    }
    assertEquals(above, take(1, 1).through());
    assertEquals(length, numbering().lost());
  }
}
