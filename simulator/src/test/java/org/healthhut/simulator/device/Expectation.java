package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.Presentation;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/** What a driver must tell of what a virtual device found. */
final class Expectation {
  /** Invented: its region does not exist. */
  static final Document.IdCard CARD =
      new Document.IdCard(
          "王小明",
          1,
          "01",
          LocalDate.of(1985, 4, 12),
          "测试市示范路1号",
          "99999919850412001X",
          "测试市公安局",
          LocalDate.of(2019, 3, 1),
          LocalDate.of(2039, 3, 1));

  static final Document.Code CODE = new Document.Code("HH-20250308-0042");

  /** What the kiosk and the device bring into a reading by themselves. */
  private static final Set<Flag> CIRCUMSTANCES = EnumSet.of(Flag.FROM_MEMORY, Flag.SIMULATED);

  private static final BigDecimal MG_PER_DL_OF_ONE_MMOL_PER_L = new BigDecimal("18.0156");

  private Expectation() {}

  /** Whether what was told is what the device found: each value, each flag, each limit. */
  static boolean matches(Measured told, VirtualModel virtual, Measurement wanted) {
    var flags = new HashSet<>(told.flags());
    flags.removeAll(CIRCUMSTANCES);
    return flags.equals(wanted.flags())
        && !told.values().isEmpty()
        && told.values().entrySet().stream()
            .allMatch(entry ->
                virtual.fields().stream()
                    .filter(field -> field.metric() == entry.getKey())
                    .anyMatch(field -> matches(entry.getValue(), field, wanted)))
        && virtual.fields().stream()
            .map(Field::metric)
            .filter(Catalogue.find(virtual.id()).orElseThrow().metrics()::contains)
            .allMatch(told.values()::containsKey);
  }

  private static boolean matches(Quantity told, Field field, Measurement wanted) {
    if (wanted.beyond() != Comparator.EXACTLY) {
      return told.comparator() == wanted.beyond();
    }
    var value = wanted.value(field.metric());
    var expected =
        field.metric() == Metric.GLUCOSE && field.unit() == Unit.MG_PER_DL
            ? value.divide(MG_PER_DL_OF_ONE_MMOL_PER_L, 1, RoundingMode.HALF_UP)
            : value;
    return told.isExact() && told.value().compareTo(expected) == 0;
  }

  /** How often somebody was told of; always the right one. */
  static int shown(List<DeviceEvent> events) {
    var told =
        events.stream()
            .filter(Presented.class::isInstance)
            .map(event -> ((Presented) event).what())
            .toList();
    for (var what : told) {
      switch (what) {
        case Presentation.Card(var identity, boolean expired) -> {
          assertEquals(CARD.number(), identity.number().reveal());
          assertEquals(CARD.name(), identity.name());
          assertEquals(false, expired);
        }
        case Presentation.Code(var text) -> assertEquals(CODE.text(), text);
      }
    }
    return told.size();
  }

  /**
   * How often the right one was told of, where nothing in the format tells a spoiled line from a
   * whole one: a code without a checksum is whatever has come.
   */
  static int rightlyShown(List<DeviceEvent> events) {
    return (int)
        events.stream()
            .filter(Presented.class::isInstance)
            .map(event -> ((Presented) event).what())
            .filter(new Presentation.Code(CODE.text())::equals)
            .count();
  }
}
