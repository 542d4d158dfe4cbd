package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceListener;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;

class LedgerTest {
  /** 09:14 in China. */
  private static final Moment NOW =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));

  private final Ledger ledger =
      new Ledger(
          new DeviceListener() {
            @Override
            public void heard(String device, DeviceEvent event, Moment at) {}

            @Override
            public void stands(String device, DeviceHealth health) {}
          });

  private static Measured measured(Set<Flag> flags, LocalDateTime shown) {
    var values = Map.of(Metric.GLUCOSE, Quantity.of("6.1", Unit.MMOL_PER_L));
    return new Measured(values, flags, shown, "KQX417FBY");
  }

  @Test
  void countsWhatWasMeasuredTodayAndNotWhatAMeterRemembers() {
    var today = LocalDateTime.parse("2026-11-21T08:02:10");
    var before = LocalDateTime.parse("2026-11-20T23:59:59");
    ledger.heard("glu-b", measured(Set.of(), before), NOW);
    ledger.heard("glu-b", measured(Set.of(Flag.FROM_MEMORY), today), NOW);
    ledger.heard("glu-b", measured(Set.of(Flag.FROM_MEMORY), before), NOW);
    assertEquals(2, ledger.tally("glu-b", NOW).measured());
    assertEquals(NOW.at(), ledger.tally("glu-b", NOW).heard());
  }
}
