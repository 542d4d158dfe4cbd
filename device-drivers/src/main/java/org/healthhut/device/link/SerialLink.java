package org.healthhut.device.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;

/**
 * A serial port: RS-232, USB-serial, USB CDC or a pseudo-terminal. The only user of jSerialComm.
 *
 * <p>Reads and writes are native calls: keep the link on one platform thread. The port is locked
 * ({@code flock}) against other programs that use such locks, and not opened while another program
 * is seen to have it open: each would get a part of the bytes.
 */
public final class SerialLink implements Link {
  /** The step of a terminal's read timer (termios VTIME, which jSerialComm sets). */
  private static final Duration WAIT_STEP = Duration.ofMillis(100);

  /** VTIME is one byte of steps; a longer wait ends early, which a caller must expect anyway. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(25);

  private static final int READ_MAX = 4096;

  private static boolean libraryLoaded;

  private final SerialPort port;
  private final String name;
  private final byte[] buffer = new byte[READ_MAX];
  private final long discarded;
  private int waitMillis;
  private boolean closed;

  private SerialLink(SerialPort port, String name, int waitMillis, long discarded) {
    this.port = port;
    this.name = name;
    this.waitMillis = waitMillis;
    this.discarded = discarded;
  }

  @Override
  public long discarded() {
    return discarded;
  }

  /**
   * The port at {@code path}, which need not exist yet.
   *
   * @param path as {@code /dev/ttyUSB0}, {@code /dev/serial/by-id/…} or {@code /dev/pts/3}
   */
  public static Port port(String path, LineSettings settings) {
    return new SerialDevice(path, settings);
  }

  @Override
  public Bytes read(Duration wait) throws IOException {
    if (closed) {
      throw new IOException(name + ": the line is closed");
    }
    if (wait.isZero()) {
      int available = port.bytesAvailable();
      if (available < 0) {
        throw gone();
      }
      if (available == 0) {
        return Bytes.EMPTY;
      }
    } else {
      setWait(wait);
    }
    int count = port.readBytes(buffer, buffer.length);
    if (count < 0) {
      throw gone();
    }
    return Bytes.copyOf(buffer, 0, count);
  }

  private void setWait(Duration wait) throws IOException {
    int millis = millis(wait);
    if (millis != waitMillis) {
      if (!port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, millis, 0)) {
        throw gone();
      }
      waitMillis = millis;
    }
  }

  private static int millis(Duration wait) {
    var bounded = wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    long steps = bounded.plus(WAIT_STEP).minusNanos(1).dividedBy(WAIT_STEP);
    return (int) WAIT_STEP.multipliedBy(Math.max(1, steps)).toMillis();
  }

  @Override
  public void write(Bytes bytes) throws IOException {
    if (closed) {
      throw new IOException(name + ": the line is closed");
    }
    var rest = bytes;
    while (!rest.isEmpty()) {
      int count = port.writeBytes(rest.toArray(), rest.length());
      if (count <= 0) {
        throw gone();
      }
      rest = rest.drop(count);
    }
  }

  private IOException gone() {
    return new IOException(name + ": line gone: the device was unplugged or hung up");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      port.closePort();
    }
  }

  /**
   * Has jSerialComm unpack its native code into a folder of this account alone and deletes that
   * folder once the code is loaded. Left to itself it loads whatever lies under a well-known name
   * in the shared temporary folder, where any account could have put it.
   */
  private static synchronized void loadLibrary() throws IOException {
    if (libraryLoaded) {
      return;
    }
    var shared = System.getProperty("java.io.tmpdir");
    var own = Files.createTempDirectory("healthhut-serial");
    System.setProperty("java.io.tmpdir", own.toString());
    try {
      SerialPort.getVersion();
      libraryLoaded = true;
    } catch (LinkageError e) {
      throw new IOException("serial ports cannot be used: the native library does not load", e);
    } finally {
      System.setProperty("java.io.tmpdir", shared);
      delete(own);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private record SerialDevice(String name, LineSettings settings) implements Port {
    @Override
    public Link open() throws IOException {
      var path = path();
      if (!Files.exists(path)) {
        throw new IOException(refusal(path).missing());
      }
      if (!Files.isReadable(path) || !Files.isWritable(path)) {
        throw new IOException(refusal(path).forbidden());
      }
      var holders = holders(path);
      if (!holders.isEmpty()) {
        throw new IOException(refusal(path).held(holders));
      }
      loadLibrary();
      SerialPort port;
      try {
        port = SerialPort.getCommPort(name);
      } catch (SerialPortInvalidPortException e) {
        throw new IOException(refusal(path).noSerialPort(), e);
      }
      port.setComPortParameters(
          settings.baud(), settings.dataBits(), stopBits(), parity(), /* useRS485Mode= */ false);
      port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
      int waitMillis = (int) WAIT_STEP.toMillis();
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, waitMillis, 0);
      // The error code means something only when this says no: it is 25 on a pty opened well.
      // The library would sleep 200 ms first; whoever opens again and again waits on their own.
      if (!port.openPort(/* safetySleepTime= */ 0)) {
        throw new IOException(
            refusal(path)
                .refused(port.getLastErrorCode(), Files.exists(path), settings, holders(path)));
      }
      // What the system kept of a line that nobody read. The library's own opening leaves it there.
      int kept = Math.max(0, port.bytesAvailable());
      port.flushIOBuffers();
      return new SerialLink(port, name, waitMillis, kept);
    }

    private Path path() throws IOException {
      try {
        return Path.of(name);
      } catch (InvalidPathException e) {
        throw new IOException(new Refusal(name, account(), null).noPath(), e);
      }
    }

    private int parity() {
      return switch (settings.parity()) {
        case NONE -> SerialPort.NO_PARITY;
        case EVEN -> SerialPort.EVEN_PARITY;
        case ODD -> SerialPort.ODD_PARITY;
      };
    }

    private int stopBits() {
      return settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
    }

    private Refusal refusal(Path path) {
      try {
        var group = Files.readAttributes(path, PosixFileAttributes.class).group().getName();
        return new Refusal(name, account(), group);
      } catch (IOException | UnsupportedOperationException _) {
        return new Refusal(name, account(), null);
      }
    }

    private static String account() {
      return System.getProperty("user.name", "?");
    }

    private static List<Holder> holders(Path path) {
      return Holder.of(path, Path.of("/proc"), ProcessHandle.current().pid());
    }
  }
}
