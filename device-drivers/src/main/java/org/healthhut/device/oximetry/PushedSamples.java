package org.healthhut.device.oximetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.vital.Moment;

/** An oximeter that speaks by itself and is never written to. */
public final class PushedSamples implements Driver {
  private final FrameReader reader;
  private final Function<Bytes, Sample> decode;
  private final boolean unbroken;
  private final SpotCheck spotCheck;

  /**
   * @param frameMax the longest frame on the wire
   * @param decode what a frame's body shows; pure
   * @param unbroken whether frames follow each other so closely that a quiet line has lost some
   * @param silenceMax how long an oximeter that is on can be silent
   */
  public PushedSamples(
      Framing framing,
      int frameMax,
      Function<Bytes, Sample> decode,
      boolean unbroken,
      Duration silenceMax) {
    this.reader = new FrameReader(framing, frameMax);
    this.decode = decode;
    this.unbroken = unbroken;
    this.spotCheck = new SpotCheck(silenceMax);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    spotCheck.expire(now, events);
    switch (stimulus) {
      case Stimulus.Opened() -> spotCheck.listen(now);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, events);
        if (unbroken) {
          spotCheck.interrupted();
        }
      }
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
      case Stimulus.Closed() -> {
        reader.clear();
        spotCheck.end();
        return Response.NOTHING;
      }
    }
    return new Response(List.of(), events, spotCheck.wakeAt());
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, events);
        case Found.Frame(var body) -> {
          var sample = decode.apply(body);
          switch (sample) {
            case Sample.Malformed(var why) -> refuse(why, body, events);
            case Sample.Unused(var why) -> events.add(new Refused(why, body));
            case Sample.Values _, Sample.Unsure _, Sample.NoFinger _, Sample.SensorFault _ ->
                spotCheck.sample(sample, now, events);
          }
        }
      }
    }
  }

  private void refuse(String why, Bytes bytes, List<DeviceEvent> events) {
    spotCheck.interrupted();
    events.add(new Refused(why, bytes));
  }
}
