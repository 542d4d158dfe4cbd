package org.healthhut.kiosk.inlet;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;

/** One paired meter's values on their way to its driver; each is read whole. */
final class Mailbox implements Link {
  /** More than a meter sends of one measurement; one that sends more is told to come again. */
  private static final int VALUES_MAX = 32;

  private final BlockingQueue<Bytes> values = new ArrayBlockingQueue<>(VALUES_MAX);
  private final Runnable whenClosed;
  private volatile boolean closed;

  Mailbox(Runnable whenClosed) {
    this.whenClosed = whenClosed;
  }

  /** False when it is full. */
  boolean put(Bytes value) {
    return !closed && values.offer(value);
  }

  boolean hasRoom() {
    return !closed && values.remainingCapacity() > 0;
  }

  @Override
  public Bytes read(Duration wait) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    try {
      var value = values.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      return value == null ? Bytes.EMPTY : value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A meter comes when it has something and cannot be spoken to: what is written is dropped. */
  @Override
  public void write(Bytes bytes) {}

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      whenClosed.run();
    }
  }
}
