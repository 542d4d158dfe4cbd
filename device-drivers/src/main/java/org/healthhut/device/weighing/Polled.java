package org.healthhut.device.weighing;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** A scale that gives a weight for each request, and so is asked again and again. */
public final class Polled implements Driver {
  /** As often as slow indicators stream, and as long as an answer may take. */
  private static final Duration EVERY = Duration.ofMillis(200);

  private final Bytes greeting;
  private final Bytes request;
  private final Duration every;
  private final Weighing weighing;
  private @Nullable Duration askAt;

  public Polled(Bytes request, Weighing weighing) {
    this(Bytes.EMPTY, request, EVERY, weighing);
  }

  /**
   * @param greeting written once when the line opens, before anything is asked; may be empty
   * @param every how often the weight is asked for
   */
  public Polled(Bytes greeting, Bytes request, Duration every, Weighing weighing) {
    this.greeting = greeting;
    this.request = request;
    this.every = every;
    this.weighing = weighing;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var heard = weighing.on(stimulus, now);
    List<Bytes> writes = List.of();
    switch (stimulus) {
      case Stimulus.Opened() -> {
        // Whoever is greeted has time to answer before it is asked.
        askAt = greeting.isEmpty() ? now.uptime() : now.uptime().plus(every);
        writes = greeting.isEmpty() ? writes : List.of(greeting);
      }
      case Stimulus.Closed() -> askAt = null;
      case Stimulus.Received(_), Stimulus.Quiet(), Stimulus.Woken(), Stimulus.Asked(_) -> {}
    }
    if (askAt == null) {
      return heard;
    }
    if (now.uptime().compareTo(askAt) >= 0) {
      askAt = now.uptime().plus(every);
      writes = List.of(request);
    }
    var wakeAt = heard.wakeAt();
    return new Response(
        writes, heard.events(), wakeAt == null || askAt.compareTo(wakeAt) < 0 ? askAt : wakeAt);
  }
}
