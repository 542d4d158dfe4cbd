package org.healthhut.simulator.device.weight;

import java.util.List;
import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StGsScaleTest {
  static List<NoteExample> examples() {
    return NoteExample.of("and-scale");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void sendsTheExamplesOfTheNote(NoteExample example) {
    example.assertSent(
        StGsScale.line(example.text("header"), example.text("type"), example.decimal("kg")));
  }
}
