package org.healthhut.device.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class FreeStyleTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes REQUEST = Bytes.hex("24 6D 65 6D 0D 0A");
  private static final String HEAD =
      "\r\nDAM7042-B8831\r\n0.31       -P\r\nMar  08 2025 09:45:12\r\n";
  private static final String REPLY =
      HEAD
          + "003\r\n\r\n"
          + "142  Mar  08 2025 09:41 14 0x00\r\n"
          + "HI   Mar  07 2025 18:05 14 0x00\r\n"
          + "105  Mar  07 2025 12:00 14 0x01\r\n"
          + "0x1E01  END\r\n";
  private static final String ONE_OF_THREE =
      HEAD + "001\r\n\r\n" + "105  Mar  07 2025 12:00 14 0x01\r\n" + "0x10FE  END\r\n";

  private final Conversation meter = new Conversation(FreeStyle.lite(CHINA));

  private Bytes written() {
    var written = meter.written();
    meter.forget();
    return written;
  }

  @Test
  void asksFourTimesAndSaysOnceThatNoMeterIsThere() {
    assertEquals(REQUEST, written());
    for (int retry = 1; retry <= 3; retry++) {
      meter.pass(Duration.ofMillis(5_999));
      assertEquals(Bytes.EMPTY, written());
      meter.pass(Duration.ofMillis(1));
      assertEquals(REQUEST, written(), "retry " + retry);
    }
    meter.pass(Duration.ofSeconds(5));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.hear());
    meter.pass(Duration.ofMillis(4_999));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(REQUEST, meter.written());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void givesUpOnBytesWithoutEndThatMakeNoReply() {
    for (int second = 0; second < 120; second++) {
      meter.receive("\r\n142  Mar  08 2025 09:41 14 0x00");
      meter.pass(Duration.ofSeconds(1));
    }
    assertEquals(
        List.of("Failed BAD_DATA answers came damaged"),
        meter.said().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void tellsTheSerialNumberWithEachMeasurement() {
    meter.receive(REPLY);
    assertEquals(3, meter.measured().size());
    meter.measured().forEach(measured -> assertEquals("DAM7042-B8831", measured.serial()));
  }

  @Test
  void waitsThirtySecondsForTheRestOfAReplyThatGoesOn() {
    meter.forget();
    for (int i = 0; i < REPLY.length(); i++) {
      meter.pass(Duration.ofMillis(170));
      meter.receive(REPLY.substring(i, i + 1));
    }
    assertEquals(3, meter.measured().size());
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void asksAgainWhenTheLineFallsQuietInsideAReply() {
    meter.receive(REPLY.substring(0, 120));
    meter.forget();
    meter.quiet();
    meter.pass(Duration.ofSeconds(1));
    assertEquals(REQUEST, meter.written());
    meter.receive(REPLY);
    assertEquals(3, meter.measured().size());
  }

  @Test
  void saysThatAMeterFellSilentInsideAReplyAndThenThatItIsGone() {
    meter.receive(REPLY.substring(0, 120));
    meter.forget();
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofSeconds(30));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void asksAnOptiumForItsUnitAgainWhenItIsSetRight() {
    var optium = new Conversation(FreeStyle.optium(CHINA));
    assertEquals(Bytes.ascii("$colq\r\n"), optium.written());
    optium.receive("S/N:\tXCGC204-K5519\r\nVer:\t0.22\tMGDL\r\nCMD OK\r\n");
    assertEquals(
        "Status MISCONFIGURED unit is MGDL: set the meter to mmol/L", optium.said().getLast());
    optium.forget();
    optium.pass(Duration.ofSeconds(5));
    assertEquals(Bytes.ascii("$colq\r\n"), optium.written());
    optium.receive("S/N:\tXCGC204-K5519\r\nVer:\t0.22\tMGDL\r\nCMD OK\r\n");
    assertEquals(List.of(), optium.said());
    optium.pass(Duration.ofSeconds(5));
    optium.forget();
    optium.receive("S/N:\tXCGC204-K5519\r\nVer:\t0.22\tMMOL\r\nCMD OK\r\n");
    assertEquals(List.of("Setting unit=MMOL"), optium.said());
    assertEquals(Bytes.ascii("$xmem\r\n"), optium.written());
  }

  @Test
  void givesUpOnAReplyThatIsAlwaysDamaged() {
    for (int i = 0; i < 3; i++) {
      meter.receive(REPLY.replace("142", "143"));
      meter.forget();
      meter.pass(Duration.ofSeconds(1));
      assertEquals(REQUEST, written());
    }
    meter.receive(REPLY.replace("142", "143"));
    meter.forget();
    meter.pass(Duration.ofSeconds(1));
    assertEquals(List.of("Failed BAD_DATA answers came damaged"), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofSeconds(5));
    meter.receive(REPLY);
    assertEquals(3, meter.measured().size());
  }

  @Test
  void readsAgainAndTellsOnlyWhatIsNew() {
    meter.receive(ONE_OF_THREE);
    assertEquals(1, meter.measured().size());
    meter.forget();
    for (int i = 0; i < 10; i++) {
      meter.pass(Duration.ofSeconds(30));
      assertEquals(REQUEST, written());
      meter.receive(ONE_OF_THREE);
      assertEquals(List.of(), meter.said());
    }
    meter.pass(Duration.ofSeconds(30));
    meter.receive(REPLY);
    assertEquals(
        List.of(
            "Measured glucose=7.9 mmol/L FROM_MEMORY at 2025-03-08T09:41",
            "Measured glucose=>27.8 mmol/L FROM_MEMORY at 2025-03-07T18:05",
            "Status READY memory read: 3"),
        meter.said());
  }

  @Test
  void readsAnotherMeterInItsPlaceWhole() {
    meter.receive(REPLY);
    meter.forget();
    meter.receive(REPLY.replace("B8831", "B8832").replace("1E01", "1E02"));
    assertEquals(3, meter.measured().size());
    assertEquals("DAM7042-B8832", meter.measured().getFirst().serial());
  }

  @Test
  void refusesEverySingleFlippedBitOfAReply() {
    var reply = Bytes.ascii(REPLY);
    for (int bit = 0; bit < reply.length() * 8; bit++) {
      var line = new Conversation(FreeStyle.lite(CHINA));
      line.receive(reply.with(bit / 8, reply.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
