package org.healthhut.simulator.decode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.simulator.decode.Recording.Direction;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Plays the device's side of a {@link Recording} to a driver, in virtual time and at its pace.
 *
 * <p>Where the recording has the kiosk asking, the device's next bytes wait until this driver has
 * asked too; a driver that asks for something else gets the recorded answer all the same.
 */
public final class Player {
  /** How long a driver may take to ask; the longest reply limit of any note is 18 s. */
  private static final Duration ASK_LIMIT = Duration.ofSeconds(60);

  /** How long the line stays open after the last byte, for what a driver decides by silence. */
  private static final Duration TAIL = Duration.ofSeconds(5);

  /**
   * What a driver says.
   *
   * @param afterTheEnd whether it is of time that passed behind the last byte alone: a device on
   *     the line might have gone on talking
   */
  public record Said(DeviceEvent event, boolean afterTheEnd) {}

  private final Driver driver;
  private final Duration quiet;
  private final List<Said> said = new ArrayList<>();
  private Moment now;
  private @Nullable Duration wakeAt;
  private @Nullable Duration quietAt;
  private int asked;
  private boolean ended;

  /**
   * A player for one recording.
   *
   * @param quiet the silence after which the line counts as quiet
   * @param start when the recording is taken to have begun; device clocks are compared with it
   */
  public Player(Driver driver, Duration quiet, Moment start) {
    this.driver = driver;
    this.quiet = quiet;
    this.now = start;
  }

  /**
   * Everything the driver says, but that the line is silent behind the last byte: that is where the
   * recording ends and not what the device did.
   */
  public List<Said> play(Recording recording) {
    tell(new Stimulus.Opened());
    Duration before = Duration.ZERO;
    int questions = 0;
    for (var piece : recording.pieces()) {
      if (piece.direction() == Direction.TO_DEVICE) {
        questions++;
        awaitQuestion(questions);
      } else {
        pass(piece.after().minus(before));
        receive(piece.bytes());
      }
      before = piece.after();
    }
    ended = true;
    pass(TAIL);
    tell(new Stimulus.Closed());
    return List.copyOf(said);
  }

  private void awaitQuestion(int questions) {
    var limit = now.uptime().plus(ASK_LIMIT);
    while (asked < questions && wakeAt != null && wakeAt.compareTo(limit) <= 0) {
      pass(max(Duration.ZERO, wakeAt.minus(now.uptime())));
    }
  }

  private void receive(Bytes bytes) {
    quietAt = now.uptime().plus(quiet);
    tell(new Stimulus.Received(bytes));
  }

  /** Lets {@code time} pass, with everything that falls due in it. */
  private void pass(Duration time) {
    var end = now.uptime().plus(max(Duration.ZERO, time));
    while (true) {
      var next = earlier(wakeAt, quietAt);
      if (next == null || next.compareTo(end) > 0) {
        now = now.plus(end.minus(now.uptime()));
        return;
      }
      now = now.plus(max(Duration.ZERO, next.minus(now.uptime())));
      if (next.equals(quietAt)) {
        quietAt = null;
        tell(new Stimulus.Quiet());
      } else {
        wakeAt = null;
        tell(new Stimulus.Woken());
      }
    }
  }

  private void tell(Stimulus stimulus) {
    var response = driver.on(stimulus, now);
    wakeAt = response.wakeAt();
    asked += response.writes().size();
    boolean settles = stimulus instanceof Stimulus.Quiet;
    response.events().stream()
        .filter(event -> !ended || !isOfSilence(event))
        .forEach(event -> said.add(new Said(event, ended && !settles)));
  }

  private static boolean isOfSilence(DeviceEvent event) {
    return switch (event) {
      case DeviceEvent.Failed(var fault, _) -> fault == Fault.SILENT;
      case DeviceEvent.Status(var state, _) -> state == DeviceEvent.State.NOT_CONNECTED;
      case DeviceEvent.Measured _,
          DeviceEvent.Progress _,
          DeviceEvent.Identified _,
          DeviceEvent.ClockRead _,
          DeviceEvent.Setting _,
          DeviceEvent.Presented _,
          DeviceEvent.Refused _ ->
          false;
    };
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
