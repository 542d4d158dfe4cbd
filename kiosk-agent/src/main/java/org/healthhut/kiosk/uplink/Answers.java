package org.healthhut.kiosk.uplink;

import java.util.HashMap;
import java.util.Map;
import org.healthhut.wire.Ack;

/**
 * Which of the records that this start has handed over the district has answered, one by one. An
 * acknowledgement may be meant for another kiosk under the same id, or for an earlier start of this
 * one: it counts for the records that it names by boot and number and that were handed over as
 * such, and those are the same records whoever sent them.
 */
final class Answers {
  private final Map<String, Spans> handedOver = new HashMap<>();
  private final Spans answered = new Spans();

  void handOver(String boot, long first, long last) {
    handedOver.computeIfAbsent(boot, _ -> new Spans()).add(first, last);
  }

  /** Nobody here has these numbers, so nothing is to be answered. */
  void passOver(long first, long last) {
    answered.add(first, last);
  }

  /** The records of {@code batch} that this start has handed over; they are answered now. */
  Spans take(Ack.Answered batch) {
    var ours =
        handedOver.getOrDefault(batch.boot(), new Spans()).within(batch.first(), batch.last());
    answered.addAll(ours);
    return ours;
  }

  /** All that follow {@code acknowledged} without one that is not answered, to the last. */
  long unbrokenAfter(long acknowledged) {
    return answered.endOfRunAfter(acknowledged);
  }

  boolean hasAll(long first, long last) {
    return answered.endOfRunAfter(first - 1) >= last;
  }

  /** They need no answer any more. */
  void forgetThrough(long acknowledged) {
    answered.removeThrough(acknowledged);
    handedOver.values().forEach(spans -> spans.removeThrough(acknowledged));
    handedOver.values().removeIf(Spans::isEmpty);
  }

  /** Another numbering begins. */
  void clear() {
    handedOver.clear();
    answered.clear();
  }

  /** What was answered is sent again, and to be answered again. */
  void startOver() {
    answered.clear();
  }
}
