package org.healthhut.simulator.device.glucose;

import java.util.List;
import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SinocareMeterTest {
  static List<NoteExample> examples() {
    return NoteExample.of("sinocare-uart");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void sendsTheExamplesOfTheNote(NoteExample example) {
    example.assertSent(
        SinocareMeter.result(example.at(), example.decimal("glucose"), example.decimal("celsius")));
  }
}
