package org.healthhut.device.stature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A BCM-H10 module as far as it is known (height-weight.md, 3): it is reached, asked for weight and
 * height in turn, and its answers are checked and refused, because the note does not know the ids
 * of a weight or a height. A capture of this conversation is what is missing.
 *
 * <pre>
 * link test --any sound answer--> weigh, measure height, weigh, … --3 unanswered--> link test
 * </pre>
 */
public final class BcmH10 implements Driver {
  private static final int UNIT = 0x03;

  private static final Bytes LINK_TEST = BcmFraming.frame(Bytes.of(UNIT, 0x3C));
  private static final Bytes WEIGH = BcmFraming.frame(Bytes.of(UNIT, 0x36));
  private static final Bytes MEASURE_HEIGHT = BcmFraming.frame(Bytes.of(UNIT, 0x35));

  /** The one answer the note has. */
  private static final Bytes TARE_FINISHED = Bytes.of(0x64, 0x01);

  /** How often it is asked, and how often in vain (height-weight.md, State machine). */
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final int UNANSWERED_MAX = 3;

  private final FrameReader reader = new FrameReader(new BcmFraming(), BcmFraming.FRAME_MAX);

  private @Nullable Duration askAt;
  private boolean reached;
  private boolean toldSilent;
  private int unanswered;
  private Bytes next = WEIGH;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> askAt = now.uptime();
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), events);
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
    }
    if (askAt == null || now.uptime().compareTo(askAt) < 0) {
      return new Response(List.of(), events, askAt);
    }
    askAt = now.uptime().plus(EVERY);
    if (unanswered == UNANSWERED_MAX) {
      reached = false;
      if (!toldSilent) {
        toldSilent = true;
        events.add(new Failed(Fault.SILENT, "three requests unanswered"));
      }
    }
    unanswered = Math.min(unanswered + 1, UNANSWERED_MAX);
    return new Response(List.of(request()), events, askAt);
  }

  private Bytes request() {
    if (!reached) {
      return LINK_TEST;
    }
    var request = next;
    next = request.equals(WEIGH) ? MEASURE_HEIGHT : WEIGH;
    return request;
  }

  private void interpret(List<Found> found, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) -> answer(body, events);
      }
    }
  }

  private void answer(Bytes body, List<DeviceEvent> events) {
    unanswered = 0;
    toldSilent = false;
    if (!reached) {
      reached = true;
      events.add(new Status(State.READY, ""));
    }
    events.add(
        new Refused(
            body.equals(TARE_FINISHED)
                ? "tare finished"
                : "an answer %02X, which nobody has described".formatted(body.u8(0)),
            body));
  }
}
