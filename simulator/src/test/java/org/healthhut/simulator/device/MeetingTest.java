package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Check;
import org.healthhut.device.SelfTest;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Each driver meets the virtual device of its model. Both were written from the same protocol note
 * and not from each other: where they disagree, one of them is wrong.
 *
 * <p>{@code -Dmeeting.model=<id>,<id>} meets these models only.
 */
class MeetingTest {
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration MEASURE_MAX = Duration.ofMinutes(10);
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);
  private static final Duration DOWNLOAD = Duration.ofMinutes(2);
  private static final int SPOILED_ROUNDS = 6;

  /** Those on GPIO lines meet chips, in the tests of {@code simulator.gpio}. */
  @Test
  void everyModelHasAVirtualDevice() {
    assertEquals(
        Catalogue.models().stream()
            .filter(model -> model.transport() != Model.Transport.GPIO)
            .map(Model::id)
            .collect(Collectors.toSet()),
        VirtualCatalogue.models().stream().map(VirtualModel::id).collect(Collectors.toSet()));
  }

  @TestFactory
  Stream<DynamicNode> meets() {
    var only = System.getProperty("meeting.model", "");
    var ids = Set.of(only.split(",", -1));
    return VirtualCatalogue.models().stream()
        .filter(virtual -> only.isEmpty() || ids.contains(virtual.id()))
        .map(virtual -> dynamicContainer(virtual.id(), tests(virtual)));
  }

  private static List<DynamicNode> tests(VirtualModel virtual) {
    var model = Catalogue.find(virtual.id());
    if (model.isEmpty()) {
      return List.of(test("is in the catalogue", () -> assertTrue(model.isPresent())));
    }
    var tests = new ArrayList<DynamicNode>();
    tests.add(test("passes its self-test", () -> selfTest(model.get(), virtual)));
    if (virtual.answersOnly()) {
      tests.add(test("tells no reading", () -> tellsNothing(model.get(), virtual)));
    } else {
      tests.addAll(virtual.reads() ? reads(model.get(), virtual) : measures(model.get(), virtual));
    }
    return tests;
  }

  /** What the catalogue says a device can tell it tells, and no more. */
  private static void selfTest(Model model, VirtualModel virtual) {
    var meeting = new Meeting(model, virtual, 1);
    meeting.replug();
    meeting.forget();
    var opens = meeting.moment().plus(Meeting.REOPENED_AFTER);
    var test = new SelfTest(model, Catalogue.DEVICE_ZONE, opens, Duration.ZERO);
    meeting.listen(test::heard);
    meeting.pass(Meeting.REOPENED_AFTER);
    meeting.pass(SelfTest.LONGEST, test::complete);
    var told = told(meeting.events());
    var results = test.close(meeting.moment(), Duration.ZERO, "");
    assertTrue(
        results.stream().noneMatch(result -> result.outcome() == SelfTest.Outcome.FAILED),
        () -> results + " heard " + meeting.events());
    told.removeAll(model.tells());
    assertEquals(Set.of(), told, "told, but not in the catalogue");
  }

  private static Set<Check> told(List<DeviceEvent> events) {
    var told = EnumSet.noneOf(Check.class);
    for (var event : events) {
      switch (event) {
        case DeviceEvent.Identified _ -> told.add(Check.IDENTITY);
        case DeviceEvent.ClockRead _ -> told.add(Check.CLOCK);
        case DeviceEvent.Setting _ -> told.add(Check.SETTINGS);
        case Measured _,
            DeviceEvent.Progress _,
            Failed _,
            DeviceEvent.Status _,
            DeviceEvent.Presented _,
            DeviceEvent.Refused _ -> {}
      }
    }
    return told;
  }

  private static DynamicTest test(String name, Executable what) {
    return dynamicTest(name, what);
  }

  /** Somebody asks in vain, and hears why. */
  private static void tellsNothing(Model model, VirtualModel virtual) {
    var meeting = new Meeting(model, virtual, 1);
    meeting.pass(WARM_UP);
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.pass(MEASURE_MAX);
    assertEquals(List.of(), meeting.events(Measured.class));
  }

  private static boolean fits(Persona persona, VirtualModel virtual) {
    try {
      virtual.checked(persona.draw(virtual, new SplittableRandom(persona.id().hashCode())));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static List<DynamicNode> measures(Model model, VirtualModel virtual) {
    var tests = new ArrayList<DynamicNode>();
    var people = Persona.ALL.stream().filter(persona -> fits(persona, virtual)).toList();
    for (var persona : people) {
      tests.add(
          test(
              "measures " + persona.id(),
              () -> {
                var random = new SplittableRandom(persona.id().hashCode());
                measure(model, virtual, 1, persona.draw(virtual, random));
              }));
    }
    var plain = people.getFirst().draw(virtual, new SplittableRandom(5)).flagged(Set.of());
    for (var flag : virtual.flags()) {
      tests.add(
          test("notes " + flag, () -> measure(model, virtual, 2, plain.flagged(Set.of(flag)))));
    }
    for (var limit : virtual.beyond()) {
      tests.add(test("shows " + limit, () -> measure(model, virtual, 3, plain.beyond(limit))));
    }
    for (var error : virtual.errors()) {
      tests.add(
          test(
              "reports error " + error.code() + " as " + error.fault(),
              () -> fail(model, virtual, error, plain.failing(error.code()))));
    }
    for (var fault : LineFault.values()) {
      if (fault != LineFault.CRC || virtual.hasChecksum()) {
        tests.add(
            test(
                "tells nothing wrong after " + fault,
                () -> {
                  for (long seed = 0; seed < SPOILED_ROUNDS; seed++) {
                    spoil(model, virtual, fault, plain, seed);
                  }
                }));
      }
    }
    return tests;
  }

  /** One measurement comes out once, with exactly the values and flags that went in. */
  private static void measure(
      Model model, VirtualModel virtual, long seed, Measurement measurement) {
    var meeting = new Meeting(model, virtual, seed);
    meeting.pass(WARM_UP);
    var checked = virtual.checked(measurement);
    var told = use(meeting, virtual, checked);
    var mine =
        told.stream().filter(measured -> Expectation.matches(measured, virtual, checked)).toList();
    assertEquals(1, mine.size(), () -> describe(meeting, checked));
    if (virtual.keeps()) {
      assertFromMemory(told, mine, "");
    } else {
      assertEquals(told, mine, () -> describe(meeting, checked));
    }
  }

  /**
   * Everybody else's are old. One's own is too, unless the device is asked for it on the line it
   * was measured on, as a wireless meter is.
   */
  private static void assertFromMemory(List<Measured> told, List<Measured> mine, String when) {
    assertTrue(
        told.stream()
            .filter(one -> !mine.contains(one))
            .allMatch(one -> one.flags().contains(Flag.FROM_MEMORY)),
        () -> when + "not all from memory: " + told);
  }

  private static void fail(
      Model model, VirtualModel virtual, DeviceError error, Measurement measurement) {
    var meeting = new Meeting(model, virtual, 4);
    meeting.pass(WARM_UP);
    var checked = virtual.checked(measurement);
    var told = use(meeting, virtual, checked);
    assertTrue(
        told.stream().noneMatch(one -> Expectation.matches(one, virtual, checked)),
        () -> describe(meeting, checked));
    if (!virtual.keeps()) {
      assertEquals(List.of(), told, () -> describe(meeting, checked));
    }
    assertTrue(
        meeting.events(Failed.class).stream().anyMatch(one -> one.fault() == error.fault()),
        () -> "no " + error.fault() + ": " + describe(meeting, checked));
  }

  /** Whatever the line does, a reading is the right one or none, and never two. */
  private static void spoil(
      Model model, VirtualModel virtual, LineFault fault, Measurement plain, long seed) {
    var random = new SplittableRandom(seed);
    var meeting = new Meeting(model, virtual, seed);
    meeting.pass(Duration.ofMillis(random.nextInt((int) WARM_UP.toMillis())));
    meeting.line().inject(fault, 1);
    meeting.pass(WARM_UP);
    meeting.forget();
    var checked = virtual.checked(plain);
    meeting.tell(new Happening.Asked(checked));
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.pass(Duration.ofMillis(random.nextInt(60_000)), () -> meeting.ending() != null);
    meeting.line().inject(fault, 1 + random.nextInt(2));
    meeting.pass(MEASURE_MAX, () -> meeting.ending() != null);
    meeting.pass(AFTERWARDS);
    if (virtual.keeps()) {
      meeting.replug();
      meeting.pass(DOWNLOAD);
    }
    var told = meeting.events(Measured.class);
    var mine = told.stream().filter(one -> Expectation.matches(one, virtual, checked)).toList();
    if (virtual.keeps()) {
      assertFromMemory(told, mine, "seed " + seed + ", ");
    } else {
      assertEquals(told, mine, () -> "seed " + seed + ": " + describe(meeting, checked));
      assertTrue(mine.size() <= 1, () -> "seed " + seed + ", twice: " + describe(meeting, checked));
    }
  }

  /** Somebody uses the device; answers what was told of it. */
  private static List<Measured> use(Meeting meeting, VirtualModel virtual, Measurement checked) {
    meeting.forget();
    meeting.tell(new Happening.Asked(checked));
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.pass(MEASURE_MAX, () -> meeting.ending() != null);
    assertNotNull(meeting.ending(), () -> "it never ended: " + describe(meeting, checked));
    meeting.pass(AFTERWARDS);
    var told = meeting.events(Measured.class);
    if (virtual.keeps()
        && told.stream().noneMatch(one -> Expectation.matches(one, virtual, checked))) {
      meeting.replug();
      meeting.pass(DOWNLOAD);
    }
    return meeting.events(Measured.class);
  }

  private static String describe(Meeting meeting, Measurement wanted) {
    return "wanted " + wanted + ", ended " + meeting.ending() + ", heard " + meeting.events();
  }

  private static List<DynamicNode> reads(Model model, VirtualModel virtual) {
    var tests = new ArrayList<DynamicNode>();
    tests.add(
        test(
            "tells once who is there",
            () -> {
              var meeting = new Meeting(model, virtual, 1);
              meeting.pass(WARM_UP);
              show(meeting);
              assertEquals(1, Expectation.shown(meeting.events()), () -> "" + meeting.events());
            }));
    for (var error : virtual.errors()) {
      tests.add(
          test(
              "reports error " + error.code() + " as " + error.fault(),
              () -> refuse(model, virtual, error)));
    }
    for (var fault : LineFault.values()) {
      if (fault != LineFault.CRC || virtual.hasChecksum()) {
        tests.add(
            test(
                "tells nobody wrong after " + fault,
                () -> {
                  for (long seed = 0; seed < SPOILED_ROUNDS; seed++) {
                    var meeting = new Meeting(model, virtual, seed);
                    meeting.pass(WARM_UP);
                    meeting.line().inject(fault, 1 + (int) seed % 3);
                    show(meeting);
                    int shown =
                        virtual.hasChecksum()
                            ? Expectation.shown(meeting.events())
                            : Expectation.rightlyShown(meeting.events());
                    assertTrue(shown <= 1, "seed " + seed + ": twice");
                  }
                }));
      }
    }
    return tests;
  }

  /** What can't be read is nobody, and the next one who comes is somebody again. */
  private static void refuse(Model model, VirtualModel virtual, DeviceError error) {
    var meeting = new Meeting(model, virtual, 4);
    meeting.pass(WARM_UP);
    meeting.forget();
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.tell(new Happening.Shown(virtual.checked(new Document.Unreadable(error.code()))));
    meeting.pass(AFTERWARDS);
    assertEquals(0, Expectation.shown(meeting.events()), () -> "" + meeting.events());
    assertTrue(
        meeting.events(Failed.class).stream().anyMatch(one -> one.fault() == error.fault()),
        () -> "no " + error.fault() + ": " + meeting.events());
    show(meeting);
    assertEquals(1, Expectation.shown(meeting.events()), () -> "" + meeting.events());
  }

  private static void show(Meeting meeting) {
    meeting.forget();
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.tell(new Happening.Shown(Expectation.CARD));
    meeting.pass(AFTERWARDS);
    meeting.ask(Stimulus.Request.MEASURE);
    meeting.tell(new Happening.Shown(Expectation.CODE));
    meeting.pass(AFTERWARDS);
  }
}
