package org.healthhut.district.ingest;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.healthhut.wire.KioskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session with a broker owes it. A message is acknowledged to the broker when it has been
 * taken in and answered, never before, and in the order of arrival as MQTT asks (5.0, 4.6). A
 * message that the database fails on is not acknowledged: the session is to end, and the broker
 * delivers it again. Any other failure is the message's own, which would come again for ever.
 *
 * @param <M> the message as the broker's client has it
 */
public final class Deliveries<M> {
  /** A message between its arrival and its acknowledgement to the broker. */
  public static final class Delivery<M> {
    private final M message;
    private boolean done;

    private Delivery(M message) {
      this.message = message;
    }

    public M message() {
      return message;
    }
  }

  /** Something that is done with a message. */
  @FunctionalInterface
  public interface Step<M, E extends Exception> {
    void with(M message) throws E, InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Delivery<M>> open = new ArrayDeque<>();

  /** To be called in the order of arrival. */
  public Delivery<M> arrived(M message) {
    var delivery = new Delivery<>(message);
    lock.lock();
    try {
      open.addLast(delivery);
    } finally {
      lock.unlock();
    }
    return delivery;
  }

  /**
   * Takes one in, and lets the broker forget what it can.
   *
   * @param take returns when the message is committed and answered
   * @param acknowledge tells the broker; called by one thread at a time
   * @throws RuntimeException when the database failed: the session is to end
   */
  public <E extends Exception> void settle(
      KioskId kiosk, Delivery<M> delivery, Step<M, E> take, Step<M, E> acknowledge)
      throws E, InterruptedException {
    try {
      take.with(delivery.message);
    } catch (RuntimeException e) {
      if (Failure.isOfDatabase(e)) {
        throw e;
      }
      log.atError()
          .addKeyValue("kiosk", kiosk)
          .addKeyValue("cause", Failure.of(e))
          .log("message.passedOver");
    }
    done(delivery, acknowledge);
  }

  /** For a message that needs nothing. */
  public <E extends Exception> void done(Delivery<M> delivery, Step<M, E> acknowledge)
      throws E, InterruptedException {
    lock.lock();
    try {
      delivery.done = true;
      while (!open.isEmpty() && open.peekFirst().done) {
        acknowledge.with(open.removeFirst().message);
      }
    } finally {
      lock.unlock();
    }
  }
}
