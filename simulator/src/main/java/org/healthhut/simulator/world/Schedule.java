package org.healthhut.simulator.world;

import java.util.PriorityQueue;

/**
 * Virtual time, in milliseconds, and one queue of what is to happen. What is due at one time
 * happens in the order in which it was put there.
 */
final class Schedule {
  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long order;

  long now() {
    return now;
  }

  void in(long millis, Runnable what) {
    events.add(new Event(now + Math.max(0, millis), order++, what));
  }

  /** Does what is next; false when nothing is. */
  boolean step() {
    var next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.at();
    next.what().run();
    return true;
  }
}
