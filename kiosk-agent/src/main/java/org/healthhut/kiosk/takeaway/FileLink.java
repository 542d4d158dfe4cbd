package org.healthhut.kiosk.takeaway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;

/**
 * A printer that is a file, as {@code /dev/usb/lp0}. It is only written to: reading waits for ever
 * on many of them. A write waits while the paper is out, until its thread is interrupted.
 */
final class FileLink implements Link {
  private final FileChannel channel;

  private FileLink(FileChannel channel) {
    this.channel = channel;
  }

  static Port port(String path) {
    return new PrinterFile(path);
  }

  @Override
  public Bytes read(Duration wait) {
    return Bytes.EMPTY;
  }

  @Override
  public void write(Bytes bytes) throws IOException {
    var left = ByteBuffer.wrap(bytes.toArray());
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // Written is written; what a printer thinks of its closing changes nothing.
    }
  }

  private record PrinterFile(String name) implements Port {
    @Override
    public Link open() throws IOException {
      try {
        return new FileLink(FileChannel.open(Path.of(name), StandardOpenOption.WRITE));
      } catch (InvalidPathException e) {
        throw new IOException(name + ": no file can be called that", e);
      }
    }
  }
}
