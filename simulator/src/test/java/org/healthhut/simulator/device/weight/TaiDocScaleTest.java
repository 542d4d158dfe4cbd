package org.healthhut.simulator.device.weight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

class TaiDocScaleTest {
  private static final Bytes WEIGHT = Bytes.hex("51 71 02 00 00 A3 67");

  @Test
  void putsHeightAndWeightWhereTheNoteHasThem() {
    var answer = TaiDocScale.answer(654);
    assertEquals(32, answer.length());
    assertEquals(170, answer.u8(11));
    assertEquals(654, answer.u16be(16));
    assertEquals(answer.slice(0, 31).sum() & 0xFF, answer.u8(31));
  }

  @Test
  void tellsTheLastWeightInNotificationsOfEightBytes() {
    var scale = new Rehearsal(VirtualCatalogue.get("taidoc-scale"));
    scale.tell(new Happening.Heard(WEIGHT));
    scale.tell(new Happening.Asked(Measurement.of(Map.of(Metric.WEIGHT, new BigDecimal("65.4")))));
    scale.passUntilEnding();
    assertEquals(Ending.MEASURED, scale.ending());
    int before = scale.sent().size();
    scale.tell(new Happening.Heard(WEIGHT));
    var sent = scale.sent().subList(before, scale.sent().size());
    assertEquals(4, sent.size());
    assertEquals(
        TaiDocScale.answer(654).hex(),
        sent.stream().map(each -> each.frame().hex()).collect(Collectors.joining(" ")));
  }
}
