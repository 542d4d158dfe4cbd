package org.healthhut.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that are told theirs and take it some seconds later. They lie below those that
 * the kernel gives to whoever asks for any, and each is locked against other test processes of this
 * machine until this one ends, so that nobody takes one meanwhile.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final AtomicInteger next = new AtomicInteger(FIRST);

  /** Of this file, the byte at a port's number stands for the port. */
  private static final FileChannel LOCKS = open();

  private FreePorts() {}

  private static FileChannel open() {
    try {
      return FileChannel.open(
          Path.of(System.getProperty("java.io.tmpdir"), "healthhut-test-ports"),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One on which nobody listens, and which nobody else is given. */
  public static int next() throws IOException {
    for (int port = next.getAndIncrement(); port < END; port = next.getAndIncrement()) {
      if (LOCKS.tryLock(port, 1, false) != null && isFree(port)) {
        return port;
      }
    }
    throw new IOException("no port below " + END + " is left");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
