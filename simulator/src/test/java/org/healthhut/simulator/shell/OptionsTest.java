package org.healthhut.simulator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void readsPairsAndFallsBack() {
    var options = Options.of(List.of("--port", "8091", "--dir", "here"));
    assertEquals(8091, options.number("port", 8090, 0, 65_535));
    assertEquals("here", options.text("dir", "bench"));
    assertEquals(42, options.number("seed", 42, 0, 100));
    options.requireAllKnown();
  }

  @Test
  void knowsAFlagThatStandsAlone() {
    var options = Options.of(List.of("--drivers", "--port", "8091"));
    assertTrue(options.flag("drivers"));
    assertFalse(options.flag("quick"));
    assertEquals(8091, options.number("port", 8090, 0, 65_535));
    options.requireAllKnown();
    assertThrows(IllegalArgumentException.class, () -> options.flag("port"));
  }

  @Test
  void namesTheMistake() {
    assertEquals("expected --name value, found port", mistake(List.of("port", "1")));
    assertEquals("expected --name value, found --port", mistake(List.of("--port")));
    assertEquals("--port must be 1..9, is 10", mistake(List.of("--port", "10")));
    assertEquals("--port must be 1..9, is x", mistake(List.of("--port", "x")));
    assertEquals("unknown option --prot", mistake(List.of("--prot", "1")));
  }

  private static String mistake(List<String> arguments) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              var options = Options.of(arguments);
              options.number("port", 1, 1, 9);
              options.requireAllKnown();
            });
    return String.valueOf(thrown.getMessage());
  }
}
