package org.healthhut.kiosk.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that only programs on this machine can reach, one virtual thread a request. */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Read once by the server's class: events are small and must not wait to be joined (Nagle).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int STOP_SECONDS_MAX = 1;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LoopbackServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
  }

  /**
   * Binds {@code port} on the loopback address; 0 takes any free one.
   *
   * @throws IOException when the port is taken; the message names it
   */
  public static LoopbackServer bind(int port) throws IOException {
    try {
      return new LoopbackServer(
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0));
    } catch (BindException e) {
      throw new IOException(
          "port " + port + " is taken by another program; is an agent already running?", e);
    }
  }

  /** Everything whose path begins with {@code path} goes to {@code handler}. */
  public LoopbackServer with(String path, HttpHandler handler, Filter... filters) {
    server.createContext(path, handler).getFilters().addAll(List.of(filters));
    return this;
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends open requests; event streams must be closed before. */
  @Override
  public void close() {
    server.stop(STOP_SECONDS_MAX);
    threads.shutdownNow();
  }
}
