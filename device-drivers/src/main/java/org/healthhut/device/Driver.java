package org.healthhut.device;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one device: told what happened and when, it says what to write, what it
 * makes of the device and when it wants to be woken.
 *
 * <p>A driver is confined to its caller, does no I/O and never throws on what a device sent. A new
 * one is made each time the line is opened.
 */
public interface Driver {
  Response on(Stimulus stimulus, Moment now);

  /**
   * What a driver wants and knows after a stimulus.
   *
   * @param writes to be written in this order
   * @param events in the order they became known
   * @param wakeAt the {@link Moment#uptime} at which to say {@link Stimulus.Woken}; replaces the
   *     wake-up asked for before, null for none
   */
  record Response(List<Bytes> writes, List<DeviceEvent> events, @Nullable Duration wakeAt) {
    public static final Response NOTHING = new Response(List.of(), List.of(), null);

    public Response {
      writes = List.copyOf(writes);
      events = List.copyOf(events);
    }
  }
}
