package org.healthhut.simulator.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.healthhut.simulator.device.DeviceState;
import org.healthhut.simulator.device.Tap;
import org.healthhut.simulator.device.WireFrame;

/**
 * The newest {@value #FRAMES_MAX} frames and the latest state of each device, for any number of
 * readers, each with its own place. When it is full the oldest frame goes; a reader who was that
 * slow sees a gap in the numbers.
 */
final class Feed implements Tap {
  static final int FRAMES_MAX = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Numbered> frames = new ArrayDeque<>();
  private final Map<String, DeviceState> states = new LinkedHashMap<>();
  private long lastNumber;
  private long version;

  /** A frame and its place: 1, 2, 3 … without gaps since the bench was opened. */
  record Numbered(long number, WireFrame frame) {}

  /**
   * Where a reader is: the last frame it has, and which version of the states.
   *
   * @param version -1 for none yet
   */
  record Place(long number, long version) {}

  @Override
  public void saw(WireFrame frame) {
    lock.lock();
    try {
      frames.add(new Numbered(++lastNumber, frame));
      if (frames.size() > FRAMES_MAX) {
        frames.remove();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void changed(DeviceState state) {
    lock.lock();
    try {
      states.put(state.name(), state);
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that something every reader sees has changed, other than a device. */
  void touch() {
    lock.lock();
    try {
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest {@code limit} of the frames after {@code number} that are still here. */
  List<Numbered> after(long number, int limit) {
    lock.lock();
    try {
      if (number >= lastNumber) {
        return List.of();
      }
      var found = new ArrayList<Numbered>();
      for (var frame : frames) {
        if (frame.number() > number) {
          found.add(frame);
          if (found.size() == limit) {
            break;
          }
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  List<DeviceState> states() {
    lock.lock();
    try {
      return List.copyOf(states.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something beyond {@code place}, at most {@code longest}.
   *
   * @return the version of the states now
   */
  long await(Place place, Duration longest) throws InterruptedException {
    long nanos = longest.toNanos();
    lock.lock();
    try {
      while (lastNumber <= place.number() && version <= place.version() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return version;
    } finally {
      lock.unlock();
    }
  }
}
