package org.healthhut.device.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.healthhut.bytes.Bytes;

/**
 * A device behind a serial server that passes bytes over raw TCP. The server holds the line
 * settings; the kiosk cannot set them here.
 *
 * <p>Some servers keep what a device says while nobody is connected and hand it to the next caller.
 * Nothing tells such bytes from others, so all that comes within {@link #BUFFERED_FOR} of
 * connecting is thrown away; opening takes that long.
 */
public final class TcpLink implements Link {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** A silent server that is gone is noticed within a minute; chosen by this project. */
  private static final int ASK_AFTER_SECONDS = 30;

  private static final int ASK_EVERY_SECONDS = 10;
  private static final int ASKED_MAX = 3;

  /**
   * Long enough for a server on the same site to send all it kept, and short against a measurement;
   * chosen by this project.
   */
  private static final Duration BUFFERED_FOR = Duration.ofMillis(300);

  private static final int BUFFER = 4096;

  /** More buffers than a server keeps, so that a line that never rests opens as well. */
  private static final int DISCARDS_MAX = 64;

  private static final String SCHEME = "tcp";

  private final String name;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private long discarded;

  private TcpLink(String name, Socket socket) throws IOException {
    this.name = name;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /**
   * The port of a serial server.
   *
   * @param address {@code tcp://host:port}
   * @throws IllegalArgumentException when it is not of that form
   */
  public static Port port(String address) {
    return port(address, BUFFERED_FOR);
  }

  /**
   * The port of a serial server that needs longer to send what it kept.
   *
   * @param bufferedFor for so long after connecting, what comes is taken for kept and thrown away
   */
  public static Port port(String address, Duration bufferedFor) {
    return port(address, SCHEME, bufferedFor);
  }

  /** The same under another scheme, for a protocol on top that sees itself to what is kept. */
  static Port port(String address, String scheme) {
    return port(address, scheme, Duration.ZERO);
  }

  private static Port port(String address, String scheme, Duration bufferedFor) {
    var uri = URI.create(address);
    if (!scheme.equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
      throw new IllegalArgumentException(
          "a serial server is " + scheme + "://host:port, not '" + address + "'");
    }
    return new Server(address, uri.getHost(), uri.getPort(), bufferedFor);
  }

  /** A serial server that loses its power says nothing, so it is asked whether it is there. */
  static void watch(Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      // Left to itself the system first asks after two hours.
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, ASK_AFTER_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, ASK_EVERY_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, ASKED_MAX);
    }
  }

  private void discard(Duration bufferedFor) throws IOException {
    try {
      new CountDownLatch(1).await(bufferedFor.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": told to stop while opening", e);
    }
    for (int i = 0; i < DISCARDS_MAX && in.available() > 0; i++) {
      discarded += read(Duration.ZERO).length();
    }
  }

  @Override
  public long discarded() {
    return discarded;
  }

  @Override
  public Bytes read(Duration wait) throws IOException {
    if (!wait.isPositive() && in.available() == 0) {
      return Bytes.EMPTY;
    }
    socket.setSoTimeout(Math.clamp(wait.toMillis(), 1, Integer.MAX_VALUE));
    int count;
    try {
      count = in.read(buffer);
    } catch (SocketTimeoutException _) {
      return Bytes.EMPTY;
    } catch (IOException e) {
      throw new IOException(name + ": line gone: " + e.getMessage(), e);
    }
    if (count < 0) {
      throw new IOException(name + ": line gone: the serial server hung up");
    }
    return Bytes.copyOf(buffer, 0, count);
  }

  @Override
  public void write(Bytes bytes) throws IOException {
    try {
      out.write(bytes.toArray());
      out.flush();
    } catch (IOException e) {
      throw new IOException(name + ": line gone: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // The line is given up either way.
    }
  }

  private record Server(String name, String host, int number, Duration bufferedFor)
      implements Port {
    @Override
    public Link open() throws IOException {
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(host, number), (int) CONNECT_LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        watch(socket);
        var link = new TcpLink(name, socket);
        if (bufferedFor.isPositive()) {
          link.discard(bufferedFor);
        }
        return link;
      } catch (UnknownHostException e) {
        throw cannotOpen("the host is not known; check its name", socket, e);
      } catch (SocketTimeoutException e) {
        throw cannotOpen("no answer; check the serial server and its network", socket, e);
      } catch (ConnectException e) {
        throw cannotOpen("refused; check the port and who else is connected", socket, e);
      } catch (IOException e) {
        throw cannotOpen(String.valueOf(e.getMessage()), socket, e);
      }
    }

    private IOException cannotOpen(String why, Socket socket, IOException cause) {
      try {
        socket.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
      return new IOException("cannot open " + name + ": " + why, cause);
    }
  }
}
