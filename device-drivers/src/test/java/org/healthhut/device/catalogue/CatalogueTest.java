package org.healthhut.device.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  @Test
  void findsEachModelByItsId() {
    for (var model : Catalogue.models()) {
      assertEquals(Optional.of(model), Catalogue.find(model.id()));
    }
    assertEquals(Optional.empty(), Catalogue.find("cuff-100"));
  }

  @Test
  void hasEachIdOnce() {
    var ids = Catalogue.models().stream().map(Model::id).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
    for (var id : ids) {
      assertTrue(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), id);
    }
  }

  /** A skin thermometer measures nothing that the record format carries. */
  @Test
  void measuresSomethingUnlessItTellsWhoSomebodyIs() {
    for (var model : Catalogue.models()) {
      assertEquals(
          model.category() == Model.Category.IDENTITY, model.measures().isEmpty(), model.id());
    }
  }

  /** {@code -Dcatalogue.write=true} writes it anew. */
  @Test
  void isTheTableInTheDocuments() throws IOException {
    var file = Path.of("docs", "catalogue.md");
    var written =
        """
        # Devices

        Made from the catalogue by `kiosk-agent devices --markdown`. Ranges without a source are those of people.

        """
            + CatalogueTable.markdown(Catalogue.models());
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(file, written);
    }
    assertEquals(written, Files.readString(file));
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
    assertEquals(Duration.ofSeconds(10), Catalogue.find("tanita").orElseThrow().quickest());
  }

  @Test
  void knowsWhoseClockIsSetWhenALineIsOpened() {
    for (var model : Catalogue.models()) {
      var sure = opened(model, ClockTrust.SYNCHRONIZED, "2026-11-21T01:14:00Z");
      var later = opened(model, ClockTrust.SYNCHRONIZED, "2027-03-02T05:47:33Z");
      assertEquals(
          model.clockSetting() == ClockSetting.WHEN_OPENED, !sure.equals(later), model.id());
      assertEquals(
          opened(model, ClockTrust.UNSYNCHRONIZED, "2026-11-21T01:14:00Z"),
          opened(model, ClockTrust.UNSYNCHRONIZED, "1970-01-01T00:00:07Z"),
          model.id() + " is given a time nobody vouches for");
    }
  }

  @Test
  void givesNoDeviceATimeNobodyVouchesForWhenAsked() {
    var unsure = new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ofHours(5));
    for (var model : Catalogue.models()) {
      var driver = model.newDriver().get();
      var _ = driver.on(new Stimulus.Opened(), unsure);
      var asked = driver.on(new Stimulus.Asked(Stimulus.Request.SET_CLOCK), unsure);
      assertEquals(List.of(), asked.writes(), model.id());
    }
  }

  private static List<Bytes> opened(Model model, ClockTrust trust, String at) {
    var now = new Moment(Instant.parse(at), trust, Duration.ofHours(5));
    return model.newDriver().get().on(new Stimulus.Opened(), now).writes();
  }

  @Test
  void knowsWhatTheKioskCanStart() {
    assertEquals(
        Set.of(
            "and-tm", "maibobo-rbp", "maibobo-ble", "suntech-oem", "medlab", "qr-gm65", "qr-gm72"),
        Catalogue.models().stream()
            .filter(Model::startable)
            .map(Model::id)
            .collect(Collectors.toSet()));
  }

  @Test
  void leavesALineNobodyKnowsToTheConfiguration() {
    assertNull(Catalogue.find("sinocare-uart").orElseThrow().line());
  }
}
