package org.healthhut.simulator.screen;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;

/** A port that tells a test how much the kiosk has read from it. */
record CountedPort(Link.Port port, AtomicLong read) implements Link.Port {
  @Override
  public String name() {
    return port.name();
  }

  @Override
  public Link open() throws IOException {
    return new Counted(port.open(), read);
  }

  private record Counted(Link link, AtomicLong read) implements Link {
    @Override
    public Bytes read(Duration wait) throws IOException {
      var bytes = link.read(wait);
      read.addAndGet(bytes.length());
      return bytes;
    }

    @Override
    public void write(Bytes bytes) throws IOException {
      link.write(bytes);
    }

    @Override
    public long discarded() {
      return link.discarded();
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
