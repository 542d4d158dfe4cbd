package org.healthhut.device.omron;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a monitor that pushes one record after each measurement and can be asked nothing
 * (omron-hbp.md, Handshake).
 *
 * <p>The record may carry a resident's identity number. No event holds it: refused bytes are given
 * as their shape, every digit a 9 and every letter an A.
 */
final class PushedRecords implements Driver {
  /** From this length on refused bytes may have been a record: it has a time stamp of 16. */
  private static final int LOST_RECORD_MIN = 17;

  /**
   * One layout of record.
   *
   * @param own how its records begin
   * @param frameMax its longest frame on the wire
   * @param limits what the monitor can show
   * @param setting what a technician has to set where the monitor sends another layout
   */
  record Format(
      Layout own,
      Framing framing,
      int frameMax,
      Function<Bytes, OmronRecord> decode,
      CuffLimits limits,
      String setting) {}

  private final Format format;
  private final DeviceClock clock;
  private final FrameReader reader;
  private final Remembered<OmronRecord.Finished> remembered = new Remembered<>();
  private boolean misconfigured;
  private @Nullable Layout layoutTold;

  PushedRecords(Format format, ZoneId zone) {
    this.format = format;
    this.clock = new DeviceClock(zone);
    this.reader = new FrameReader(format.framing(), format.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> events.add(new Status(State.READY, ""));
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Closed() -> reader.clear();
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
    }
    return events.isEmpty() ? Response.NOTHING : new Response(List.of(), events, null);
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Frame(var body) -> interpret(body, now, events);
        case Found.Noise(var bytes, var why) -> refuse(bytes, why, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (format.decode().apply(body)) {
      case OmronRecord.LineEnd() -> {}
      case OmronRecord.Malformed(var why) -> refuse(body, why, events);
      case OmronRecord.Unfinished(var error) -> {
        configured(events);
        events.add(new Failed(Fault.MEASUREMENT_FAILED, "error digit " + error));
      }
      case OmronRecord.Finished finished -> {
        configured(events);
        events.add(
            remembered.add(finished)
                ? format
                    .limits()
                    .judge(finished.values(), flags(finished, now), finished.deviceTime())
                : new Refused("duplicate", Shape.of(body)));
      }
    }
  }

  private Set<Flag> flags(OmronRecord.Finished finished, Moment now) {
    var flags = EnumSet.noneOf(Flag.class);
    if (finished.movements() > 0) {
      flags.add(Flag.MOVED);
    }
    if (clock.suspect(finished.deviceTime(), now)) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return flags;
  }

  private void configured(List<DeviceEvent> events) {
    layout(format.own(), events);
    if (misconfigured) {
      misconfigured = false;
      events.add(new Status(State.READY, ""));
    }
  }

  /** Told once an opening, and when it has changed. */
  private void layout(Layout seen, List<DeviceEvent> events) {
    if (layoutTold != seen) {
      layoutTold = seen;
      events.add(new Setting("record", seen.title(), seen == format.own()));
    }
  }

  /** Someone may be waiting for what these bytes should have been, so they are told. */
  private void refuse(Bytes bytes, String why, List<DeviceEvent> events) {
    var other = Layout.of(bytes).filter(layout -> layout != format.own());
    if (other.isPresent()) {
      misconfigured = true;
      layout(other.get(), events);
      events.add(new Refused("not " + format.own().title(), Shape.of(bytes)));
      events.add(new Status(State.MISCONFIGURED, format.setting()));
      return;
    }
    events.add(new Refused(why, Shape.of(bytes)));
    if (bytes.length() >= LOST_RECORD_MIN) {
      events.add(new Failed(Fault.BAD_DATA, why));
    }
  }
}
