package org.healthhut.simulator.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bad line for datagrams between one client and a server on this machine: it loses, doubles and
 * reorders them under a seed, and can take another port as a NAT router does.
 */
final class UdpRelay implements AutoCloseable {
  private static final int DATAGRAM_MAX = 2048;

  /** What becomes of each datagram, in percent. */
  record Faults(int lost, int doubled, int held) {
    static final Faults NONE = new Faults(0, 0, 0);
  }

  /** One way; a datagram that is held goes after the next one. */
  private final class Way {
    private byte @Nullable [] held;

    List<byte[]> through(byte[] datagram) {
      var out = new ArrayList<byte[]>();
      synchronized (random) {
        int fate = random.nextInt(100);
        if (fate < faults.lost) {
          spoiled.incrementAndGet();
        } else if (fate < faults.lost + faults.doubled) {
          spoiled.incrementAndGet();
          out.add(datagram);
          out.add(datagram);
        } else if (fate < faults.lost + faults.doubled + faults.held && held == null) {
          spoiled.incrementAndGet();
          held = datagram;
          return out;
        } else {
          out.add(datagram);
        }
        if (held != null) {
          out.add(held);
          held = null;
        }
      }
      return out;
    }
  }

  private final Random random;
  private final DatagramSocket front;
  private final InetSocketAddress server;
  private final AtomicLong spoiled = new AtomicLong();
  private volatile Faults faults = Faults.NONE;
  private volatile DatagramSocket back;
  private volatile @Nullable SocketAddress client;

  UdpRelay(int serverPort, long seed) throws IOException {
    this.random = new Random(seed);
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    this.front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    this.back = newBack();
    Thread.ofPlatform().daemon().name("relay-up").start(this::up);
  }

  int port() {
    return front.getLocalPort();
  }

  /** How many datagrams did not go as they came. */
  long spoiled() {
    return spoiled.get();
  }

  void spoil(Faults with) {
    faults = with;
  }

  /** From now on the server sees the client at another port, and the old one is dead. */
  void rebind() throws IOException {
    var old = back;
    back = newBack();
    old.close();
  }

  private DatagramSocket newBack() throws IOException {
    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    var way = new Way();
    Thread.ofPlatform().daemon().name("relay-down").start(() -> down(socket, way));
    return socket;
  }

  private void up() {
    var way = new Way();
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
        front.receive(packet);
        client = packet.getSocketAddress();
        for (var datagram : way.through(content(packet))) {
          try {
            back.send(new DatagramPacket(datagram, datagram.length, server));
          } catch (IOException _) {
            // Rebound meanwhile: lost, as on the road.
          }
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void down(DatagramSocket from, Way way) {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
        from.receive(packet);
        var to = client;
        for (var datagram : way.through(content(packet))) {
          if (to != null) {
            front.send(new DatagramPacket(datagram, datagram.length, to));
          }
        }
      }
    } catch (IOException _) {
      // Closed, or rebound.
    }
  }

  private static byte[] content(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
