package org.healthhut.kiosk.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

class WiretapTest {
  private static final Moment NOW =
      new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ZERO);

  private final Wiretap tap = new Wiretap();

  private void came(String text, DeviceEvent... events) {
    tap.heard(new Stimulus.Received(Bytes.ascii(text)), List.of(events), NOW);
  }

  private List<String> shown() {
    return tap.pieces().stream()
        .map(piece -> piece.verdict() + " " + piece.bytes().latin1() + " " + piece.detail())
        .toList();
  }

  @Test
  void keepsNothingUnlessSomebodyLooks() {
    came("one", new DeviceEvent.Refused("no", Bytes.EMPTY));
    tap.sent(Bytes.ascii("two"), NOW);
    assertEquals(List.of(), shown());
    tap.start();
    came("thr");
    tap.stop();
    tap.start();
    came("ee", new DeviceEvent.Refused("no", Bytes.EMPTY));
    assertEquals(List.of("REFUSED ee no"), shown());
    tap.stop();
    assertEquals(List.of(), shown());
  }

  @Test
  void cutsWhereTheDriverSpokeOrTheLineWentQuiet() {
    tap.start();
    came("ab");
    came("cd", new DeviceEvent.Status(DeviceEvent.State.READY, ""));
    came("ef");
    tap.heard(new Stimulus.Quiet(), List.of(), NOW);
    tap.heard(new Stimulus.Quiet(), List.of(), NOW);
    tap.sent(Bytes.ascii("gh"), NOW);
    assertEquals(List.of("DECODED abcd Status", "UNFINISHED ef ", "SENT gh "), shown());
  }

  @Test
  void keepsTheLastPiecesAndNoneWithoutEnd() {
    tap.start();
    for (int i = 0; i < 300; i++) {
      tap.sent(Bytes.ascii("" + i), NOW);
    }
    assertEquals(Wiretap.KEPT_MAX, tap.pieces().size());
    assertEquals("SENT 100 ", shown().getFirst());
    for (int i = 0; i < 100; i++) {
      came("0123456789");
    }
    assertTrue(tap.pieces().getLast().bytes().length() <= Wiretap.PIECE_MAX + 10);
  }
}
