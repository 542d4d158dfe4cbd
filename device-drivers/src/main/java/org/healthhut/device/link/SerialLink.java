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
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;

/**
 * A serial port: RS-232, USB-serial, USB CDC or a pseudo-terminal. The only user of jSerialComm.
 *
 * <p>Reads and writes are native calls: keep the link on one platform thread. The port is locked
 * ({@code flock}) against other programs that use such locks.
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
  private int waitMillis;
  private boolean closed;

  private SerialLink(SerialPort port, String name, int waitMillis) {
    this.port = port;
    this.name = name;
    this.waitMillis = waitMillis;
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
    /** The errno values of Linux that opening a port can end in. */
    private static final int EPERM = 1;

    /** jSerialComm also says 2 when this program has the port open already. */
    private static final int ENOENT = 2;

    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    @Override
    public Link open() throws IOException {
      var path = path();
      if (!Files.exists(path)) {
        throw cannotOpen("there is no such device", "plug it in or correct the configured port");
      }
      if (!Files.isReadable(path) || !Files.isWritable(path)) {
        throw forbidden(path);
      }
      loadLibrary();
      SerialPort port;
      try {
        port = SerialPort.getCommPort(name);
      } catch (SerialPortInvalidPortException e) {
        throw new IOException(message("it is no serial port", "correct the configured port"), e);
      }
      port.setComPortParameters(
          settings.baud(), settings.dataBits(), stopBits(), parity(), /* useRS485Mode= */ false);
      port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
      int waitMillis = (int) WAIT_STEP.toMillis();
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, waitMillis, 0);
      // The error code means something only when this says no: it is 25 on a pty opened well.
      // The library would sleep 200 ms first; whoever opens again and again waits on their own.
      if (!port.openPort(/* safetySleepTime= */ 0)) {
        throw refused(path, port.getLastErrorCode());
      }
      return new SerialLink(port, name, waitMillis);
    }

    private Path path() throws IOException {
      try {
        return Path.of(name);
      } catch (InvalidPathException e) {
        throw new IOException(message("it is no path", "correct the configured port"), e);
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

    private IOException refused(Path path, int error) {
      return switch (error) {
        case EPERM, EACCES -> forbidden(path);
        case ENOENT ->
            Files.exists(path)
                ? cannotOpen("this program has it open already", "configure each port once")
                : cannotOpen("it has just gone", "plug it in again");
        case EAGAIN, EBUSY ->
            cannotOpen(
                "another program holds it", "stop that program; 'fuser " + name + "' finds it");
        case EIO, ENXIO, ENODEV ->
            cannotOpen("the device does not answer", "unplug it and plug it in again");
        case EINVAL, ENOTTY ->
            cannotOpen(
                "it is no serial port or does not take " + settings, "correct the configured port");
        default -> cannotOpen("error " + error, "look the number up in errno(3)");
      };
    }

    private IOException forbidden(Path path) {
      var account = System.getProperty("user.name", "?");
      try {
        var group = Files.readAttributes(path, PosixFileAttributes.class).group().getName();
        return cannotOpen(
            "account " + account + " may not use it",
            "'usermod -a -G %s %s' as root, then start the program again"
                .formatted(group, account));
      } catch (IOException | UnsupportedOperationException _) {
        return cannotOpen(
            "account " + account + " may not use it", "give it read and write access");
      }
    }

    private IOException cannotOpen(String cause, String remedy) {
      return new IOException(message(cause, remedy));
    }

    private String message(String cause, String remedy) {
      return "cannot open " + name + ": " + cause + "; " + remedy;
    }
  }
}
