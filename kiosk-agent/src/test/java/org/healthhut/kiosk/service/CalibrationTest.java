package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthhut.device.Fault;
import org.healthhut.kiosk.service.Calibration.State;
import org.healthhut.kiosk.visit.Fitness;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  private static final LocalDate UNTIL = LocalDate.of(2026, 11, 21);
  private static final Calibration CERTIFICATE =
      new Calibration("RL-2025/0417", UNTIL.minusYears(1), UNTIL);

  @TempDir Path data = Path.of("");

  private final TestTime time = new TestTime();

  @Test
  void warnsThenMarksThenBlocks() {
    assertEquals(new State.NotEntered(), Calibration.stateOf(Optional.empty(), UNTIL));
    assertEquals(new State.Valid(61), on(-61));
    assertEquals(new State.Due(60, 60), on(-60));
    assertEquals(new State.Due(31, 60), on(-31));
    assertEquals(new State.Due(30, 30), on(-30));
    assertEquals(new State.Due(8, 30), on(-8));
    assertEquals(new State.Due(7, 7), on(-7));
    assertEquals(new State.Due(0, 7), on(0));
    assertEquals(new State.Marked(1, 29), on(1));
    assertEquals(new State.Marked(30, 0), on(30));
    assertEquals(new State.Blocked(31), on(31));
  }

  private static State on(int daysAfter) {
    return Calibration.stateOf(Optional.of(CERTIFICATE), UNTIL.plusDays(daysAfter));
  }

  @Test
  void readingsFollowTheBookWhileTheClockIsBelieved() throws Exception {
    var book = ServiceBook.in(data);
    assertEquals(new Fitness.Good(), book.of("bp-a", time.now()));
    expire(book, 3);
    assertEquals(new Fitness.Marked(Flag.CALIBRATION_EXPIRED), book.of("bp-a", time.now()));
    assertEquals(Optional.empty(), book.outOfUse("bp-a", time.now()));
    expire(book, 31);
    var unfit = new Fitness.Unfit("calibration-expired", Fault.CALIBRATION_EXPIRED);
    assertEquals(unfit, book.of("bp-a", time.now()));
    assertEquals(Optional.of("DV-05"), book.outOfUse("bp-a", time.now()));
    assertEquals(new Fitness.Good(), book.of("bp-b", time.now()));
    time.trust(ClockTrust.UNSYNCHRONIZED);
    assertEquals(new Fitness.Good(), book.of("bp-a", time.now()));
    assertEquals(Optional.empty(), book.outOfUse("bp-a", time.now()));
  }

  @Test
  void expiredStripsAreUsedOnNobody() throws Exception {
    var book = ServiceBook.in(data);
    var today = ServiceBook.today(time.now()).orElseThrow();
    book.change("glu-a", card -> card.with(new DeviceCard.Strips("A23", "", today)));
    assertEquals(new Fitness.Good(), book.of("glu-a", time.now()));
    book.change("glu-a", card -> card.with(new DeviceCard.Strips("A23", "", today.minusDays(1))));
    assertEquals(new Fitness.Unfit("strip-expired", Fault.STRIP), book.of("glu-a", time.now()));
    assertEquals(Optional.of("GL-01"), book.outOfUse("glu-a", time.now()));
    book.change("glu-a", card -> card.with(new DeviceCard.Strips("B24", "", today)));
    assertEquals(Optional.empty(), book.outOfUse("glu-a", time.now()));
    book.change("glu-a", card -> card.with(new DeviceCard.Strips("B24", "", today.minusDays(1))));
    time.trust(ClockTrust.UNSYNCHRONIZED);
    assertEquals(Optional.empty(), book.outOfUse("glu-a", time.now()));
  }

  @Test
  void whatWasEnteredSurvivesARestart() throws Exception {
    var book = ServiceBook.in(data);
    book.change("bp-a", card -> card.with(CERTIFICATE).disabled(Optional.of("repair")));
    book.change("glu-a", card -> card.with(new DeviceCard.Strips("A23", "C5", UNTIL)));
    book.change("glu-a", card -> card.with(new DeviceCard.Control(UNTIL, false)));
    var next = ServiceBook.in(data);
    for (var device : List.of("bp-a", "glu-a", "scale-a")) {
      assertEquals(book.card(device), next.card(device));
    }
    time.trust(ClockTrust.UNSYNCHRONIZED);
    assertEquals(
        new Fitness.Unfit("device-disabled", Fault.CALIBRATION_EXPIRED),
        next.of("bp-a", time.now()));
  }

  @Test
  void aDamagedBookIsNotTakenForAnEmptyOne() throws Exception {
    ServiceBook.in(data).change("bp-a", card -> card.disabled(Optional.of("repair")));
    var file = data.resolve("service/devices.json");
    var text = Files.readString(file);
    for (var damaged : List.of(text.substring(0, 9), "", "{\"bp-a\":{\"control\":{}}}")) {
      Files.writeString(file, damaged);
      assertThrows(IOException.class, () -> ServiceBook.in(data), damaged);
    }
  }

  @Test
  void theDistrictIsToldOnceAtEachStep() throws Exception {
    var book = ServiceBook.in(data);
    var told = new ArrayList<String>();
    var dates = new DueDates(List.of("bp-a"), book, (_, details) -> told.add(details.get("state")));
    for (int days : List.of(-61, -60, -59, -31, -30, -8, -7, -6, 0, 1, 2, 30, 31, 50)) {
      expire(book, days);
      dates.tick(time.now());
      dates.tick(time.now());
      time.pass(Duration.ofMinutes(1));
    }
    assertEquals(List.of("due60", "due30", "due7", "marked", "blocked"), told);
  }

  private void expire(ServiceBook book, int daysAgo) throws IOException {
    var until = ServiceBook.today(time.now()).orElseThrow().minusDays(daysAgo);
    book.change("bp-a", card -> card.with(new Calibration("C-1", until.minusYears(1), until)));
  }
}
