package org.healthhut.simulator.device.vitals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.jspecify.annotations.Nullable;

/** An oximeter that says what it sees of a finger, again and again. */
abstract class Oximeter implements VirtualDevice {
  /** The finger is pulled out too early. */
  static final String FINGER_OUT = "finger-out";

  /** There is a finger and no pulse is found in it. */
  static final String NO_PULSE = "no-pulse";

  /** Of a stream that nobody woke the device for in time. */
  private static final int LATE_MAX = 100;

  final Finger finger;
  private final Duration every;
  private Duration nextFrame = Duration.ZERO;

  Oximeter(RandomGenerator random, Duration every) {
    this.finger = new Finger(random);
    this.every = every;
  }

  /** What it says at {@code at}, when it is to say something. */
  abstract List<Transmission> says(Duration at);

  /** The line is new. */
  void pluggedIn(Duration uptime) {}

  List<Transmission> heard(Bytes bytes, Duration uptime) {
    return List.of();
  }

  /** The finger came, {@code in}, or went. */
  void fingerMoved(boolean in, Duration uptime) {}

  @Override
  public final Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> {
        nextFrame = uptime;
        pluggedIn(uptime);
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Asked(var found) -> {
        finger.in(found, found.error().equals(FINGER_OUT), uptime);
        fingerMoved(true, uptime);
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Woken() -> stream(uptime);
      case Happening.Stopped() -> {
        if (!finger.isIn()) {
          yield Reply.wakingAt(nextFrame);
        }
        finger.out(Panel.failed("--", "手指已移出", "Finger out"));
        fingerMoved(false, uptime);
        yield Reply.wakingAt(nextFrame).ending(Ending.STOPPED);
      }
      case Happening.Paced(var other) -> {
        finger.pace(other, uptime);
        yield Reply.wakingAt(nextFrame);
      }
      case Happening.Heard(var bytes) -> new Reply(heard(bytes, uptime), nextFrame, null);
      case Happening.Unplugged(), Happening.Shown(_) -> Reply.wakingAt(nextFrame);
    };
  }

  private Reply stream(Duration uptime) {
    var sends = new ArrayList<Transmission>();
    @Nullable Ending ending = null;
    for (int i = 0; i < LATE_MAX && nextFrame.compareTo(uptime) <= 0; i++) {
      var ended = finger.advance(nextFrame);
      if (ended != null) {
        ending = ended;
        fingerMoved(false, nextFrame);
      }
      sends.addAll(says(nextFrame));
      nextFrame = nextFrame.plus(every);
    }
    if (nextFrame.compareTo(uptime) <= 0) {
      nextFrame = uptime.plus(every);
    }
    return new Reply(sends, nextFrame, ending);
  }

  @Override
  public final Panel panel() {
    return finger.panel();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("血氧仪不听 ignored: this model takes no commands", Verdict.UNCHECKED);
  }
}
