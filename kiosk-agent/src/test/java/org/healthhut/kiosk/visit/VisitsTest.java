package org.healthhut.kiosk.visit;

import static org.healthhut.kiosk.visit.VisitRun.DISTRICT;
import static org.healthhut.kiosk.visit.VisitRun.KEY;
import static org.healthhut.kiosk.visit.VisitRun.NUMBER;
import static org.healthhut.kiosk.visit.VisitRun.measured;
import static org.healthhut.kiosk.visit.VisitRun.presented;
import static org.healthhut.kiosk.visit.VisitRun.pressure;
import static org.healthhut.kiosk.visit.VisitRun.status;
import static org.healthhut.kiosk.visit.VisitRun.visits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Subject;
import org.junit.jupiter.api.Test;

class VisitsTest {
  private static final String OTHER_NUMBER = "310104195003071231";
  private final VisitRun run = new VisitRun(visits(Map.of()));

  @Test
  void aGuestMeasuresAndSeesItDelivered() {
    run.on(new VisitEvent.AsGuest(run.now));
    var began = assertInstanceOf(Entry.VisitBegan.class, run.entries.getFirst());
    assertInstanceOf(Subject.Guest.class, began.subject());
    run.measured(pressure(148, 92));
    var taken = assertInstanceOf(Entry.ReadingTaken.class, run.entries.get(1));
    assertEquals(began.visit(), taken.visit());
    assertEquals(List.of(new Kept.Saving()), run.kept());
    run.on(new VisitEvent.Saved(run.now, run.receipt(1), 2));
    assertEquals(List.of(new Kept.Saved(2)), run.kept());
    run.on(new VisitEvent.Acknowledged(run.now, 1));
    assertEquals(List.of(new Kept.Saved(2)), run.kept());
    run.on(new VisitEvent.Acknowledged(run.now, 2));
    assertEquals(List.of(new Kept.Delivered(2, run.now.at())), run.kept());
    run.on(new VisitEvent.End(run.now));
    var over = assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast());
    assertEquals("button", over.why());
    assertEquals(1, over.readings());
    assertInstanceOf(Visit.Ended.class, run.visit);
    run.pass(Visits.ENDED_MAX);
    assertInstanceOf(Visit.Idle.class, run.visit);
  }

  @Test
  void aTypedNumberIsSealedForTheVisitsTokenAndKeptMasked() {
    run.on(new VisitEvent.Begin(run.now));
    run.type(NUMBER);
    assertNull(run.mistake());
    run.on(new VisitEvent.Confirm(run.now));
    run.agree();
    var measuring = assertInstanceOf(Visit.Measuring.class, run.visit);
    var who = assertInstanceOf(Visit.Who.Resident.class, measuring.who());
    assertEquals("•".repeat(16) + "2X", who.masked());
    var began = assertInstanceOf(Entry.VisitBegan.class, run.entries.getFirst());
    var resident = assertInstanceOf(Subject.Resident.class, began.subject());
    var opened =
        DISTRICT.openIdentity(
            resident.sealedIdentity(), resident.token(), LocalDate.of(2026, 11, 21));
    var valid = assertInstanceOf(Opened.Valid.class, opened);
    assertTrue(valid.value().toString().contains("hidden"));
    assertFalse(run.visit.toString().contains(NUMBER.substring(0, 6)));
  }

  @Test
  void aMistakeIsNamedAtTheLastCharacter() {
    var mistakes =
        Map.of(
            "110105194912310021", IdentityNumber.Mistake.CHECK_CHARACTER,
            "11010519491331002X", IdentityNumber.Mistake.BIRTH_DATE,
            "01010519491231002X", IdentityNumber.Mistake.SHAPE);
    mistakes.forEach((number, mistake) -> {
      run.on(new VisitEvent.Begin(run.now));
      run.type(number);
      run.on(new VisitEvent.Confirm(run.now));
      assertEquals(mistake, run.mistake());
      run.on(new VisitEvent.Erase(run.now));
      assertNull(run.mistake());
      run.on(new VisitEvent.Clear(run.now));
    });
    assertEquals(List.of(), run.entries);
  }

  @Test
  void aClockFromLongAgoStillTakesABirthDate() {
    var lost = new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ofSeconds(9));
    run.now = lost;
    run.signIn(NUMBER);
    assertInstanceOf(Visit.Measuring.class, run.visit);
  }

  @Test
  void aFaultStaysUntilTheNextMeasurementBegins() {
    run.on(new VisitEvent.AsGuest(run.now));
    for (var after :
        List.of(
            DeviceEvent.State.READY,
            DeviceEvent.State.WAITING_FOR_STRIP,
            DeviceEvent.State.STEP_OFF)) {
      run.heard(new DeviceEvent.Failed(Fault.OVERLOAD, ""));
      run.heard(status(after));
      run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("0.0", Unit.KG)));
      assertEquals(Fault.OVERLOAD, run.fault(), after.name());
    }
    for (var begins :
        List.of(
            status(DeviceEvent.State.MEASURING),
            status(DeviceEvent.State.WAITING_FOR_BLOOD),
            new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)),
            pressure(120, 80))) {
      run.heard(new DeviceEvent.Failed(Fault.MEASUREMENT_FAILED, ""));
      run.heard(begins);
      assertNull(run.fault());
    }
  }

  @Test
  void anotherPersonsNumberEndsTheVisitAndBeginsTheirs() {
    run.signIn(NUMBER);
    var first = assertInstanceOf(Visit.Measuring.class, run.visit).id();
    run.measured(pressure(120, 80));
    run.pass(Duration.ofSeconds(1));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.pass(Duration.ofSeconds(1));
    run.signIn(OTHER_NUMBER);
    var ended = assertInstanceOf(Entry.VisitEnded.class, run.entries.get(run.entries.size() - 2));
    assertEquals(first, ended.visit());
    assertEquals("other-person", ended.why());
    assertEquals(new Effect.Ask("bp-a", Stimulus.Request.STOP), run.asks.getLast());
    var second = assertInstanceOf(Visit.Measuring.class, run.visit);
    assertEquals(
        second.id(), assertInstanceOf(Entry.VisitBegan.class, run.entries.getLast()).visit());
    assertEquals(List.of(), run.kept());
    run.pass(Duration.ofSeconds(1));
    run.measured(pressure(148, 92));
    run.assertStray("began-before");
  }

  @Test
  void theSamePersonsNumberKeepsTheVisitOpen() {
    run.signIn(NUMBER);
    var first = assertInstanceOf(Visit.Measuring.class, run.visit).id();
    run.pass(TestVisits.LIMITS.idle());
    for (var number : List.of(NUMBER, NUMBER.toLowerCase(Locale.ROOT), "1101051949")) {
      run.signIn(number);
      assertEquals(first, assertInstanceOf(Visit.Measuring.class, run.visit).id());
      assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    }
    assertFalse(run.visit.toString().contains(NUMBER.substring(0, 6)));
  }

  @Test
  void aNumberDuringAGuestsVisitIsAnotherPersons() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.signIn(NUMBER);
    var measuring = assertInstanceOf(Visit.Measuring.class, run.visit);
    assertInstanceOf(Visit.Who.Resident.class, measuring.who());
  }

  @Test
  void aSimulatedKioskMarksEveryReadingAtBirth() {
    var simulated =
        new VisitRun(visits(Map.of(), true, KEY::sealIdentity, new Random(1), () -> true));
    simulated.measured(pressure(120, 80));
    simulated.on(new VisitEvent.AsGuest(simulated.now));
    simulated.measured(pressure(120, 80));
    assertTrue(
        assertInstanceOf(Entry.StrayReading.class, simulated.entries.getFirst())
            .reading()
            .flags()
            .contains(Flag.SIMULATED));
    assertTrue(
        assertInstanceOf(Entry.ReadingTaken.class, simulated.entries.getLast())
            .reading()
            .flags()
            .contains(Flag.SIMULATED));
  }

  @Test
  void aVisitThatCannotBeSavedEndsAtOnce() {
    run.on(new VisitEvent.AsGuest(run.now));
    var id = assertInstanceOf(Visit.Measuring.class, run.visit).id();
    run.on(new VisitEvent.NotSaved(run.now, new Receipt(id, Receipt.BEGINNING)));
    assertTrue(assertInstanceOf(Visit.Ended.class, run.visit).refused());
  }

  @Test
  void aReadingThatIsNotSavedIsNotCounted() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.measured(pressure(120, 80));
    run.measured(pressure(121, 81));
    run.on(new VisitEvent.NotSaved(run.now, run.receipt(1)));
    assertEquals(List.of(new Kept.NotSaved(), new Kept.Saving()), run.kept());
    run.on(new VisitEvent.Stopping(run.now));
    var over = assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast());
    assertEquals("restart", over.why());
    assertEquals(1, over.readings());
  }

  /** Safety over random histories: no reading in a wrong visit, nothing of a person left behind. */
  @Test
  void keepsItsPromisesWhateverHappens() {
    for (long seed = 0; seed < 120; seed++) {
      var random = new Random(seed);
      var any =
          new VisitRun(
              visits(
                  Map.of(),
                  random.nextBoolean(),
                  (identity, token) -> "sealed-for-" + token,
                  random,
                  () -> true));
      for (int i = 0; i < 200; i++) {
        any.on(anything(random, any));
        any.check("seed " + seed + " step " + i);
      }
    }
  }

  private static VisitEvent anything(Random random, VisitRun run) {
    run.now = run.now.plus(Duration.ofMillis(random.nextInt(20_000)));
    var at = run.now;
    return switch (random.nextInt(15)) {
      case 0 -> new VisitEvent.Begin(at);
      case 1 -> new VisitEvent.AsGuest(at);
      case 2 -> new VisitEvent.Key(at, "0123456789X".charAt(random.nextInt(11)));
      case 3 ->
          new VisitEvent.Heard(
              at,
              "id-a",
              "model",
              presented(new Presentation.Code(random.nextBoolean() ? NUMBER : "1101051949")));
      case 4 -> new VisitEvent.End(at);
      case 5, 6, 7 ->
          new VisitEvent.Heard(
              at,
              random.nextBoolean() ? "bp-a" : "bp-b",
              "model",
              measured(
                  switch (random.nextInt(6)) {
                    case 0 -> Set.of(Flag.FROM_MEMORY);
                    case 1 -> Set.of(Flag.CONTROL_SOLUTION);
                    default -> Set.of();
                  },
                  null,
                  60 + random.nextInt(260),
                  40 + random.nextInt(140)));
      case 8 ->
          new VisitEvent.Heard(
              at,
              "bp-a",
              "model",
              new DeviceEvent.Progress(
                  Metric.CUFF_PRESSURE, Quantity.of(random.nextInt(200), Unit.MM_HG)));
      case 9, 10 ->
          run.receipts.isEmpty()
              ? new VisitEvent.Tick(at)
              : random.nextInt(4) == 0
                  ? new VisitEvent.NotSaved(at, run.receipts.remove(0))
                  : new VisitEvent.Saved(at, run.receipts.remove(0), ++run.seq);
      case 11 -> new VisitEvent.Acknowledged(at, random.nextLong(run.seq + 1));
      case 12 -> new VisitEvent.Stay(at);
      case 13 -> new VisitEvent.Presence(at, random.nextBoolean());
      default -> new VisitEvent.Tick(at);
    };
  }

  @Test
  void aCardBeginsItsOwnersVisit() {
    run.heard(presented(card("99999919850412001X")));
    run.agree();
    assertResident("99999919850412001X");
    run.heard(presented(card("99999919850412001X")));
    run.agree();
    assertEquals(1, begun());

    run.heard(presented(card("999999194911012341")));
    assertEquals(1, begun(), "nobody has said yet that it is them");
    run.agree();
    assertEquals(2, begun());
  }

  @Test
  void aCodeBeginsAVisitOnlyWhenItIsAnIdentityNumber() {
    run.heard(presented(new Presentation.Code("6925303721039")));
    run.agree();
    assertInstanceOf(Visit.Identifying.class, run.visit);
    run.heard(presented(new Presentation.Code("99999919850412001X")));
    run.agree();
    assertResident("99999919850412001X");
    run.heard(presented(new Presentation.Code("6925303721039")));
    assertResident("99999919850412001X");
    assertEquals(1, begun());
  }

  private static Presentation card(String number) {
    return new Presentation.Card(new Identity(valid(number), "王小明"), false);
  }

  private static IdentityNumber valid(String number) {
    return ((IdentityNumber.Parsed.Valid) IdentityNumber.parse(number, LocalDate.of(2026, 11, 21)))
        .number();
  }

  private void assertResident(String number) {
    var measuring = assertInstanceOf(Visit.Measuring.class, run.visit);
    var who = assertInstanceOf(Visit.Who.Resident.class, measuring.who());
    assertEquals(valid(number), who.number());
  }

  @Test
  void noVisitBeginsWithoutRoomAndTheOneUnderWayGoesOn() {
    var hasRoom = new AtomicBoolean(false);
    var full =
        new VisitRun(visits(Map.of(), false, KEY::sealIdentity, new Random(1), hasRoom::get));
    for (var touch :
        List.of(
            new VisitEvent.Begin(full.now),
            new VisitEvent.AsGuest(full.now),
            new VisitEvent.Heard(
                full.now, "id-a", "model", presented(new Presentation.Code(NUMBER))))) {
      full.visit = new Visit.Idle();
      full.on(touch);
      assertTrue(assertInstanceOf(Visit.Ended.class, full.visit).refused(), "" + touch);
    }
    assertEquals(List.of(), full.entries);

    hasRoom.set(true);
    full.signIn(NUMBER);
    hasRoom.set(false);
    full.on(new VisitEvent.Stay(full.now));
    assertInstanceOf(Visit.Measuring.class, full.visit);
    full.signIn(OTHER_NUMBER);
    assertTrue(assertInstanceOf(Visit.Ended.class, full.visit).refused());
    assertInstanceOf(Entry.VisitEnded.class, full.entries.getLast());
  }

  private long begun() {
    return run.entries.stream().filter(Entry.VisitBegan.class::isInstance).count();
  }
}
