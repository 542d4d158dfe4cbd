package org.healthhut.device;

import java.time.Duration;
import java.util.List;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A device that speaks when it is asked: its bytes become frames, its silences are waited out, and
 * what frames mean and what to ask next is a {@link Dialogue}.
 */
public final class PolledDriver implements Driver {
  private final FrameReader reader;
  private final Patience patience;
  private final Dialogue dialogue;

  /**
   * @param frameMax the longest frame on the wire
   * @param patience the one the dialogue says its waits to
   */
  public PolledDriver(Framing framing, int frameMax, Patience patience, Dialogue dialogue) {
    this.reader = new FrameReader(framing, frameMax);
    this.patience = patience;
    this.dialogue = dialogue;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> dialogue.opened(turn);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        handOver(reader.received(bytes), turn);
      }
      case Stimulus.Quiet() -> {
        handOver(reader.quiet(), turn);
        dialogue.quiet(turn);
      }
      case Stimulus.Woken() -> {
        dialogue.passed(turn);
        expire(turn);
      }
      case Stimulus.Closed() -> {
        reader.clear();
        patience.end();
        dialogue.closed();
      }
      case Stimulus.Asked(var request) -> {
        if (request == Request.SET_CLOCK && now.clock() == ClockTrust.SYNCHRONIZED) {
          dialogue.setClock(turn);
        }
      }
    }
    return turn.end(wakeAt());
  }

  private void handOver(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Frame(var body) -> dialogue.frame(body, turn);
        case Found.Noise(var bytes, var why) -> dialogue.noise(bytes, why, turn);
      }
    }
  }

  private void expire(Turn turn) {
    switch (patience.due(turn.now())) {
      case NOTHING -> {}
      case ASK -> dialogue.due(turn);
      case GIVE_UP_SILENT -> dialogue.silent(turn);
      case GIVE_UP_DAMAGED -> dialogue.damaged(turn);
    }
  }

  private @Nullable Duration wakeAt() {
    var ask = patience.wakeAt();
    var passes = dialogue.passesAt();
    return ask == null || (passes != null && passes.compareTo(ask) < 0) ? passes : ask;
  }
}
