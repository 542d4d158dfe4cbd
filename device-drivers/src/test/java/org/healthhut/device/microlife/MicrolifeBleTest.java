package org.healthhut.device.microlife;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.vector.Conversation;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class MicrolifeBleTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes GET_USER = Bytes.hex("4D FF 00 02 05 53");
  private static final Bytes GET_RECORDS = Bytes.hex("4D FF 00 09 00 00 00 00 00 00 00 FD 52");
  private static final Bytes DISCONNECT = Bytes.hex("4D FF 00 02 04 52");
  private static final Bytes CLOCK_SET = Bytes.hex("4D 3A 00 02 81 0A");
  private static final Bytes FIRST = Bytes.hex("81 53 47 19 03 08 09 29 00 00");
  private static final Bytes SECOND = Bytes.hex("76 4C 42 19 03 07 15 0A 00 00");
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final Conversation monitor =
      new Conversation(MicrolifeBle.driver(CHINA), Instant.parse("2025-03-08T01:41:00Z"));

  @Test
  void setsTheClockReadsTheMemoryAndLetsGo() {
    assertEquals(Bytes.hex("4D FF 00 08 0D 19 03 08 09 29 00 B7"), monitor.written());
    monitor.forget();
    monitor.receive(CLOCK_SET);
    monitor.receive(users());
    monitor.receive(download(FIRST, SECOND));
    assertEquals(GET_USER.plus(GET_RECORDS).plus(DISCONNECT), monitor.written());
    assertEquals(2, monitor.measured().size());
  }

  @Test
  void leavesTheClockAloneWhereOursMayBeWrong() {
    var unsure = new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ZERO);
    var response = MicrolifeBle.driver(CHINA).on(new Stimulus.Opened(), unsure);
    assertEquals(List.of(GET_USER), response.writes());
  }

  @Test
  void tellsOnlyWhatIsNewWhenItReadsAgain() {
    monitor.receive(CLOCK_SET.plus(users()).plus(download(FIRST)));
    monitor.forget();
    monitor.pass(Duration.ofSeconds(30));
    monitor.receive(CLOCK_SET.plus(users()).plus(download(FIRST)));
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofSeconds(30));
    monitor.receive(CLOCK_SET.plus(users()).plus(download(FIRST, SECOND)));
    assertEquals(1, monitor.measured().size());
    assertEquals("Status READY memory read: 2", monitor.said().getLast());
  }

  @Test
  void asksADamagedDownloadThreeTimesMore() {
    monitor.receive(CLOCK_SET.plus(users()));
    monitor.forget();
    for (int i = 0; i < 4; i++) {
      monitor.receive(download(FIRST).with(45, 0));
      monitor.quiet();
      monitor.pass(Duration.ofSeconds(1));
    }
    assertEquals(GET_RECORDS.plus(GET_RECORDS).plus(GET_RECORDS), monitor.written());
    assertEquals("Failed BAD_DATA answers came damaged", monitor.said().getLast());
    assertEquals(List.of(), monitor.measured());
  }

  @Test
  void saysOnceThatNobodyAnswers() {
    monitor.pass(ANSWER_MAX.multipliedBy(5));
    monitor.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), monitor.said());
  }

  @Test
  void letsNoIdOut() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(MicrolifeBle.driver(CHINA));
      conversation.receive(CLOCK_SET);
      var users = users();
      conversation.receive(users.with(random.nextInt(users.length()), random.nextInt(256)));
      conversation.quiet();
      for (var event : conversation.events()) {
        if (event instanceof DeviceEvent.Refused(_, var bytes)) {
          assertFalse(bytes.latin1().contains("310104"), "seed " + seed);
        }
      }
    }
  }

  @Test
  void refusesEveryFlippedBit() {
    var download = download(FIRST);
    for (int bit = 0; bit < download.length() * 8; bit++) {
      var conversation = new Conversation(MicrolifeBle.driver(CHINA));
      conversation.receive(CLOCK_SET.plus(users()));
      conversation.receive(download.with(bit / 8, download.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  @Test
  void findsWhatItFrames() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new SplittableRandom(seed);
      var payload = new byte[1 + random.nextInt(1_000)];
      random.nextBytes(payload);
      var frame = reply(Bytes.copyOf(payload));
      assertEquals(
          new Framed.Frame(Bytes.copyOf(payload), frame.length()),
          new BleFraming().front(frame.plus(CLOCK_SET)),
          "seed " + seed);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  private static Bytes users() {
    return reply(
        Bytes.of(0, 1)
            .plus(Bytes.ascii("310104195003071234  "))
            .plus(Bytes.of(0))
            .plus(Bytes.copyOf(new byte[20])));
  }

  private static Bytes download(Bytes... records) {
    var payload = Bytes.copyOf(new byte[38]);
    for (var record : records) {
      payload = payload.plus(record);
    }
    return reply(payload);
  }

  private static Bytes reply(Bytes payload) {
    int length = payload.length() + 1;
    var summed = Bytes.of(0x4D, 0x3A, length >> 8, length & 0xFF).plus(payload);
    return summed.plus(Bytes.of(summed.sum() & 0xFF));
  }
}
