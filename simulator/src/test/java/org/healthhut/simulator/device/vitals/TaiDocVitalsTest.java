package org.healthhut.simulator.device.vitals;

import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.api.Test;

class TaiDocVitalsTest {
  @Test
  void sendsTheExamplesOfTheNote() {
    for (var example : NoteExample.of("taidoc-oximeter")) {
      example.assertSent(
          TaiDocOximeter.live(example.number("percent"), example.number("pulse")));
    }
    for (var example : NoteExample.of("taidoc-thermometer")) {
      example.assertSent(TaiDocThermometer.raw(example.number("raw")));
    }
  }
}
