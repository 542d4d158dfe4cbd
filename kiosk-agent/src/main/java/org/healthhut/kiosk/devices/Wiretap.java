package org.healthhut.kiosk.devices;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.Moment;

/**
 * The last bytes on one device's line, in both directions, with what the driver made of them. Bytes
 * hold what somebody measured: nothing is kept before {@link #start}, and {@link #stop} forgets
 * everything. They must not be logged.
 *
 * <p>What came is cut where the driver said something or the line went quiet: mostly into frames.
 */
public final class Wiretap {
  /** The oldest goes when another comes. */
  static final int KEPT_MAX = 200;

  /** A piece that gets longer is shown as two. */
  static final int PIECE_MAX = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Piece> kept = new ArrayDeque<>();
  private volatile boolean on;
  private Bytes pending = Bytes.EMPTY;
  private long last;

  /** What became of some bytes. */
  public enum Verdict {
    /** The driver understood something. */
    DECODED,
    /** They are not what the protocol allows. */
    REFUSED,
    /** They made no frame. */
    UNFINISHED,
    /** The kiosk wrote them. */
    SENT
  }

  /**
   * Bytes that belong together.
   *
   * @param number counts up, so that a reader knows what is new
   * @param detail why they were refused, or what kind of thing was understood; no value
   */
  public record Piece(long number, Moment at, Bytes bytes, Verdict verdict, String detail) {}

  public void start() {
    on = true;
  }

  public void stop() {
    on = false;
    lock.lock();
    try {
      kept.clear();
      pending = Bytes.EMPTY;
    } finally {
      lock.unlock();
    }
  }

  /** Oldest first. */
  public List<Piece> pieces() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  void sent(Bytes bytes, Moment at) {
    if (!on) {
      return;
    }
    lock.lock();
    try {
      keep(at, bytes, Verdict.SENT, "");
    } finally {
      lock.unlock();
    }
  }

  void heard(Stimulus stimulus, List<DeviceEvent> events, Moment at) {
    if (!on) {
      return;
    }
    lock.lock();
    try {
      switch (stimulus) {
        case Stimulus.Received(var bytes) -> {
          pending = pending.plus(bytes);
          if (!events.isEmpty() || pending.length() >= PIECE_MAX) {
            settle(events, at);
          }
        }
        case Stimulus.Quiet _, Stimulus.Closed _ -> settle(events, at);
        case Stimulus.Opened _, Stimulus.Woken _, Stimulus.Asked _ -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private void settle(List<DeviceEvent> events, Moment at) {
    if (pending.isEmpty()) {
      return;
    }
    var refused =
        events.stream()
            .filter(DeviceEvent.Refused.class::isInstance)
            .map(DeviceEvent.Refused.class::cast)
            .findFirst();
    if (refused.isPresent()) {
      keep(at, pending, Verdict.REFUSED, refused.get().why());
    } else if (events.isEmpty()) {
      keep(at, pending, Verdict.UNFINISHED, "");
    } else {
      var kinds =
          events.stream()
              .map(event -> event.getClass().getSimpleName())
              .distinct()
              .collect(Collectors.joining(", "));
      keep(at, pending, Verdict.DECODED, kinds);
    }
    pending = Bytes.EMPTY;
  }

  private void keep(Moment at, Bytes bytes, Verdict verdict, String detail) {
    // It may have been stopped since it was looked at.
    if (!on) {
      return;
    }
    kept.addLast(new Piece(++last, at, bytes, verdict, detail));
    if (kept.size() > KEPT_MAX) {
      kept.removeFirst();
    }
  }
}
