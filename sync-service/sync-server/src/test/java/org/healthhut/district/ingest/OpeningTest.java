package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private static final int MESSAGES = 300;

  private final Ingest ingest =
      new Ingest(
          Sealing.KEYS,
          new SqlRecordStore(SharedDatabase.pool()),
          InstantSource.fixed(Sealing.NOW));

  /** More than are opened ahead, and in an order that no kiosk would choose. */
  @Test
  void whoeverAsksGetsWhatTheMessageIs() throws InterruptedException {
    var sealing = new Sealing("hut-000", 3);
    for (int i = 0; i < MESSAGES; i++) {
      sealing.guest("visit-" + i);
    }
    try (var opening = new Opening(ingest)) {
      for (long seed = 0; seed < 3; seed++) {
        var order = new ArrayList<Integer>();
        var opened = new ArrayList<Opening.Waiting>();
        for (int i = 1; i <= MESSAGES; i++) {
          order.add(i);
          opened.add(opening.begin(sealing.kiosk, sealing.message(i, i)));
        }
        Collections.shuffle(order, new Random(seed));
        for (int i : order) {
          var entries = assertInstanceOf(Understood.Entries.class, opened.get(i - 1).get());
          assertEquals(i, entries.batch().first(), "seed " + seed);
          assertEquals(1, entries.findings().size(), "seed " + seed);
        }
      }
    }
  }

  @Test
  void whatIsNotOpenedWhenThatEndsIsOpenedInItsTurn() throws InterruptedException {
    var sealing = new Sealing("hut-000", 3).guest("visit-1");
    var opened = new ArrayList<Opening.Waiting>();
    try (var opening = new Opening(ingest)) {
      for (int i = 0; i < MESSAGES; i++) {
        opened.add(opening.begin(sealing.kiosk, sealing.all()));
      }
    }
    assertInstanceOf(Understood.Entries.class, opened.getLast().get());
  }
}
