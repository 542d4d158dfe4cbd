package org.healthhut.device.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
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
            "hbp-9020",
            "hbp-9020-legacy",
            "and-tm",
            "maibobo-rbp",
            "sinocare-uart",
            "onetouch-ultra2",
            "onetouch-ultramini",
            "onetouch-verio-iq",
            "freestyle-lite",
            "contour",
            "and-scale",
            "xk3190-02",
            "xk3190-eq-1",
            "xk3190-eq-2",
            "xk3190-a12",
            "xk3190-poll",
            "keli-d2008-kg",
            "keli-d2008-tenths",
            "keli-d2008-hundredths",
            "mt-sics",
            "toledo-continuous",
            "toledo-continuous-unsummed"),
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
  void knowsHowQuicklyADeviceThatSaysNothingCanMeasure() {
    assertEquals(Duration.ofSeconds(15), Catalogue.find("hbp-9030").orElseThrow().quickest());
    assertEquals(Duration.ZERO, Catalogue.find("and-scale").orElseThrow().quickest());
  }

  @Test
  void leavesALineNobodyKnowsToTheConfiguration() {
    assertNull(Catalogue.find("sinocare-uart").orElseThrow().line());
  }
}
