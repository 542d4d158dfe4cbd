package org.healthhut.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a driver makes of one {@link Stimulus}, as far as it has come: when it is, what is to be
 * written, what has become known. Made for one stimulus and gone with it.
 */
public final class Turn {
  private final Moment now;
  private final List<Bytes> writes = new ArrayList<>();
  private final List<DeviceEvent> events = new ArrayList<>();

  public Turn(Moment now) {
    this.now = now;
  }

  public Moment now() {
    return now;
  }

  public void write(Bytes bytes) {
    writes.add(bytes);
  }

  public void tell(DeviceEvent event) {
    events.add(event);
  }

  public void refuse(String why, Bytes bytes) {
    tell(new Refused(why, bytes));
  }

  /**
   * The device could not measure, or cannot be trusted.
   *
   * @param detail for the technician, without a measured value
   */
  public void fail(Fault fault, String detail) {
    tell(new Failed(fault, detail));
  }

  /** What came of it. */
  public Driver.Response end(@Nullable Duration wakeAt) {
    return new Driver.Response(writes, events, wakeAt);
  }
}
