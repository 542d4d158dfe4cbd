package org.healthhut.device.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import org.healthhut.device.Model;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  @Test
  void findsEachModelByItsId() {
    assertEquals(
        List.of(
            "hbp-9030",
            "sinocare-uart",
            "onetouch-ultra2",
            "onetouch-ultramini",
            "onetouch-verio-iq",
            "freestyle-lite",
            "contour",
            "and-scale"),
        Catalogue.models().stream().map(Model::id).toList());
    for (var model : Catalogue.models()) {
      assertEquals(Optional.of(model), Catalogue.find(model.id()));
    }
    assertEquals(Optional.empty(), Catalogue.find("cuff-100"));
  }

  @Test
  void makesANewDriverForEachLine() {
    for (var model : Catalogue.models()) {
      assertNotSame(model.newDriver().get(), model.newDriver().get());
    }
  }

  @Test
  void leavesALineNobodyKnowsToTheConfiguration() {
    assertNull(Catalogue.find("sinocare-uart").orElseThrow().line());
  }
}
