package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.device.weight.VirtualScales;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers and virtual scales that are set up otherwise than the ones in the catalogue. */
class ScaleMeetingTest {
  private static final Duration OF_NOTHING = Duration.ofSeconds(40);
  private static final Duration VISIT_MAX = Duration.ofMinutes(2);
  private static final int SEEDS = 8;

  static List<VirtualModel> misset() {
    return VirtualScales.misset();
  }

  static List<VirtualModel> variants() {
    return VirtualScales.variants();
  }

  static List<VirtualModel> overloads() {
    return VirtualScales.overloadsOfTheirOwn();
  }

  /** Scales that show the weight before it has settled. */
  static Stream<VirtualModel> streaming() {
    var afterwards =
        Set.of(
            "tanita",
            "tanita-wb-100",
            "tanita-dc",
            "tanita-bc-418",
            "gtech-gl",
            "gtech-gl-310-report",
            "weight-height-once",
            "taidoc-scale");
    return VirtualScales.ALL.stream()
        .filter(model -> !model.answersOnly() && !afterwards.contains(model.id()));
  }

  private static Meeting meeting(VirtualModel virtual, long seed) {
    var meeting = new Meeting(Catalogue.find(virtual.id()).orElseThrow(), virtual, seed);
    meeting.pass(OF_NOTHING.plusMillis(new SplittableRandom(seed).nextInt(1000)));
    return meeting;
  }

  private static Measurement somebody(VirtualModel virtual, long seed) {
    return virtual.checked(Persona.ALL.getFirst().draw(virtual, new SplittableRandom(seed)));
  }

  private static void visit(Meeting meeting, Measurement who) {
    meeting.tell(new Happening.Asked(who));
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.pass(VISIT_MAX);
  }

  @ParameterizedTest
  @MethodSource("misset")
  void aScaleThatDoesNotShowKilogramsIsCalledMissetAndNeverBelieved(VirtualModel virtual) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var what = virtual.englishName() + ", seed " + seed;
      var meeting = meeting(virtual, seed);
      visit(meeting, somebody(virtual, seed));
      assertEquals(List.of(), meeting.events(Measured.class), what);
      assertTrue(
          meeting.events(Status.class).stream()
              .anyMatch(status -> status.state() == State.MISCONFIGURED),
          () -> what + ": " + meeting.events());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theOtherFormsOfALineAreReadAsWell(VirtualModel virtual) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var what = virtual.englishName() + ", seed " + seed;
      var meeting = meeting(virtual, seed);
      var wanted = somebody(virtual, seed);
      visit(meeting, wanted);
      var told = meeting.events(Measured.class);
      assertEquals(1, told.size(), () -> what + ": " + meeting.events());
      assertTrue(
          Expectation.matches(told.getFirst(), virtual, wanted),
          () -> what + ": wanted " + wanted + ", told " + told);
    }
  }

  @ParameterizedTest
  @MethodSource("overloads")
  void anOverloadIsNoWeightHoweverItIsShown(VirtualModel virtual) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var meeting = meeting(virtual, seed);
      visit(meeting, somebody(virtual, seed).failing("OL"));
      assertEquals(List.of(), meeting.events(Measured.class), virtual.englishName());
      var next = somebody(virtual, seed + 100);
      visit(meeting, next);
      var told = meeting.events(Measured.class);
      assertEquals(1, told.size(), () -> virtual.englishName() + ": " + meeting.events());
      assertTrue(Expectation.matches(told.getFirst(), virtual, next));
    }
  }

  /** Whoever leaves before the scale has settled is nobody, and the next is weighed. */
  @ParameterizedTest
  @MethodSource("variants")
  void whoStepsOffEarlyIsNotWeighed(VirtualModel virtual) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var meeting = meeting(virtual, seed);
      meeting.tell(new Happening.Asked(somebody(virtual, seed)));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(Duration.ofMillis(200 + new SplittableRandom(seed).nextInt(2200)));
      meeting.tell(new Happening.Stopped());
      meeting.pass(OF_NOTHING);
      assertEquals(List.of(), meeting.events(Measured.class), virtual.englishName());
    }
  }

  @ParameterizedTest
  @MethodSource("streaming")
  void whoNeverStandsStillIsAskedToAndNotWeighed(VirtualModel virtual) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var meeting = meeting(virtual, seed);
      visit(meeting, somebody(virtual, seed).failing(VirtualScales.RESTLESS));
      assertEquals(List.of(), meeting.events(Measured.class), virtual.id());
      assertTrue(
          meeting.events(Status.class).stream()
              .anyMatch(status -> status.state() == State.STAND_STILL),
          () -> virtual.id() + ": " + meeting.events());
    }
  }

  /** Several people in a row, none of them twice. */
  @ParameterizedTest
  @MethodSource("variants")
  void eachPersonIsWeighedOnce(VirtualModel virtual) {
    var meeting = meeting(virtual, 1);
    for (int i = 0; i < 5; i++) {
      var who = Persona.ALL.get(i).draw(virtual, new SplittableRandom(i));
      meeting.forget();
      visit(meeting, virtual.checked(who));
      assertEquals(1, meeting.events(Measured.class).size(), virtual.englishName() + ", " + i);
    }
  }

  /** A height of 0: the arm was not lowered; the weight is still one. */
  @ParameterizedTest
  @ValueSource(strings = {"gtech-gl", "gtech-gl-310-report", "weight-height-once"})
  void anArmThatWasNotLoweredLeavesTheWeight(String id) {
    leaves(id, Metric.HEIGHT);
  }

  /** Fat of 0 %: the impedance was not measured; the weight is still one. */
  @ParameterizedTest
  @ValueSource(strings = {"tanita", "tanita-dc", "tanita-bc-418"})
  void aSkippedImpedanceLeavesTheWeight(String id) {
    leaves(id, Metric.BODY_FAT);
  }

  private static void leaves(String id, Metric missing) {
    var virtual = VirtualCatalogue.get(id);
    var meeting = meeting(virtual, 1);
    var values = new EnumMap<Metric, BigDecimal>(somebody(virtual, 1).values());
    values.put(missing, BigDecimal.ZERO);
    if (missing == Metric.HEIGHT && values.containsKey(Metric.BODY_MASS_INDEX)) {
      values.put(Metric.BODY_MASS_INDEX, BigDecimal.ZERO);
    }
    var found = virtual.checked(Measurement.of(values));
    visit(meeting, found);
    var told = meeting.events(Measured.class);
    assertEquals(1, told.size(), () -> "" + meeting.events());
    var weight = told.getFirst().values().get(Metric.WEIGHT);
    assertTrue(
        weight != null && weight.value().compareTo(found.value(Metric.WEIGHT)) == 0,
        () -> "" + told);
    assertTrue(!told.getFirst().values().containsKey(missing), () -> "" + told);
  }
}
