package org.healthhut.vital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final DeviceIdentity DEVICE = new DeviceIdentity("hbp-9030", "bp-a", null);
  private static final ReadingTime TIME =
      new ReadingTime(Instant.EPOCH, ClockTrust.SYNCHRONIZED, null);

  @Test
  void anOrdinaryPressureIsPlausible() {
    assertEquals(List.of(), pressure(131, 84).implausibilities());
  }

  @Test
  void systolicMustBeAboveDiastolic() {
    var why = List.of("systolic is not above diastolic");
    assertEquals(why, pressure(84, 84).implausibilities());
    assertEquals(why, pressure(80, 84).implausibilities());
  }

  @Test
  void halfAPressureIsNone() {
    var half =
        new Reading(DEVICE, TIME, Map.of(Metric.SYSTOLIC, Quantity.of(131, Unit.MM_HG)), Set.of());
    assertEquals(List.of("systolic and diastolic belong together"), half.implausibilities());
  }

  @Test
  void theEdgesOfTheRangeAreInside() {
    assertEquals(List.of(), glucose(Quantity.of("33.3", Unit.MMOL_PER_L)));
    assertEquals(List.of(), glucose(Quantity.of("0.6", Unit.MMOL_PER_L)));
    assertEquals(1, glucose(Quantity.of("33.4", Unit.MMOL_PER_L)).size());
    assertEquals(1, glucose(Quantity.of("0.5", Unit.MMOL_PER_L)).size());
  }

  @Test
  void highAndLowAreStatementsAboutRealLimits() {
    assertEquals(List.of(), glucose(Quantity.above("33.3", Unit.MMOL_PER_L)));
    assertEquals(List.of(), glucose(Quantity.below("1.1", Unit.MMOL_PER_L)));
  }

  @Test
  void aValueInAnotherUnitIsNotCompared() {
    assertEquals(List.of("glucose is not in mmol/L"), glucose(Quantity.of(142, Unit.MG_PER_DL)));
  }

  @Test
  void aNumberNoDeviceHasIsRefused() {
    for (var number : List.of("1e400", "1e-400", "1e2147483647", "1e2147483648")) {
      assertThrows(IllegalArgumentException.class, () -> Quantity.of(number, Unit.KG), number);
    }
  }

  private static Reading pressure(int systolic, int diastolic) {
    return new Reading(
        DEVICE,
        TIME,
        Map.of(
            Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
            Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG)),
        Set.of());
  }

  private static List<String> glucose(Quantity quantity) {
    return new Reading(DEVICE, TIME, Map.of(Metric.GLUCOSE, quantity), Set.of()).implausibilities();
  }
}
