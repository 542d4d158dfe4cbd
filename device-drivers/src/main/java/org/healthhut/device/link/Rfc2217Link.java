package org.healthhut.device.link;

import java.io.IOException;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;

/**
 * A device behind a serial server that lets its port be set over the network: RFC 2217, Telnet's
 * COM-PORT-OPTION. The port is opened with the configured line settings or not at all.
 */
public final class Rfc2217Link implements Link {
  /** How a configuration names such a server. */
  static final String SCHEME = "rfc2217";

  /** How long a server may say nothing before it has set its port. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  /** How often a device may be heard talking before its port is set. */
  private static final int LOOKS_MAX = 1_000;

  private static final Duration LOOK = Duration.ofMillis(100);

  /** Not every server answers to a purge; it is given this many silent looks more. */
  private static final int PURGE_SILENT_LOOKS_MAX = 5;

  /** And so many where the device does not stop talking. */
  private static final int PURGE_LOOKS_MAX = 50;

  private final String name;
  private final Link server;
  private final ComPort port;
  private Bytes unread = Bytes.EMPTY;
  private long discarded;

  private Rfc2217Link(String name, Link server, LineSettings settings) {
    this.name = name;
    this.server = server;
    this.port = new ComPort(settings);
  }

  /**
   * The port of a serial server.
   *
   * @param address {@code rfc2217://host:port}
   * @throws IllegalArgumentException when it is not of that form
   */
  public static Port port(String address, LineSettings settings) {
    return port(address, settings, SILENCE_MAX);
  }

  /**
   * The port of a serial server that may need longer to answer.
   *
   * @param silenceMax after which a server that says nothing is given up
   */
  public static Port port(String address, LineSettings settings, Duration silenceMax) {
    return new Server(address, TcpLink.port(address, SCHEME), settings, silenceMax);
  }

  @Override
  public Bytes read(Duration wait) throws IOException {
    if (unread.isEmpty()) {
      hear(wait);
    }
    var read = unread;
    unread = Bytes.EMPTY;
    return read;
  }

  /** Takes in what came, if anything; what the device said is put to {@link #unread}. */
  private boolean hear(Duration wait) throws IOException {
    var came = server.read(wait);
    var answer = port.received(came);
    if (!answer.write().isEmpty()) {
      server.write(answer.write());
    }
    for (var step : answer.steps()) {
      switch (step) {
        case ComPort.Step.Data(var bytes) -> unread = unread.plus(bytes);
        case ComPort.Step.Purged() -> discard();
        case ComPort.Step.Refused(var why) -> throw new IOException(name + ": " + why);
      }
    }
    return !came.isEmpty();
  }

  /** What is heard meanwhile was said before the line was set as it must be. */
  private void negotiate(Duration silenceMax) throws IOException {
    server.write(ComPort.hello());
    int silent = 0;
    for (int looks = 0; !port.set(); looks++) {
      if (silent >= silenceMax.dividedBy(LOOK) || looks == LOOKS_MAX) {
        throw new IOException(
            "cannot open " + name + ": the serial server does not answer " + port.waitingFor());
      }
      silent += hear(LOOK) ? 0 : 1;
      unpurged();
    }
    silent = 0;
    for (int looks = 0;
        !port.purged() && silent < PURGE_SILENT_LOOKS_MAX && looks < PURGE_LOOKS_MAX;
        looks++) {
      silent += hear(LOOK) ? 0 : 1;
      unpurged();
    }
  }

  /** What was heard before the purge goes; what came behind its answer is new. */
  private void unpurged() {
    if (!port.purged()) {
      discard();
    }
  }

  private void discard() {
    discarded += unread.length();
    unread = Bytes.EMPTY;
  }

  @Override
  public long discarded() {
    return discarded;
  }

  @Override
  public void write(Bytes bytes) throws IOException {
    server.write(Telnet.escaped(bytes));
  }

  @Override
  public void close() {
    server.close();
  }

  private record Server(String name, Port tcp, LineSettings settings, Duration silenceMax)
      implements Port {
    @Override
    public Link open() throws IOException {
      var link = new Rfc2217Link(name, tcp.open(), settings);
      try {
        link.negotiate(silenceMax);
        return link;
      } catch (IOException e) {
        link.close();
        throw e;
      }
    }
  }
}
