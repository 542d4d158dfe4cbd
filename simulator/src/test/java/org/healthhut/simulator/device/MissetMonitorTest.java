package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.pressure.VirtualMonitors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A monitor somebody left at a format its driver does not read. */
class MissetMonitorTest {
  static List<VirtualModel> misset() {
    return VirtualMonitors.missetHbp9030();
  }

  @ParameterizedTest
  @MethodSource("misset")
  void isCalledMissetAndNeverBelieved(VirtualModel virtual) {
    var persona = Persona.ALL.getFirst();
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var meeting = new Meeting(Catalogue.find("hbp-9030").orElseThrow(), virtual, seed);
      meeting.pass(Duration.ofMillis(random.nextInt(40_000)));
      if (seed % 2 == 1) {
        meeting.line().inject(LineFault.SLICE, 1);
      }
      meeting.tell(new Happening.Asked(virtual.checked(persona.draw(virtual, random))));
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.pass(Duration.ofMinutes(3));
      var events = meeting.events();
      assertEquals(List.of(), meeting.events(DeviceEvent.Measured.class), () -> "seed: " + events);
      assertTrue(
          meeting.events(DeviceEvent.Status.class).stream()
              .anyMatch(status -> status.state() == DeviceEvent.State.MISCONFIGURED),
          virtual.englishName() + ", seed " + seed + ": " + events);
    }
  }
}
