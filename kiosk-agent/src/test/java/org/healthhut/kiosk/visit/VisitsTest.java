package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.omron.Hbp9030;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisitsTest {
  private static final String NUMBER = "11010519491231002X";
  private static final String OTHER_NUMBER = "310104195003071231";
  private static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("d1"));
  private static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("d1"));
  private static final Visits.Limits LIMITS =
      new Visits.Limits(Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(30));
  private static final Moment MORNING =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(5));

  private final Run run = new Run(visits(Map.of()));

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
  void whatBelongsToNobodyIsKeptAsStrayAndNeverShown() {
    run.measured(pressure(148, 92));
    assertStray("outside-visit");
    run.on(new VisitEvent.Begin(run.now));
    run.measured(pressure(148, 92));
    assertStray("outside-visit");
    run.on(new VisitEvent.AsGuest(run.now));
    run.measured(measured(Set.of(Flag.FROM_MEMORY), null, 148, 92));
    assertStray("from-memory");
    assertEquals(Fault.NOT_OF_THIS_VISIT, run.fault());
    run.measured(measured(Set.of(), LocalDateTime.of(2026, 11, 21, 8, 0), 148, 92));
    assertStray("device-time");
    run.measured(measured(Set.of(), LocalDateTime.of(2026, 11, 21, 9, 30), 148, 92));
    assertStray("device-time");
    run.measured(pressure(92, 148));
    assertStray("implausible");
    assertEquals(Fault.IMPLAUSIBLE, run.fault());
    run.measured(measured(Set.of(Flag.CONTROL_SOLUTION), null, 148, 92));
    assertStray("control-solution");
    assertEquals(List.of(), run.kept());
  }

  @Test
  void anOldRecordOfARealMonitorIsNotOfThisVisit() {
    for (var age :
        List.of(
            Duration.ofMinutes(6),
            Duration.ofMinutes(15),
            Duration.ofHours(2),
            Duration.ofDays(3))) {
      var next = new Run(visits(Map.of()));
      next.on(new VisitEvent.AsGuest(next.now));
      var began = next.now;
      next.pass(Duration.ofSeconds(40));
      next.monitor(LocalDateTime.ofInstant(began.at().minus(age), Visits.ZONE));
      assertStray("device-time", next);
      assertEquals(Fault.NOT_OF_THIS_VISIT, next.fault());
      next.monitor(LocalDateTime.ofInstant(next.now.at(), Visits.ZONE));
      assertEquals(1, next.kept().size(), "its own");
    }
  }

  @Test
  void aRecordFromAheadIsNotOfThisVisitHoweverItIsFlagged() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.measured(
        measured(Set.of(Flag.DEVICE_CLOCK_SUSPECT), LocalDateTime.of(2030, 1, 1, 0, 0), 120, 80));
    assertStray("device-time");
  }

  @Test
  void aKioskThatDoesNotKnowTheTimeBelievesThatTheDeviceMeasuredNow() {
    run.now = new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ofSeconds(9));
    run.on(new VisitEvent.AsGuest(run.now));
    run.monitor(LocalDateTime.of(2020, 1, 1, 0, 0));
    assertEquals(1, run.kept().size());
  }

  @Test
  void aMeasurementBegunBeforeTheVisitIsNotOfThisVisit() {
    for (var work :
        List.of(
            status(DeviceEvent.State.MEASURING),
            status(DeviceEvent.State.WAITING_FOR_BLOOD),
            status(DeviceEvent.State.STAND_STILL),
            new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)))) {
      var next = new Run(visits(Map.of()));
      next.heard(work);
      next.pass(Duration.ofSeconds(1));
      next.signIn(NUMBER);
      next.pass(Duration.ofMillis(500));
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(148, 92));
      assertStray("began-before", next);
      assertEquals(Fault.NOT_OF_THIS_VISIT, next.fault());
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(120, 80));
      assertEquals(1, next.kept().size(), "its own, once the other one was over");
    }
  }

  @Test
  void aMeasurementCarriedFromOneVisitIntoTheNextIsNotOfTheNext() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(1));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.on(new VisitEvent.End(run.now));
    run.pass(Duration.ofSeconds(1));
    run.on(new VisitEvent.Begin(run.now));
    run.signIn(NUMBER);
    run.pass(Duration.ofSeconds(1));
    run.measured(measured(Set.of(Flag.FROM_MEMORY), null, 148, 92));
    run.measured(pressure(148, 92));
    assertStray("began-before", run);
    assertEquals(List.of(), run.kept());
  }

  @Test
  void aDeviceSeenAtRestSinceTheVisitBeganMeasuresForIt() {
    for (var rest :
        List.of(
            status(DeviceEvent.State.READY),
            status(DeviceEvent.State.WAITING_FOR_STRIP),
            new DeviceEvent.Failed(Fault.MEASUREMENT_FAILED, ""))) {
      var next = new Run(visits(Map.of()));
      next.heard(status(DeviceEvent.State.MEASURING));
      next.pass(Duration.ofSeconds(1));
      next.on(new VisitEvent.AsGuest(next.now));
      next.heard(rest);
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(120, 80));
      assertEquals(1, next.kept().size());
    }
  }

  @Test
  void whatComesSoonerThanTheDeviceCanMeasureIsNotOfThisVisit() {
    var silent = new Run(visits(Map.of("bp-a", Duration.ofSeconds(15))));
    silent.on(new VisitEvent.AsGuest(silent.now));
    silent.on(new VisitEvent.End(silent.now));
    silent.signIn(NUMBER);
    silent.pass(Duration.ofMillis(14_999));
    silent.measured(pressure(148, 92));
    assertStray("began-before", silent);
    silent.pass(Duration.ofMillis(1));
    silent.measured(pressure(120, 80));
    assertEquals(1, silent.kept().size());
  }

  /** What machines send once they have finished, of two people. */
  record Finished(String model, String first, String next) {}

  static List<Finished> finished() {
    return List.of(
        new Finished(
            "gtech-gl",
            "\u0002171.5,70.20,M,104.1,023.9\u0003",
            "\u0002162.5,58.40,F,096.4,022.1\u0003"),
        new Finished("weight-height-once", "W:070.2 H:171.5\r", "W:058.4 H:162.5\r"),
        new Finished("tanita", analysed("070.2", "171.5"), analysed("058.4", "162.5")),
        new Finished("tanita-wb-100", analysed("070.2", "171.5"), analysed("058.4", "162.5")));
  }

  private static String analysed(String kg, String cm) {
    var counted = "{0,16,~0,1,~1,1,~2,1,MO,\"WB-3000\",Hm,%s,Pt,0.0,Wk,%s,".formatted(cm, kg);
    return "%sCS,%02X\r\n".formatted(counted, counted.chars().sum() & 0xFF);
  }

  /** The one before still stood on the machine when this person touched the screen. */
  @ParameterizedTest
  @MethodSource("finished")
  void whatAMachineHadFinishedAsTheVisitBeganIsNotOfIt(Finished finished) {
    var model = Catalogue.find(finished.model()).orElseThrow();
    var scale = new Run(visits(Map.of("bp-a", model.quickest())));
    var driver = model.newDriver().get();
    scale.tell(driver, new Stimulus.Opened());
    scale.on(new VisitEvent.AsGuest(scale.now));
    scale.pass(Duration.ofSeconds(3));
    scale.send(driver, finished.first());
    assertStray("began-before", scale);
    assertEquals(List.of(), scale.kept());
    scale.pass(model.quickest());
    scale.send(driver, finished.next());
    assertEquals(1, scale.kept().size());
  }

  @Test
  void whatWasHeardBeforeTheTouchThatBeganTheVisitIsNotOfIt() {
    var earlier = run.now;
    run.pass(Duration.ofMillis(1));
    run.on(new VisitEvent.AsGuest(run.now));
    run.on(new VisitEvent.Heard(earlier, "bp-a", "hbp-9030", pressure(148, 92)));
    assertStray("began-before", run);
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
    assertStray("began-before");
  }

  @Test
  void theSamePersonsNumberKeepsTheVisitOpen() {
    run.signIn(NUMBER);
    var first = assertInstanceOf(Visit.Measuring.class, run.visit).id();
    run.pass(LIMITS.idle());
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
    var simulated = new Run(visits(Map.of(), true, KEY::sealIdentity, new Random(1), () -> true));
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
  void aVisitThatNobodyAttendsAsksAndThenEnds() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(80));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)));
    run.on(new VisitEvent.Stop(run.now));
    run.pass(Duration.ofSeconds(95));
    assertEquals(Duration.ofSeconds(25), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.Stay(run.now));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.pass(LIMITS.idle().plus(LIMITS.warning()));
    assertInstanceOf(Visit.Idle.class, run.visit);
    assertEquals("timeout", assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast()).why());
    assertEquals(new Effect.Ask("bp-a", Stimulus.Request.STOP), run.asks.getLast());
  }

  @Test
  void onceTheScreenAsksOnlyATouchKeepsTheVisitOpen() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(LIMITS.idle());
    assertEquals(LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.pass(Duration.ofSeconds(10));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)));
    run.heard(new DeviceEvent.Failed(Fault.MOVEMENT, ""));
    run.measured(pressure(92, 148));
    assertStray("during-warning");
    run.measured(pressure(148, 92));
    assertStray("during-warning");
    assertEquals(List.of(), run.kept());
    var left = run.visits.leavingIn(run.visit, run.now).orElseThrow();
    assertEquals(Duration.ofSeconds(20), left);
    run.on(new VisitEvent.Stay(run.now));
    assertEquals(Fault.NOT_OF_THIS_VISIT, run.fault());
    run.measured(pressure(120, 80));
    assertEquals(1, run.kept().size());
  }

  @Test
  void whenEverybodyLeavesTheScreenAsksAtOnceAndNothingElseHappens() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(5));
    run.on(new VisitEvent.Presence(run.now, true));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.pass(Duration.ofSeconds(10));
    run.on(new VisitEvent.Presence(run.now, true));
    run.measured(pressure(148, 92));
    assertStray("during-warning");
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(Duration.ofSeconds(20), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.Stay(run.now));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.measured(pressure(120, 80));
    assertEquals(1, run.kept().size());
    run.on(new VisitEvent.Presence(run.now, false));
    run.pass(LIMITS.warning());
    assertEquals("timeout", assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast()).why());
  }

  @Test
  void somebodyWhoComesIsASignOfLifeUntilTheScreenAsks() {
    run.on(new VisitEvent.Begin(run.now));
    run.pass(Duration.ofSeconds(50));
    run.on(new VisitEvent.Presence(run.now, true));
    run.pass(Duration.ofSeconds(50));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(80));
    run.on(new VisitEvent.Presence(run.now, true));
    run.pass(Duration.ofSeconds(80));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
  }

  @Test
  void whoIsBeingMeasuredHasNotLeft() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.on(new VisitEvent.Presence(run.now, false));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.measured(pressure(148, 92));
    assertEquals(1, run.kept().size());
  }

  @Test
  void presenceBeginsNoVisit() {
    run.on(new VisitEvent.Presence(run.now, true));
    run.on(new VisitEvent.Presence(run.now, false));
    assertInstanceOf(Visit.Idle.class, run.visit);
    run.on(new VisitEvent.AsGuest(run.now));
    run.on(new VisitEvent.End(run.now));
    var ended = run.visit;
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(ended, run.visit);
  }

  @Test
  void anEmptyScaleAndAHummingLineKeepNoVisitOpen() {
    run.on(new VisitEvent.AsGuest(run.now));
    for (int second = 0; second < 150; second++) {
      run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("0.0", Unit.KG)));
      run.heard(new DeviceEvent.Failed(Fault.SILENT, "nothing came"));
      run.heard(new DeviceEvent.Refused("noise", Bytes.of(1, 2, 3)));
      run.pass(Duration.ofSeconds(1));
    }
    assertInstanceOf(Visit.Idle.class, run.visit);
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
          new Run(
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

  private static VisitEvent anything(Random random, Run run) {
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

  private static DeviceEvent presented(Presentation what) {
    return new DeviceEvent.Presented(what);
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
    var full = new Run(visits(Map.of(), false, KEY::sealIdentity, new Random(1), hasRoom::get));
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

  private void assertStray(String why) {
    assertStray(why, run);
  }

  private static void assertStray(String why, Run run) {
    var stray = assertInstanceOf(Entry.StrayReading.class, run.entries.getLast());
    assertEquals(why, stray.why());
  }

  private static Visits visits(Map<String, Duration> quickest) {
    return visits(quickest, false, KEY::sealIdentity, new Random(1), () -> true);
  }

  private static Visits visits(
      Map<String, Duration> quickest,
      boolean simulated,
      Visits.Sealer sealer,
      Random random,
      BooleanSupplier hasRoom) {
    var monitor = Catalogue.find("hbp-9030").orElseThrow();
    return new Visits(
        new Visits.Rules(LIMITS, Protocol.DEFAULT, quickest, simulated),
        new Visits.Surroundings(
            new Equipment(
                List.of(
                    new Equipment.Device("bp-a", monitor), new Equipment.Device("bp-b", monitor)),
                _ -> true),
            hasRoom,
            () -> false,
            Fitness.ALL_GOOD),
        sealer,
        random);
  }

  private static DeviceEvent.Status status(DeviceEvent.State state) {
    return new DeviceEvent.Status(state, "");
  }

  private static DeviceEvent.Measured pressure(int systolic, int diastolic) {
    return measured(Set.of(), null, systolic, diastolic);
  }

  private static DeviceEvent.Measured measured(
      Set<Flag> flags, @Nullable LocalDateTime deviceTime, int systolic, int diastolic) {
    return new DeviceEvent.Measured(
        Map.of(
            Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
            Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG)),
        flags,
        deviceTime,
        null);
  }

  /** A visit under test, with all it asked for. */
  private static final class Run {
    final Visits visits;
    final List<Entry> entries = new ArrayList<>();
    final List<Effect.Ask> asks = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();
    Visit visit = new Visit.Idle();
    Moment now = MORNING;
    long seq;
    private @Nullable String open;
    private int readings;

    Run(Visits visits) {
      this.visits = visits;
    }

    void on(VisitEvent event) {
      var next = visits.step(visit, event);
      visit = next.visit();
      for (var effect : next.effects()) {
        switch (effect) {
          case Effect.Append(var entry, var receipt) -> {
            record(entry);
            if (receipt != null) {
              receipts.add(receipt);
            }
          }
          case Effect.Ask ask -> asks.add(ask);
          case Effect.Inquire _, Effect.Print _ -> {}
        }
      }
    }

    private void record(Entry entry) {
      switch (entry) {
        case Entry.VisitBegan began -> {
          entries.add(entry);
          assertNull(open, "a visit began in another");
          open = began.visit();
          readings = 0;
        }
        case Entry.ReadingTaken taken -> {
          entries.add(entry);
          assertEquals(open, taken.visit(), "a reading outside its visit");
          assertEquals(++readings, taken.number());
          assertEquals(List.of(), taken.reading().implausibilities());
          var never = EnumSet.of(Flag.FROM_MEMORY, Flag.CONTROL_SOLUTION);
          assertTrue(taken.reading().flags().stream().noneMatch(never::contains));
        }
        case Entry.VisitEnded ended -> {
          entries.add(entry);
          assertEquals(open, ended.visit());
          open = null;
        }
        case Entry.Assessed(var _, var visit, var _) -> assertEquals(open, visit);
        case Entry.ConsentSaid(var _, var visit, var _, var _) -> assertEquals(open, visit);
        case Entry.TakeAwayGiven(var _, var visit, var _) -> assertEquals(open, visit);
        case Entry.ContactAsked(var _, var visit) -> assertEquals(open, visit);
        case Entry.AlertRaised(var _, var visit, var _) -> assertEquals(open, visit);
        case Entry.StaffCalled _ -> {}
        case Entry.StrayReading _, Entry.KioskEvent _, Entry.Unknown _ -> entries.add(entry);
      }
    }

    void check(String where) {
      switch (visit) {
        case Visit.Measuring measuring -> assertEquals(open, measuring.id(), where);
        case Visit.Idle _ -> assertNull(open, where);
        case Visit.Identifying _ -> {}
        case Visit.Ended ended -> {
          if (ended.refused()) {
            open = null;
          }
        }
      }
      // Fewer digits may stand in a random id.
      var born = NUMBER.substring(6, 14);
      assertFalse(visit.toString().contains(born), where);
      entries.forEach(entry -> assertFalse(entry.toString().contains(born), where));
    }

    void type(String number) {
      on(new VisitEvent.ToType(now));
      number.chars().forEach(key -> on(new VisitEvent.Key(now, (char) key)));
    }

    /** What is wrong with what was typed. */
    IdentityNumber.@Nullable Mistake mistake() {
      var identifying = assertInstanceOf(Visit.Identifying.class, visit);
      return assertInstanceOf(Entrance.Typing.class, identifying.entrance()).mistake();
    }

    /** Shows who one is, and says so. */
    void signIn(String number) {
      heard(presented(new Presentation.Code(number)));
      agree();
    }

    /** 是我, and 同意. */
    void agree() {
      on(new VisitEvent.Yes(now));
      on(new VisitEvent.Yes(now));
    }

    void heard(DeviceEvent event) {
      on(new VisitEvent.Heard(now, "bp-a", "hbp-9030", event));
    }

    void measured(DeviceEvent.Measured measured) {
      heard(measured);
    }

    /** Sends all of {@code text}, and then nothing for longer than any driver holds a record. */
    void send(Driver driver, String text) {
      tell(driver, new Stimulus.Received(Bytes.ascii(text)));
      tell(driver, new Stimulus.Quiet());
      pass(Duration.ofMillis(1_500));
      tell(driver, new Stimulus.Woken());
    }

    void tell(Driver driver, Stimulus stimulus) {
      driver.on(stimulus, now).events().forEach(this::heard);
    }

    /** What the driver of a monitor makes of its record stamped {@code stamp}. */
    void monitor(LocalDateTime stamp) {
      var record =
          "%s,%-20s,0,131,084,068,0\r\n"
              .formatted(stamp.format(DateTimeFormatter.ofPattern("uuuu,MM,dd,HH,mm")), "");
      var driver = new Hbp9030(Visits.ZONE);
      driver.on(new Stimulus.Received(Bytes.ascii(record)), now).events().forEach(this::heard);
    }

    void pass(Duration time) {
      now = now.plus(time);
      on(new VisitEvent.Tick(now));
    }

    List<Kept> kept() {
      return visit instanceof Visit.Measuring measuring
          ? measuring.readings().stream().map(Visit.Taken::kept).toList()
          : List.of();
    }

    Receipt receipt(int number) {
      return new Receipt(assertInstanceOf(Visit.Measuring.class, visit).id(), number);
    }

    @Nullable Fault fault() {
      return assertInstanceOf(Visit.Measuring.class, visit).live("bp-a").fault();
    }
  }
}
