package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes bytes between whoever connects and one port of this machine. Ends with who started it. */
final class Relay {
  private Relay() {}

  public static void main(String[] arguments) throws IOException {
    var starter = ProcessHandle.current().parent().orElseThrow();
    var _ = starter.onExit().thenRun(() -> System.exit(0));
    int target = Integer.parseInt(arguments[1]);
    try (var server =
        new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
      while (true) {
        var near = server.accept();
        Thread.ofVirtual().start(() -> pass(near, target));
      }
    }
  }

  private static void pass(Socket near, int target) {
    try (near;
        var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      var back = Thread.ofVirtual().start(() -> copy(far, near));
      copy(near, far);
      back.join();
    } catch (IOException _) {
      // The broker is away: whoever connected is told by the closing of the line.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // Closed; the other direction ends by that too.
    }
  }
}
