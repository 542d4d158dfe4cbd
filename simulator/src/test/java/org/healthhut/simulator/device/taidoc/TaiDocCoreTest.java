package org.healthhut.simulator.device.taidoc;

import java.util.List;
import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaiDocCoreTest {
  static List<NoteExample> examples() {
    return NoteExample.of("taidoc-core");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void sendsTheExamplesOfTheNote(NoteExample example) {
    example.assertSent(
        switch (example.text("kind")) {
          case "model" -> TaiDocCore.model(0x24, example.number("model"));
          case "count" -> TaiDocCore.count(example.number("count"));
          default -> TaiDocCore.time(example.at());
        });
  }
}
