package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.TcpLink;
import org.junit.jupiter.api.Test;

class TcpLinkTest extends LinkContract {
  @Override
  FarEnd farEnd() throws IOException {
    return new SerialServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
  }

  @Test
  void saysWhatIsWrongWithAServerThatIsNotThere() throws Exception {
    try (var nobody = new Socket()) {
      // Taken, so that no other program listens here, and not listened to.
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var address = "tcp://127.0.0.1:" + nobody.getLocalPort();
      var port = TcpLink.port(address);
      var said = assertThrows(IOException.class, () -> port.open().close()).toString();
      assertTrue(said.contains("cannot open " + address + ": refused"), said);
    }
  }

  @Test
  void refusesAnAddressOfAnotherForm() {
    for (var address : new String[] {"tcp:nowhere", "tcp://host", "udp://host:1"}) {
      assertThrows(IllegalArgumentException.class, () -> TcpLink.port(address), address);
    }
  }

  /** A serial server with one caller. */
  private static final class SerialServer implements FarEnd {
    private final ServerSocket server;
    private final CompletableFuture<Socket> caller;
    private volatile Bytes kept = Bytes.EMPTY;

    SerialServer(ServerSocket server) {
      this.server = server;
      this.caller =
          CompletableFuture.supplyAsync(() -> {
            try {
              var socket = server.accept();
              socket.getOutputStream().write(kept.toArray());
              return socket;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }

    @Override
    public Link.Port port() {
      var address = "tcp://127.0.0.1:" + server.getLocalPort();
      // A server that is a thread of a busy machine sends what it kept when it gets its turn.
      return kept.isEmpty() ? TcpLink.port(address) : TcpLink.port(address, Duration.ofSeconds(3));
    }

    @Override
    public void writeBefore(Bytes bytes) {
      kept = bytes;
    }

    @Override
    public void write(Bytes bytes) throws IOException {
      called().getOutputStream().write(bytes.toArray());
    }

    @Override
    public Bytes read() throws IOException {
      var buffer = new byte[1024];
      return Bytes.copyOf(buffer, 0, called().getInputStream().read(buffer));
    }

    @Override
    public void close() throws IOException {
      called().close();
      server.close();
    }

    private Socket called() {
      return caller.orTimeout(60, TimeUnit.SECONDS).join();
    }
  }
}
