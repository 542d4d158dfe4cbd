package org.healthhut.device.link;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.healthhut.bytes.Bytes;

/** An open line to a device. */
public interface Link extends Closeable {
  /**
   * What has arrived, waiting at most {@code wait} for the first byte; empty when nothing came.
   * Zero does not wait; a serial port rounds up to a tenth of a second.
   *
   * @throws IOException when the line is gone (unplugged, hung up); it must then be closed
   */
  Bytes read(Duration wait) throws IOException;

  /**
   * Writes all of {@code bytes}.
   *
   * @throws IOException when the line is gone; it must then be closed
   */
  void write(Bytes bytes) throws IOException;

  /**
   * How many bytes were thrown away when the line was opened: what a device said to nobody may be
   * about somebody who has left. Zero for lines that keep nothing.
   */
  default long discarded() {
    return 0;
  }

  /** Closing twice is harmless. */
  @Override
  void close();

  /** A line that can be opened, again and again. */
  interface Port {
    /** What the configuration calls it, for messages. */
    String name();

    /**
     * Opens the line. Nothing said before is heard on it, as far as it has arrived by then.
     *
     * @throws IOException when it cannot be opened; the message names the port, the cause and the
     *     remedy
     */
    Link open() throws IOException;
  }
}
