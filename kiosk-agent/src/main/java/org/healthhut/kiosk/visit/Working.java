package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthhut.device.DeviceEvent;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.vital.Flag;

/**
 * Which devices are in the middle of a measurement, and since when. It outlives visits, because a
 * measurement does: what was begun by one person must not end as the next one's. It holds nothing
 * of either.
 *
 * @param since the uptime at which a device was first heard to be at work, by its name
 */
public record Working(Map<String, Duration> since) {
  static final Working NONE = new Working(Map.of());

  public Working {
    since = Collections.unmodifiableMap(new TreeMap<>(since));
  }

  /** Empty when the device rests, or says nothing while it measures. */
  Optional<Duration> since(String device) {
    return Optional.ofNullable(since.get(device));
  }

  Working after(Heard heard) {
    return switch (heard.event()) {
      // An empty scale that repeats its zero is at rest.
      case DeviceEvent.Progress(var metric, var quantity) ->
          metric.plausible(quantity) ? begun(heard) : this;
      case DeviceEvent.Status(var state, var _) ->
          switch (state) {
            case WAITING_FOR_BLOOD, MEASURING, STAND_STILL -> begun(heard);
            case READY, WAITING_FOR_STRIP, STEP_OFF, NOT_CONNECTED, MISCONFIGURED -> over(heard);
          };
      // What comes out of a memory says nothing about what is being measured.
      case DeviceEvent.Measured measured ->
          measured.flags().contains(Flag.FROM_MEMORY) ? this : over(heard);
      case DeviceEvent.Failed _ -> over(heard);
      case DeviceEvent.Identified _,
          DeviceEvent.ClockRead _,
          DeviceEvent.Setting _,
          DeviceEvent.Presented _,
          DeviceEvent.Refused _ ->
          this;
    };
  }

  private Working begun(Heard heard) {
    var next = new TreeMap<>(since);
    next.putIfAbsent(heard.device(), heard.at().uptime());
    return new Working(next);
  }

  private Working over(Heard heard) {
    var next = new TreeMap<>(since);
    next.remove(heard.device());
    return new Working(next);
  }
}
