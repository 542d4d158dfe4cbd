package org.healthhut.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchPlacesTest {
  @Test
  void namesAndModelsComeFromTheCommandLine() {
    var places = Bench.places("bp-a=hbp-9020,glu-b=contour");
    assertEquals(List.of("bp-a", "glu-b"), places.stream().map(Bench.Place::name).toList());
    assertEquals(
        List.of("hbp-9020", "contour"), places.stream().map(place -> place.model().id()).toList());
  }

  @Test
  void saysWhatThereIs() {
    assertTrue(
        refused("bp-a=hbp-9999").contains("there is no virtual hbp-9999; there are hbp-9030"));
    assertTrue(refused("bp-a").contains("NAME=MODEL, is bp-a"));
    assertTrue(refused("a b=contour").contains("a device name is"));
  }

  private static String refused(String named) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Bench.places(named)).getMessage());
  }
}
