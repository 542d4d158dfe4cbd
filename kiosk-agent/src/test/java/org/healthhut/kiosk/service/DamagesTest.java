package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthhut.kiosk.outbox.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagesTest {
  private static final Instant FIRST = Instant.parse("2026-11-21T01:14:00Z");
  private static final Instant LATER = FIRST.plusSeconds(86_400);

  @TempDir Path data = Path.of("");

  private Damages start(Recovery found, Instant at) {
    return Damages.in(data, found, at);
  }

  @Test
  void aNewDiskATornEndAndAnIndexThatWasDeletedAreNoAlarm() {
    for (var found :
        List.of(
            Recovery.NOTHING,
            new Recovery(true, 0, 0, 0, false),
            new Recovery(false, 4, 1, 0, false))) {
      assertEquals(Optional.empty(), start(found, FIRST).unseen(), found.toString());
    }
  }

  @Test
  void whateverElseIsDamagedIsAnAlarm() throws IOException {
    for (var found :
        List.of(
            new Recovery(false, 4, 1, 0, false, 1, 0),
            new Recovery(false, 4, 1, 0, false, 0, 1),
            new Recovery(false, 4, 1, 2, false),
            new Recovery(false, 4, 0, 0, true),
            new Recovery(true, 4, 4, 0, false))) {
      var damages = start(found, FIRST);
      assertEquals(damages.found(), damages.unseen());
      assertTrue(damages.unseen().isPresent());
      damages.seen();
      assertEquals(Optional.empty(), damages.unseen());
      start(Recovery.NOTHING, FIRST);
    }
  }

  @Test
  void addsUpWhatNobodyHasSeenAndCountsWhatStaysBrokenOnce() throws IOException {
    var _ = start(new Recovery(false, 4, 1, 2, false, 1, 0), FIRST);
    var second = start(new Recovery(false, 4, 2, 3, true, 1, 1), LATER);
    assertEquals(new Damages.Found(LATER, 1, 3, 1, true, false), second.found().orElseThrow());
    assertEquals(new Damages.Found(FIRST, 2, 5, 1, true, false), second.unseen().orElseThrow());
    var third = start(new Recovery(false, 3, 1, 0, false, 1, 0), LATER);
    assertEquals(Optional.empty(), third.found());
    assertEquals(second.unseen(), third.unseen());
    third.seen();
    assertEquals(
        Optional.empty(), start(new Recovery(false, 3, 1, 0, false, 1, 0), LATER).unseen());
  }

  @Test
  void whatCannotBeKeptIsToldAllTheSame() throws IOException {
    Files.writeString(data.resolve("service"), "in the way of a folder");
    var damages = start(new Recovery(false, 4, 0, 0, true), FIRST);
    assertTrue(damages.unseen().isPresent());
    assertThrows(IOException.class, damages::seen);
    assertTrue(damages.unseen().isPresent());
  }
}
