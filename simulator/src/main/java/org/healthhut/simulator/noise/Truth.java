package org.healthhut.simulator.noise;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Presentation;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a driver tells of a use whose frames all arrive as they were sent. Whatever else it tells of
 * the same use is false.
 *
 * <p>Values, flags and device time have to be those of one measurement. A damaged line makes
 * drivers ask again, so that a measurement of this use may come at another moment of it: its device
 * time may then be any of the use. Some of the values, and the note of a meal, may be missing. An
 * oximeter and a thermometer send values all the time, and it depends on those that arrive which of
 * them is the reading: each has to be one that was sent.
 */
final class Truth {
  private static final LocalDateTime BEGIN =
      LocalDateTime.ofInstant(Meeting.START, Catalogue.DEVICE_ZONE).minusMinutes(1);
  private static final LocalDateTime END = BEGIN.plus(Use.LONGEST).plusMinutes(2);

  /** What the kiosk notes by itself, by the way a reading came. */
  private static final Set<Flag> CIRCUMSTANCES = Set.of(Flag.FROM_MEMORY, Flag.SIMULATED);

  private final boolean streams;
  private final List<DeviceEvent> told;
  private final int frames;
  private final Set<Map.Entry<Metric, Quantity>> shown = new HashSet<>();

  /** Noted in a value of its own, which may be lost where the record itself is not. */
  private static final Set<Flag> BESIDE = Set.of(Flag.FASTING, Flag.BEFORE_MEAL, Flag.AFTER_MEAL);

  /** A damaged line may make the right reading look worse than it is. */
  private static final Set<Flag> DOUBT = Set.of(Flag.DEVICE_CLOCK_SUSPECT);

  private Truth(Model model, List<DeviceEvent> told, int frames) {
    this.told = told;
    this.frames = frames;
    this.streams =
        model.category() == Category.OXIMETER || model.category() == Category.THERMOMETER;
    for (var event : told) {
      switch (event) {
        case Progress(var metric, var quantity) -> shown.add(Map.entry(metric, quantity));
        case Measured measured -> shown.addAll(measured.values().entrySet());
        case DeviceEvent.Failed _,
            DeviceEvent.Status _,
            DeviceEvent.Identified _,
            DeviceEvent.ClockRead _,
            DeviceEvent.Setting _,
            DeviceEvent.Refused _,
            Presented _ -> {}
      }
    }
  }

  static Truth of(Use use) {
    var meeting = use.begin();
    use.play(meeting);
    return new Truth(use.model(), meeting.events(), meeting.received().size());
  }

  /** Of a line on which no device is. */
  static Truth nothing(Model model) {
    return new Truth(model, List.of(), 0);
  }

  /** How many pieces of bytes the device sends. */
  int frames() {
    return frames;
  }

  boolean hasReading() {
    return told.stream().anyMatch(Truth::isReading);
  }

  /**
   * Whether it is one of the events that end on a record. A code is none: it is a line of text that
   * whoever asked for it has to check.
   */
  static boolean isReading(DeviceEvent event) {
    return event instanceof Measured || event instanceof Presented(Presentation.Card _);
  }

  boolean holds(DeviceEvent event) {
    return told.contains(event) || (event instanceof Measured measured && measured(measured));
  }

  private boolean measured(Measured event) {
    if (event.values().isEmpty()) {
      return false;
    }
    if (streams && shown.containsAll(event.values().entrySet())) {
      return true;
    }
    return told.stream()
        .filter(Measured.class::isInstance)
        .map(Measured.class::cast)
        .anyMatch(one ->
            one.values().entrySet().containsAll(event.values().entrySet())
                && sameFlags(noted(one), noted(event))
                && sameTime(one.deviceTime(), event.deviceTime()));
  }

  private static boolean sameFlags(Set<Flag> wanted, Set<Flag> flags) {
    var more = new HashSet<>(flags);
    more.removeAll(wanted);
    var missing = new HashSet<>(wanted);
    missing.removeAll(flags);
    return BESIDE.containsAll(missing) && DOUBT.containsAll(more);
  }

  private static Set<Flag> noted(Measured measured) {
    var flags = new HashSet<>(measured.flags());
    flags.removeAll(CIRCUMSTANCES);
    return flags;
  }

  private static boolean sameTime(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
    return Objects.equals(one, other) || (isNow(one) && isNow(other));
  }

  private static boolean isNow(@Nullable LocalDateTime time) {
    return time != null && time.isAfter(BEGIN) && time.isBefore(END);
  }
}
