package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.Model;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Flag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clocks that are wrong, and are set when a technician wants it. */
class ClockMeetingTest {
  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final Duration WRONG_BY = Duration.ofDays(-400);

  /** Some clocks show minutes alone. */
  private static final Duration SHOWN_TO = Duration.ofMinutes(1);

  static Stream<Model> models() {
    return Catalogue.models().stream()
        .filter(model -> model.clockSetting() == ClockSetting.ON_REQUEST);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aWrongClockIsSetAndReadBack(Model model) {
    var meeting = met(model);
    assertTrue(off(meeting, read(meeting)).compareTo(Duration.ofDays(399)) > 0, model.id());
    meeting.forget();
    meeting.ask(Stimulus.Request.SET_CLOCK);
    meeting.pass(WARM_UP);
    assertTrue(off(meeting, meeting.twinsClock().now()).compareTo(SHOWN_TO) <= 0, model.id());
    assertTrue(off(meeting, read(meeting)).compareTo(WARM_UP.plus(SHOWN_TO)) <= 0, model.id());
    assertEquals(1, meeting.events(ClockRead.class).size(), "read back once");
    assertEquals(List.of(), meeting.events(Measured.class), "nothing is told again");
    assertEquals(List.of(), meeting.events(Failed.class));
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsMeasuredAfterwardsIsNotInDoubt(Model model) {
    var virtual = VirtualCatalogue.get(model.id());
    var meeting = met(model);
    meeting.ask(Stimulus.Request.SET_CLOCK);
    meeting.pass(WARM_UP);
    meeting.forget();
    var drawn = Persona.ALL.getFirst().draw(virtual, new SplittableRandom(1));
    meeting.tell(new Happening.Asked(virtual.checked(drawn)));
    meeting.pass(WARM_UP);
    meeting.replug();
    meeting.pass(WARM_UP);
    var today =
        meeting.events(Measured.class).stream()
            .filter(measured -> isToday(meeting, measured.deviceTime()))
            .toList();
    assertTrue(
        !virtual.keeps() || !today.isEmpty(), () -> "not told: " + meeting.events(Measured.class));
    for (var measured : today) {
      assertFalse(measured.flags().contains(Flag.DEVICE_CLOCK_SUSPECT), () -> "" + measured);
    }
  }

  private static boolean isToday(Meeting meeting, @Nullable LocalDateTime shown) {
    return shown != null && off(meeting, shown).compareTo(Duration.ofHours(1)) < 0;
  }

  private static Meeting met(Model model) {
    var meeting = new Meeting(model, VirtualCatalogue.get(model.id()), 1);
    meeting.twinsClock().skew(WRONG_BY);
    meeting.replug();
    meeting.forget();
    meeting.pass(WARM_UP);
    return meeting;
  }

  private static LocalDateTime read(Meeting meeting) {
    return meeting.events(ClockRead.class).getLast().shown();
  }

  private static Duration off(Meeting meeting, LocalDateTime shown) {
    return Duration.between(shown.atZone(Catalogue.DEVICE_ZONE).toInstant(), meeting.instant())
        .abs();
  }
}
