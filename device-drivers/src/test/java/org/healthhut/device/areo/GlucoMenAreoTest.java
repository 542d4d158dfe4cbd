package org.healthhut.device.areo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class GlucoMenAreoTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes INFO_REQUEST = Bytes.of(0xA2);
  private static final Bytes READINGS_REQUEST = Bytes.of(0x80);
  private static final String INFO = block("1, 2, 12, AR0417052, 02.11");
  private static final String READINGS =
      "[\r\nGlu,7.9,mmol/L,02,250308,0941\r\nGlu,5.4,mmol/L,00,250307,0700\r\n82\r\n]\r\n";

  private final Conversation meter = new Conversation(GlucoMenAreo.driver(CHINA));

  private static String block(String line) {
    var checked = "[\r\n" + line + "\r\n";
    return checked + "%02X\r\n]\r\n".formatted(AreoBlock.crc(0, Bytes.ascii(checked)));
  }

  @Test
  void computesTheCheckValueOfTheNote() {
    assertEquals(0xA1, AreoBlock.crc(0, Bytes.ascii("123456789")));
  }

  @Test
  void saysOnceThatNoMeterIsThere() {
    assertEquals(INFO_REQUEST, meter.written());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void saysThatAMeterFellSilentAndThenThatItIsGone() {
    meter.receive(INFO);
    meter.forget();
    meter.pass(Duration.ofSeconds(15));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void readsAMeterOnceWhileItStays() {
    meter.receive(INFO);
    meter.receive(READINGS);
    assertEquals(2, meter.measured().size());
    for (int i = 0; i < 10; i++) {
      meter.forget();
      meter.pass(Duration.ofSeconds(10));
      assertEquals(INFO_REQUEST, meter.written());
      meter.receive(INFO);
      assertEquals(List.of(), meter.said());
    }
  }

  @Test
  void asksAgainWhenTheLineFallsQuietInsideABlock() {
    meter.receive(INFO);
    meter.receive(READINGS.substring(0, 40));
    meter.forget();
    meter.quiet();
    meter.pass(Duration.ofSeconds(1));
    assertEquals(READINGS_REQUEST, meter.written());
    meter.receive(READINGS);
    assertEquals(2, meter.measured().size());
  }

  @Test
  void refusesEverySingleFlippedBitOfABlock() {
    var block = Bytes.ascii(READINGS);
    for (int bit = 0; bit < block.length() * 8; bit++) {
      var line = new Conversation(GlucoMenAreo.driver(CHINA));
      line.receive(INFO);
      line.receive(block.with(bit / 8, block.u8(bit / 8) ^ 1 << bit % 8));
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
