package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.device.pressure.VirtualMonitors;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Flag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers and virtual blood pressure monitors where not just a measurement is at stake. */
class MonitorMeetingTest {
  /** Models whose notes have a command that lets the air out. */
  private static final Set<String> STOPPED_BY_KIOSK =
      Set.of("and-tm", "maibobo-rbp", "maibobo-ble", "suntech-oem");

  private static final Duration OF_NOTHING = Duration.ofMinutes(5);
  private static final Duration CYCLE_MAX = Duration.ofMinutes(3);

  static List<VirtualModel> misset() {
    return VirtualMonitors.missetHbp9030();
  }

  static List<VirtualModel> monitors() {
    return VirtualMonitors.ALL;
  }

  static Stream<VirtualModel> stoppable() {
    return VirtualMonitors.ALL.stream().filter(model -> STOPPED_BY_KIOSK.contains(model.id()));
  }

  private static Model model(VirtualModel virtual) {
    return Catalogue.find(virtual.id()).orElseThrow();
  }

  private static Measurement somebody(VirtualModel virtual, long seed) {
    return virtual.checked(
        Persona.ALL.getFirst().draw(virtual, new SplittableRandom(seed)).flagged(Set.of()));
  }

  @ParameterizedTest
  @MethodSource("misset")
  void aMonitorLeftAtAnotherRecordIsCalledMissetAndNeverBelieved(VirtualModel virtual) {
    for (long seed = 0; seed < 20; seed++) {
      var what = virtual.englishName() + ", seed " + seed;
      var random = new SplittableRandom(seed);
      var meeting = new Meeting(model(virtual), virtual, seed);
      meeting.pass(Duration.ofMillis(random.nextInt(40_000)));
      if (seed % 2 == 1) {
        meeting.line().inject(LineFault.SLICE, 1);
      }
      meeting.tell(new Happening.Asked(somebody(virtual, seed)));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(CYCLE_MAX);
      assertEquals(List.of(), meeting.events(Measured.class), what);
      assertTrue(
          meeting.events(Status.class).stream()
              .anyMatch(status -> status.state() == State.MISCONFIGURED),
          () -> what + ": " + meeting.events());
    }
  }

  /** What others left in the monitor is old, whether or not the monitor knows when it was. */
  @ParameterizedTest
  @MethodSource("monitors")
  void whatOthersLeftInAMonitorIsNeverTakenForNew(VirtualModel virtual) {
    for (long seed = 0; seed < 5; seed++) {
      var meeting = new Meeting(model(virtual), virtual, seed);
      meeting.pass(OF_NOTHING);
      meeting.replug();
      meeting.pass(OF_NOTHING);
      assertTrue(
          meeting.events(Measured.class).stream()
              .allMatch(told -> told.flags().contains(Flag.FROM_MEMORY)),
          () -> "" + meeting.events());
    }
  }

  @ParameterizedTest
  @MethodSource("stoppable")
  void stoppingLetsTheAirOutAndTheNextMeasurementIsWhole(VirtualModel virtual) {
    for (long seed = 0; seed < 20; seed++) {
      var meeting = new Meeting(model(virtual), virtual, seed);
      meeting.pass(Duration.ofSeconds(20));
      meeting.forget();
      meeting.tell(new Happening.Asked(somebody(virtual, seed)));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(Duration.ofMillis(2000 + new SplittableRandom(seed).nextInt(15_000)));
      meeting.ask(Stimulus.Request.STOP);
      meeting.pass(CYCLE_MAX);
      assertEquals(Ending.STOPPED, meeting.ending(), "seed " + seed);
      assertEquals(List.of(), meeting.events(Measured.class), "seed " + seed);

      meeting.forget();
      var wanted = somebody(virtual, seed + 100);
      meeting.tell(new Happening.Asked(wanted));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(CYCLE_MAX);
      var told = meeting.events(Measured.class);
      assertEquals(1, told.size(), "seed " + seed);
      assertTrue(Expectation.matches(told.getFirst(), virtual, wanted), "seed " + seed);
    }
  }

  /** It is started and heard by nobody: what was inflated must not stay so. */
  @ParameterizedTest
  @MethodSource("stoppable")
  void aStartWhoseAnswersAreLostLetsTheAirOut(VirtualModel virtual) {
    for (long seed = 0; seed < 20; seed++) {
      var meeting = new Meeting(model(virtual), virtual, seed);
      meeting.pass(Duration.ofSeconds(20));
      meeting.forget();
      meeting.over(frame -> isMaibobosBattery(frame) ? List.of(frame) : List.of());
      meeting.tell(new Happening.Asked(somebody(virtual, seed)));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(Duration.ofSeconds(15));
      if (meeting.ending() != Ending.MEASURED) {
        assertEquals(Ending.STOPPED, meeting.ending(), "seed " + seed);
      }
      assertEquals(1, meeting.events(Failed.class).size(), () -> "" + meeting.events());
      assertEquals(List.of(), meeting.events(Measured.class), "seed " + seed);
    }
  }

  private static boolean isMaibobosBattery(Bytes frame) {
    return frame.length() > 5 && frame.u8(0) == 0xAA && frame.u8(4) == 0x04;
  }

  /** Neither is a person kept waiting for three minutes, nor told the result of another. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSunTechWhoseEndIsLostIsReadAllTheSame(boolean damaged) {
    var virtual = VirtualCatalogue.get("suntech-oem");
    var end = Bytes.hex("3E 04 4B 73");
    for (long seed = 0; seed < 20; seed++) {
      var meeting = new Meeting(model(virtual), virtual, seed);
      meeting.pass(Duration.ofSeconds(20));
      meeting.tell(new Happening.Asked(somebody(virtual, seed + 100)));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(Duration.ofMinutes(1));
      assertEquals(1, meeting.events(Measured.class).size(), "seed " + seed);

      meeting.forget();
      meeting.over(frame ->
          !frame.equals(end) ? List.of(frame) : damaged ? List.of(frame.with(2, 0x4A)) : List.of());
      var wanted = somebody(virtual, seed);
      meeting.tell(new Happening.Asked(wanted));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(CYCLE_MAX, () -> !meeting.events(Measured.class).isEmpty());
      var told = meeting.events(Measured.class);
      assertEquals(1, told.size(), () -> "" + meeting.events());
      assertTrue(Expectation.matches(told.getFirst(), virtual, wanted), "seed " + seed);
      assertTrue(meeting.ending() == Ending.MEASURED, "seed " + seed);
    }
  }
}
