package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineWatch;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.simulator.noise.Use;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a line that is set wrong is told from one that is not. */
class LineWatchMeetingTest {
  private static final LineSettings SET = LineSettings.of8N1(9600);

  static Stream<VirtualModel> serial() {
    return VirtualCatalogue.models().stream()
        .filter(virtual -> model(virtual).transport() == Transport.SERIAL);
  }

  private static Model model(VirtualModel virtual) {
    return Catalogue.find(virtual.id()).orElseThrow();
  }

  /** The model as a kiosk opens it. */
  private static Model watched(VirtualModel virtual) {
    var model = model(virtual);
    return new Model(
        model.id(),
        model.chineseName(),
        model.englishName(),
        model.category(),
        model.measures(),
        model.transport(),
        model.talk(),
        model.line(),
        model.quickest(),
        model.startable(),
        model.clockSetting(),
        model.tells(),
        model.tellsInRecords(),
        model.unverified(),
        model.note(),
        () -> new LineWatch(model.newDriver().get(), SET));
  }

  private static List<Status> told(Meeting meeting) {
    return meeting.events(Status.class).stream()
        .filter(status ->
            status.state() == State.MISCONFIGURED && status.detail().contains("line settings?"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("serial")
  void aLineThatIsSetRightIsNeverCalledWrong(VirtualModel virtual) {
    for (long seed = 0; seed < 4; seed++) {
      var use = new Use(watched(virtual), virtual, seed);
      var meeting = use.begin();
      if (seed % 2 == 1) {
        var random = new SplittableRandom(seed);
        // An oximeter's frames are one stream: so much noise that none of it holds is no accident.
        int oneIn = model(virtual).category() == Category.OXIMETER ? 500 : 10;
        meeting.over(
            frame -> random.nextInt(oneIn) == 0 ? List.of(noise(random), frame) : List.of(frame));
      }
      use.play(meeting);
      use.play(meeting);
      assertEquals(List.of(), told(meeting), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hbp-9030", "hbp-9020", "and-tm", "medlab", "onetouch-ultra2", "tanita"})
  void sevenBitsAndTheirParityAreToldFromEight(String id) {
    var virtual = VirtualCatalogue.get(id);
    for (int odd = 0; odd < 2; odd++) {
      int parity = odd;
      var use = new Use(watched(virtual), virtual, 1);
      var meeting = use.begin();
      meeting.over(frame -> List.of(withParity(frame, parity)));
      for (int i = 0; i < 4; i++) {
        use.play(meeting);
        meeting.pass(Duration.ofMinutes(1));
      }
      assertEquals(List.of(), meeting.events(Measured.class));
      int meters = meeting.events(Status.class).stream().mapToInt(LineWatchMeetingTest::gone).sum();
      assertTrue(!told(meeting).isEmpty() && told(meeting).size() <= 1 + meters, id);
      assertTrue(told(meeting).getFirst().detail().contains("9600 8N1"));
    }
  }

  private static int gone(Status status) {
    return status.state() == State.NOT_CONNECTED ? 1 : 0;
  }

  private static Bytes withParity(Bytes frame, int odd) {
    return IntStream.range(0, frame.length())
        .map(frame::u8)
        .mapToObj(value -> Bytes.of(value | ((Integer.bitCount(value) + odd) % 2) << 7))
        .reduce(Bytes.EMPTY, Bytes::plus);
  }

  private static Bytes noise(SplittableRandom random) {
    var bytes = new byte[1 + random.nextInt(16)];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }
}
