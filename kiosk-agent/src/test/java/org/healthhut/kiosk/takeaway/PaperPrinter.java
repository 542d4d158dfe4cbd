package org.healthhut.kiosk.takeaway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;

/** A receipt printer by its manual: it prints while it has paper, and says so when asked. */
final class PaperPrinter implements Link, Link.Port {
  private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
  private Bytes answer = Bytes.EMPTY;
  volatile boolean talks = true;
  volatile int jobsLeft = Integer.MAX_VALUE;
  volatile boolean unplugged;

  /** Counted down to let writes go on. */
  volatile CountDownLatch held = new CountDownLatch(0);

  final CountDownLatch writing = new CountDownLatch(1);

  @Override
  public String name() {
    return "paper";
  }

  @Override
  public Link open() throws IOException {
    if (unplugged) {
      throw new IOException("paper: there is no such printer");
    }
    return this;
  }

  @Override
  public synchronized Bytes read(Duration wait) {
    var said = answer;
    answer = Bytes.EMPTY;
    return said;
  }

  @Override
  public void write(Bytes bytes) throws IOException {
    if (bytes.equals(Bytes.of(0x10, 0x04, 4))) {
      synchronized (this) {
        answer = talks ? Bytes.of(0x16, jobsLeft > 0 ? 0x12 : 0x72) : Bytes.EMPTY;
      }
      return;
    }
    writing.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IOException("paper: interrupted", e);
    }
    synchronized (this) {
      paper.writeBytes(bytes.toArray());
      jobsLeft--;
    }
  }

  synchronized byte[] printed() {
    return paper.toByteArray();
  }

  @Override
  public void close() {}
}
