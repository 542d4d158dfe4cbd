package org.healthhut.device.example;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;

/**
 * ROD-1: pushes {@code H=171.5cm CR LF} when its slide has rested for two seconds, and {@code E=1
 * CR LF} when it can't find it (rod-1.md, Line format).
 */
public final class HeightRod implements Driver {
  /** rod-1.md, Line. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final LineFraming FRAMING = new LineFraming(16);
  private static final Pattern HEIGHT = Pattern.compile("H=(\\d{2,3}\\.\\d)cm");
  private static final String SLIDE_LOST = "E=1";

  private final FrameReader reader = new FrameReader(FRAMING, FRAMING.frameMax());

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return switch (stimulus) {
      case Stimulus.Opened() ->
          new Response(
              List.of(), List.of(new DeviceEvent.Status(DeviceEvent.State.READY, "")), null);
      case Stimulus.Received(var bytes) -> events(reader.received(bytes));
      case Stimulus.Quiet() -> events(reader.quiet());
      case Stimulus.Woken(), Stimulus.Asked(_), Stimulus.Closed() -> Response.NOTHING;
    };
  }

  private static Response events(List<Found> found) {
    var events = new ArrayList<DeviceEvent>();
    for (var each : found) {
      events.add(
          switch (each) {
            case Found.Frame(var line) -> decode(line);
            case Found.Noise(var bytes, var why) -> new DeviceEvent.Refused(why, bytes);
          });
    }
    return new Response(List.of(), events, null);
  }

  /** The data sheet: what one line means. */
  static DeviceEvent decode(Bytes line) {
    var height = HEIGHT.matcher(line.latin1());
    if (height.matches()) {
      return judged(new BigDecimal(height.group(1)));
    }
    return line.latin1().equals(SLIDE_LOST)
        ? new DeviceEvent.Failed(Fault.SENSOR, "the slide is not found")
        : new DeviceEvent.Refused("no line of this format", line);
  }

  private static DeviceEvent judged(BigDecimal cm) {
    var height = new Quantity(Comparator.EXACTLY, cm, Metric.HEIGHT.unit());
    return Metric.HEIGHT.plausible(height)
        ? new DeviceEvent.Measured(Map.of(Metric.HEIGHT, height), Set.of(), null, null)
        : new DeviceEvent.Failed(Fault.IMPLAUSIBLE, "no person is so tall or so small");
  }
}
