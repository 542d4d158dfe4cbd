package org.healthhut.device.hid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** A driver whose stream of bytes travels in HID reports, several bytes or one in each. */
public final class Reported implements Driver {
  private final Driver driver;
  private final FrameReader reports;
  private final UnaryOperator<Bytes> report;
  private @Nullable Duration wakeAt;

  /**
   * @param reports where a report begins and ends; its body is what it carries, empty for filling
   * @param report the report that carries the bytes given
   */
  public Reported(Driver driver, Framing reports, int reportMax, UnaryOperator<Bytes> report) {
    this.driver = driver;
    this.reports = new FrameReader(reports, reportMax);
    this.report = report;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Received(var bytes) -> unpack(reports.received(bytes), now, writes, events);
      case Stimulus.Quiet() -> {
        unpack(reports.quiet(), now, writes, events);
        tell(stimulus, now, writes, events);
      }
      case Stimulus.Closed() -> {
        reports.clear();
        tell(stimulus, now, writes, events);
      }
      case Stimulus.Opened(), Stimulus.Woken(), Stimulus.Asked(_) ->
          tell(stimulus, now, writes, events);
    }
    return new Response(writes, events, wakeAt);
  }

  private void unpack(List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new DeviceEvent.Refused(why, bytes));
        case Found.Frame(var carried) when carried.isEmpty() -> {}
        case Found.Frame(var carried) -> tell(new Stimulus.Received(carried), now, writes, events);
      }
    }
  }

  private void tell(Stimulus stimulus, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    var response = driver.on(stimulus, now);
    response.writes().stream().map(report).forEach(writes::add);
    events.addAll(response.events());
    wakeAt = response.wakeAt();
  }
}
