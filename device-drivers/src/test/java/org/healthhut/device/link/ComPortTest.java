package org.healthhut.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.link.ComPort.Step;
import org.junit.jupiter.api.Test;

/** What is said on the line, byte by byte (RFC 2217, sections 2 and 3). */
final class ComPortTest {
  private static final LineSettings SEVEN_EVEN =
      new LineSettings(2400, 7, Parity.EVEN, 2, Duration.ofMillis(100));
  private static final Bytes CONSENT = Bytes.hex("FF FD 2C");

  private final ComPort port = new ComPort(SEVEN_EVEN);

  @Test
  void offersBinaryBothWaysAndTheComPort() {
    assertEquals(Bytes.hex("FF FB 00 FF FD 00 FF FB 03 FF FD 03 FF FB 2C"), ComPort.hello());
  }

  @Test
  void sendsEverySettingOnceTheServerConsentsAndOnlyOnce() {
    var settings =
        Bytes.hex(
            "FF FA 2C 01 00 00 09 60 FF F0"
                + "FF FA 2C 02 07 FF F0"
                + "FF FA 2C 03 03 FF F0"
                + "FF FA 2C 04 02 FF F0"
                + "FF FA 2C 05 01 FF F0"
                + "FF FA 2C 0C 03 FF F0");
    assertEquals(Bytes.EMPTY, port.received(Bytes.hex("FF FD 00 FF FB 00")).write());
    assertEquals(settings, port.received(CONSENT).write());
    assertEquals(Bytes.EMPTY, port.received(CONSENT).write());
  }

  @Test
  void isSetWhenEveryAnswerIsWhatWasAsked() {
    port.received(CONSENT);
    answer("65 00 00 09 60");
    answer("66 07");
    answer("67 03");
    answer("68 02");
    assertFalse(port.set());
    answer("69 01");
    assertTrue(port.set());
    assertFalse(port.purged());
    assertEquals(List.of(new Step.Purged()), steps("70 03"));
    assertTrue(port.purged());
  }

  @Test
  void namesTheSettingTheServerDoesNotTake() {
    port.received(CONSENT);
    var remedy = ": choose what the server and the device both can, or set the port on the server";
    assertEquals(
        "the serial server does not set baud to 2400 but to 9600" + remedy,
        refusal("65 00 00 25 80"));
    assertEquals(
        "the serial server does not set data bits to 7 but to 8" + remedy, refusal("66 08"));
    assertEquals(
        "the serial server does not set parity to even but to none" + remedy, refusal("67 01"));
    assertEquals(
        "the serial server does not set stop bits to 2 but to 1" + remedy, refusal("68 01"));
    assertEquals(
        "the serial server does not set flow control to none but to XON/XOFF" + remedy,
        refusal("69 02"));
    assertEquals(
        "the serial server does not set baud to 2400 but to nothing" + remedy, refusal("65"));
    assertFalse(port.set());
  }

  @Test
  void saysWhatToDoWithAServerOfRawBytes() {
    var refused = (Step.Refused) port.received(Bytes.hex("FF FE 2C")).steps().getFirst();
    assertEquals(
        "the serial server refuses RFC 2217: switch it on there, or configure tcp:// and set 2400"
            + " 7E2 on the server",
        refused.why());
    assertTrue(port.waitingFor().contains("configure tcp://"), port.waitingFor());
    port.received(CONSENT);
    assertEquals(
        "the setting of [baud, data bits, parity, stop bits, flow control]; restart the serial"
            + " server",
        port.waitingFor());
  }

  @Test
  void insistsOnEightBits() {
    for (var refusal : List.of("FF FE 00", "FF FC 00")) {
      assertTrue(port.received(Bytes.hex(refusal)).steps().getFirst() instanceof Step.Refused);
    }
  }

  @Test
  void wantsNothingElseAndTakesNotice() {
    assertEquals(
        Bytes.hex("FF FE 01 FF FC 18"), port.received(Bytes.hex("FF FB 01 FF FD 18")).write());
    assertEquals(Bytes.hex("FF FD 2C"), port.received(Bytes.hex("FF FB 2C FF FB 2C")).write());
    // Line state, modem state, flow control suspended and resumed, a signature, an empty one.
    var notices =
        "FF FA 2C 6A 60 FF F0 FF FA 2C 6B B0 FF F0 FF FA 2C 6C FF F0 FF FA 2C 6D FF F0"
            + "FF FA 2C 64 61 62 FF F0 FF FA 2C FF F0 FF FA 18 00 FF F0";
    var answer = port.received(Bytes.hex("31" + notices + "32"));
    assertEquals(Bytes.EMPTY, answer.write());
    assertEquals(
        List.of(new Step.Data(Bytes.of(0x31)), new Step.Data(Bytes.of(0x32))), answer.steps());
  }

  /** A port whose settings somebody changes later is not the port that was opened. */
  @Test
  void noticesASettingThatIsChangedLater() {
    port.received(CONSENT);
    answer("65 00 00 09 60");
    assertTrue(refusal("65 00 00 25 80").contains("to 9600"));
  }

  @Test
  void hostileBytesNeitherThrowNorWriteMoreThanTheyAre() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new SplittableRandom(seed);
      var hostile = new ComPort(SEVEN_EVEN);
      int written = 0;
      int received = 0;
      for (int i = 0; i < 10; i++) {
        var bytes = TelnetTest.hostile(random);
        received += bytes.length();
        written += hostile.received(bytes).write().length();
        hostile.waitingFor();
      }
      // One answer of three bytes to a negotiation of three, and the settings once.
      assertTrue(written <= received + 60, "seed " + seed + ": " + written);
    }
  }

  private void answer(String content) {
    assertEquals(List.of(), steps(content));
  }

  private String refusal(String content) {
    return ((Step.Refused) steps(content).getFirst()).why();
  }

  private List<Step> steps(String content) {
    return port.received(Telnet.subnegotiation(44, Bytes.hex(content))).steps();
  }
}
