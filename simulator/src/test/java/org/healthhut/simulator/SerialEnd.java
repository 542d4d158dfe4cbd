package org.healthhut.simulator;

import com.fazecast.jSerialComm.SerialPort;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.healthhut.bytes.Bytes;
import org.junit.jupiter.api.Assertions;

/** The kiosk's end of a line, with nothing that knows any format. */
public final class SerialEnd implements AutoCloseable {
  private final SerialPort port;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private SerialEnd(SerialPort port) {
    this.port = port;
  }

  public static SerialEnd open(Path path) {
    var port = SerialPort.getCommPort(path.toString());
    port.setComPortParameters(9600, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    Assertions.assertTrue(port.openPort(), () -> "cannot open " + path);
    return new SerialEnd(port);
  }

  public void write(Bytes bytes) {
    Assertions.assertEquals(bytes.length(), port.writeBytes(bytes.toArray(), bytes.length()));
  }

  /** Everything received since this was opened, once it is enough. */
  public Bytes receive(Predicate<Bytes> enough) throws Exception {
    Eventually.holds("bytes on " + port.getSystemPortPath(), () -> enough.test(receivedSoFar()));
    return receivedSoFar();
  }

  private Bytes receivedSoFar() {
    var buffer = new byte[4096];
    int size = port.readBytes(buffer, buffer.length);
    if (size > 0) {
      received.write(buffer, 0, size);
    }
    return Bytes.copyOf(received.toByteArray());
  }

  /** Whether the other side has gone: a hung-up port fails to read. */
  public boolean isHungUp() {
    return port.readBytes(new byte[1], 1) < 0;
  }

  @Override
  public void close() {
    port.closePort();
  }
}
