package org.healthhut.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.healthhut.device.LineSettings;
import org.junit.jupiter.api.Test;

final class RefusalTest {
  private static final Refusal REFUSAL = new Refusal("/dev/ttyUSB0", "kiosk", "dialout");

  @Test
  void namesTheGroupThatMayUseThePort() {
    assertEquals(
        "cannot open /dev/ttyUSB0: account kiosk may not use it, group dialout may;"
            + " 'usermod -a -G dialout kiosk' as root, then start the program again",
        REFUSAL.forbidden());
  }

  @Test
  void makesNoRootAccountOfTheKiosk() {
    var said = new Refusal("/dev/ttyS0", "kiosk", "root").forbidden();
    assertTrue(
        said.endsWith(
            "; 'chgrp dialout /dev/ttyS0' and 'usermod -a -G dialout kiosk' as root,"
                + " then start the program again"),
        said);
  }

  @Test
  void namesTheProgramThatHoldsThePort() {
    assertEquals(
        "cannot open /dev/ttyUSB0: program minicom (process 71) holds it; stop that program",
        REFUSAL.held(List.of(new Holder(71, "minicom"))));
    assertEquals(
        "cannot open /dev/ttyUSB0: program agetty (process 7) holds it; take the console off this"
            + " port: 'systemctl disable --now serial-getty@PORT' as root",
        REFUSAL.held(List.of(new Holder(7, "agetty"))));
    assertEquals(
        "cannot open /dev/ttyUSB0: another program holds it; stop that program;"
            + " 'fuser /dev/ttyUSB0' finds it",
        REFUSAL.held(List.of()));
  }

  @Test
  void hasACauseAndARemedyForEveryError() {
    for (int error = 1; error < 134; error++) {
      for (var exists : List.of(true, false)) {
        var said = REFUSAL.refused(error, exists, LineSettings.of8N1(9600), List.of());
        assertTrue(said.matches("cannot open /dev/ttyUSB0: [^;]+; .+"), said);
      }
    }
  }
}
