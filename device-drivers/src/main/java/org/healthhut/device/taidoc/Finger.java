package org.healthhut.device.taidoc;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * One finger in an oximeter: what it shows is told as it comes, and once, when it has held still
 * for a while, as the measurement. How still and how long was chosen by this project.
 */
final class Finger {
  private static final int STEADY = 8;
  private static final int PERCENT_APART_MAX = 1;
  private static final int PER_MINUTE_APART_MAX = 3;

  private final String serial;
  private Optional<OxygenValue> since = Optional.empty();
  private int steady;
  private boolean told;

  Finger(String serial) {
    this.serial = serial;
  }

  /** Whether a measurement is on its way. */
  boolean measuring() {
    return since.isPresent() && !told;
  }

  void seen(Optional<OxygenValue> value, List<DeviceEvent> events) {
    value.ifPresentOrElse(now -> showing(now, events), () -> out(events));
  }

  private void out(List<DeviceEvent> events) {
    if (measuring()) {
      events.add(new Failed(Fault.NO_FINGER, "the finger came out before the values held still"));
    }
    if (since.isPresent()) {
      events.add(new Status(State.READY, ""));
    }
    since = Optional.empty();
    steady = 0;
    told = false;
  }

  private void showing(OxygenValue now, List<DeviceEvent> events) {
    if (since.isEmpty()) {
      events.add(new Status(State.MEASURING, ""));
    }
    events.add(new Progress(Metric.OXYGEN_SATURATION, now.saturation()));
    events.add(new Progress(Metric.PULSE, now.pulse()));
    if (since.filter(then -> near(then, now)).isPresent()) {
      steady++;
    } else {
      since = Optional.of(now);
      steady = 1;
    }
    if (steady == STEADY && !told) {
      told = true;
      var values = new EnumMap<Metric, Quantity>(Metric.class);
      values.putAll(Map.of(Metric.OXYGEN_SATURATION, now.saturation(), Metric.PULSE, now.pulse()));
      events.add(new Measured(values, Set.of(), null, serial));
    }
  }

  private static boolean near(OxygenValue then, OxygenValue now) {
    return Math.abs(then.percent() - now.percent()) <= PERCENT_APART_MAX
        && Math.abs(then.pulsePerMinute() - now.pulsePerMinute()) <= PER_MINUTE_APART_MAX;
  }
}
