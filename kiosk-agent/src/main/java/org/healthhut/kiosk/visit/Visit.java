package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Where the person at the kiosk is. Only {@link Identifying} and {@link Measuring} know anything of
 * a person; whatever follows them does not.
 */
public sealed interface Visit {

  /** Nobody is here. */
  record Idle() implements Visit {}

  /**
   * Somebody is about to say who they are.
   *
   * @param mistake what is wrong with the number; null while it is being typed or when it is right
   * @param touched the uptime of the last touch
   */
  record Identifying(Typed typed, IdentityNumber.@Nullable Mistake mistake, Duration touched)
      implements Visit {}

  /**
   * A visit, from its beginning to its end.
   *
   * @param id random, names the visit in its records
   * @param began when
   * @param devices what each device is doing, by its name
   * @param readings that belong to this visit, oldest first
   * @param present the uptime of the last touch or sign of life from a device
   */
  record Measuring(
      String id,
      Who who,
      Moment began,
      Map<String, Live> devices,
      List<Taken> readings,
      Duration present)
      implements Visit {
    public Measuring {
      devices = Collections.unmodifiableMap(new TreeMap<>(devices));
      readings = List.copyOf(readings);
    }

    Measuring with(List<Taken> other) {
      return new Measuring(id, who, began, devices, other, present);
    }

    Measuring with(String device, Live live) {
      var others = new TreeMap<>(devices);
      others.put(device, live);
      return new Measuring(id, who, began, others, readings, present);
    }

    Measuring presentAt(Moment at) {
      return new Measuring(id, who, began, devices, readings, at.uptime());
    }

    Live live(String device) {
      return devices.getOrDefault(device, Live.NOTHING);
    }
  }

  /**
   * The person has ended the visit and may still look at what became of it; values and person are
   * gone.
   *
   * @param id so that what is still being saved finds its place
   * @param ended the uptime at which it ended
   */
  record Ended(String id, boolean refused, List<Kept> readings, Duration ended) implements Visit {
    public Ended {
      readings = List.copyOf(readings);
    }
  }

  /** Whose visit it is, as far as the kiosk still knows. */
  sealed interface Who {
    record Guest() implements Who {}

    /**
     * Somebody with a number.
     *
     * @param masked the number with all but its last two characters hidden
     */
    record Resident(String masked) implements Who {}
  }

  /** A reading of this visit and how far it has come. */
  record Taken(Reading reading, Kept kept) {
    Taken with(Kept other) {
      return new Taken(reading, other);
    }
  }

  /**
   * What a device is doing.
   *
   * @param state what it waits for or does; null when it has not said
   * @param metric of the value on its way
   * @param quantity the value on its way; null when there is none
   * @param fault what went wrong; null when nothing did
   */
  record Live(
      DeviceEvent.@Nullable State state,
      @Nullable Metric metric,
      @Nullable Quantity quantity,
      @Nullable Fault fault) {
    static final Live NOTHING = new Live(null, null, null, null);

    static Live of(Fault fault) {
      return new Live(null, null, null, fault);
    }

    /** Whether the device is in the middle of something. */
    public boolean measuring() {
      return quantity != null || state == DeviceEvent.State.MEASURING;
    }
  }
}
