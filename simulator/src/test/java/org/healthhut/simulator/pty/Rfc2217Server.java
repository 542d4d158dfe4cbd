package org.healthhut.simulator.pty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A serial server with one port and one caller that lets the port be set (RFC 2217). Written from
 * the RFC without a look at the client: where the client is wrong about it, they do not agree.
 */
final class Rfc2217Server implements AutoCloseable {
  /** What a port has, by the RFC's command. */
  enum Setting {
    SET_BAUDRATE(1),
    SET_DATASIZE(2),
    SET_PARITY(3),
    SET_STOPSIZE(4),
    SET_CONTROL(5);

    private final int code;

    Setting(int code) {
      this.code = code;
    }
  }

  /** How a server differs from others. */
  enum Kind {
    GOOD,
    /** Passes bytes and knows nothing of Telnet's COM-PORT-OPTION. */
    REFUSES,
    /** Says nothing at all. */
    MUTE,
    /** Never answers to a purge. */
    KEEPS_DATA,
    /** The device says "on" as soon as its line is purged. */
    TALKS_ON
  }

  private static final int IAC = 0xFF;
  private static final int SB = 0xFA;
  private static final int SE = 0xF0;
  private static final int WILL = 0xFB;
  private static final int WONT = 0xFC;
  private static final int DO = 0xFD;
  private static final int DONT = 0xFE;
  private static final int BINARY_TRANSMISSION = 0;
  private static final int SUPPRESS_GO_AHEAD = 3;
  private static final int COM_PORT_OPTION = 44;
  private static final int PURGE_DATA = 12;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Kind kind;
  private final Map<Setting, Integer> fixed;
  private final Map<Setting, Integer> settings = new ConcurrentSkipListMap<>();
  private final BlockingQueue<Bytes> fromKiosk = new LinkedBlockingQueue<>();
  private final BlockingQueue<Socket> callers = new LinkedBlockingQueue<>();

  /** Whether commands may stand between bytes of 255: both sides have agreed to BINARY. */
  private volatile boolean binary;

  private volatile Bytes kept = Bytes.EMPTY;
  private @Nullable Socket caller;

  /**
   * Serves one caller.
   *
   * @param fixed what the port stays set to, whatever it is asked
   */
  Rfc2217Server(Kind kind, Map<Setting, Integer> fixed) throws IOException {
    this.kind = kind;
    this.fixed = fixed;
    Thread.ofPlatform().name("rfc2217-server").daemon().start(this::serve);
  }

  String address() {
    return "rfc2217://127.0.0.1:" + listener.getLocalPort();
  }

  Map<Setting, Integer> settings() {
    return settings;
  }

  boolean binary() {
    return binary;
  }

  Bytes read() throws IOException {
    try {
      var bytes = fromKiosk.poll(60, TimeUnit.SECONDS);
      if (bytes == null) {
        throw new IOException("nothing came");
      }
      return bytes;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** What the device says while nobody has called. */
  void keep(Bytes bytes) {
    kept = bytes;
  }

  /** What the device says. */
  void write(Bytes bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length(); i++) {
      out.write(bytes.u8(i));
      if (bytes.u8(i) == IAC) {
        out.write(IAC);
      }
    }
    send(out.toByteArray());
  }

  /** Something that no device said. */
  void interject(Bytes telnet) throws IOException {
    send(telnet.toArray());
  }

  private void send(byte[] bytes) throws IOException {
    var socket = caller();
    synchronized (socket) {
      socket.getOutputStream().write(bytes);
    }
  }

  private synchronized Socket caller() throws IOException {
    try {
      var newest = caller == null ? callers.poll(60, TimeUnit.SECONDS) : caller;
      if (newest == null) {
        throw new IOException("nobody calls");
      }
      caller = newest;
      return newest;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    var socket = caller == null ? callers.poll() : caller;
    if (socket != null) {
      socket.close();
    }
  }

  private void serve() {
    try {
      var socket = listener.accept();
      socket.getOutputStream().write(kept.toArray());
      callers.add(socket);
      if (kind != Kind.MUTE) {
        listen(socket.getInputStream());
      }
    } catch (IOException _) {
      // The caller has gone, or the test is over.
    }
  }

  private void listen(InputStream in) throws IOException {
    while (true) {
      int value = next(in);
      if (value != IAC) {
        fromKiosk.add(Bytes.of(value));
        continue;
      }
      int command = next(in);
      switch (command) {
        case IAC -> fromKiosk.add(Bytes.of(IAC));
        case WILL, DO -> agree(command, next(in));
        case WONT, DONT -> next(in);
        case SB -> subnegotiate(in);
        default -> {}
      }
    }
  }

  private static int next(InputStream in) throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new IOException("hung up");
    }
    return value;
  }

  private void agree(int command, int option) throws IOException {
    boolean known =
        option == BINARY_TRANSMISSION
            || option == SUPPRESS_GO_AHEAD
            || (option == COM_PORT_OPTION && kind != Kind.REFUSES);
    if (option == BINARY_TRANSMISSION && command == DO) {
      binary = true;
    }
    int answer = command == WILL ? (known ? DO : DONT) : (known ? WILL : WONT);
    send(new byte[] {(byte) IAC, (byte) answer, (byte) option});
  }

  private void subnegotiate(InputStream in) throws IOException {
    var content = new ByteArrayOutputStream();
    while (true) {
      int value = next(in);
      if (value == IAC) {
        value = next(in);
        if (value == SE) {
          break;
        }
      }
      content.write(value);
    }
    var bytes = Bytes.copyOf(content.toByteArray());
    if (bytes.u8(0) == COM_PORT_OPTION) {
      comPort(bytes.u8(1), bytes.drop(2));
    }
  }

  private void comPort(int command, Bytes value) throws IOException {
    for (var setting : Setting.values()) {
      if (setting.code == command) {
        int asked = 0;
        for (int i = 0; i < value.length(); i++) {
          asked = (asked << 8) | value.u8(i);
        }
        int now = fixed.getOrDefault(setting, asked);
        settings.put(setting, now);
        answer(command, setting == Setting.SET_BAUDRATE ? List.of(24, 16, 8, 0) : List.of(0), now);
      }
    }
    if (command == PURGE_DATA && kind != Kind.KEEPS_DATA) {
      // One write, so that both arrive as one.
      var on = kind == Kind.TALKS_ON ? Bytes.ascii("on") : Bytes.EMPTY;
      answer(command, List.of(0), value.u8(0), on);
    }
  }

  private void answer(int command, List<Integer> shifts, int value) throws IOException {
    answer(command, shifts, value, Bytes.EMPTY);
  }

  private void answer(int command, List<Integer> shifts, int value, Bytes behind)
      throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) IAC, (byte) SB, COM_PORT_OPTION, (byte) (command + 100)});
    for (int shift : shifts) {
      int part = (value >> shift) & 0xFF;
      out.write(part);
      if (part == IAC) {
        out.write(IAC);
      }
    }
    out.writeBytes(new byte[] {(byte) IAC, (byte) SE});
    out.writeBytes(behind.toArray());
    send(out.toByteArray());
  }

  /** Settings nobody forces. */
  static Rfc2217Server good() throws IOException {
    return new Rfc2217Server(Kind.GOOD, Map.of());
  }
}
