package org.healthhut.simulator.device.pressure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Hbp9030Test {
  static List<NoteExample> examples() {
    return NoteExample.of("hbp-9030");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void sendsTheExamplesOfTheNote(NoteExample example) {
    var found =
        Measurement.of(
                Map.of(
                    Metric.SYSTOLIC, example.decimal("systolic"),
                    Metric.DIASTOLIC, example.decimal("diastolic"),
                    Metric.PULSE, example.decimal("pulse")))
            .flagged(example.number("movements") > 0 ? Set.of(Flag.MOVED) : Set.of())
            .failing(example.number("error") > 0 ? example.text("error") : "");
    example.assertSent(Hbp9030.record(example.at(), example.text("id"), found));
  }
}
