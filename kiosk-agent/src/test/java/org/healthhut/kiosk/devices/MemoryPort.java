package org.healthhut.kiosk.devices;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;

/** A cable in memory that can be unplugged and plugged in again. */
public final class MemoryPort implements Link.Port {
  private static final Bytes UNPLUGGED = Bytes.EMPTY;

  private final String name;
  private final List<Bytes> written = new CopyOnWriteArrayList<>();
  private final AtomicInteger opens = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private volatile BlockingQueue<Bytes> line = new LinkedBlockingQueue<>();
  private volatile boolean plugged = true;

  public MemoryPort(String name) {
    this.name = name;
  }

  /** The device says something. */
  public void say(String text) {
    line.add(Bytes.utf8(text));
  }

  public void unplug() {
    plugged = false;
    line.add(UNPLUGGED);
  }

  public void plug() {
    line = new LinkedBlockingQueue<>();
    plugged = true;
  }

  public List<Bytes> written() {
    return List.copyOf(written);
  }

  public int opens() {
    return opens.get();
  }

  public int closes() {
    return closes.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Link open() throws IOException {
    if (!plugged) {
      throw new IOException(name + " is not there; plug it in");
    }
    opens.incrementAndGet();
    var own = line;
    return new Link() {
      private boolean closed;

      @Override
      public Bytes read(Duration wait) throws IOException {
        try {
          var bytes = own.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
          if (bytes == null) {
            return Bytes.EMPTY;
          }
          if (bytes.isEmpty()) {
            throw new IOException(name + " hung up");
          }
          return bytes;
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return Bytes.EMPTY;
        }
      }

      @Override
      public void write(Bytes bytes) {
        written.add(bytes);
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          closes.incrementAndGet();
        }
      }
    };
  }
}
