package org.healthhut.simulator.world;

import java.io.IOException;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.wire.Batch;
import org.healthhut.wire.KioskState;

/** One connection of a kiosk. */
final class Line implements Transport.Connection {
  /** How a line reaches the district. */
  enum Kind {
    /** By a broker, which gives each message to one of the servers and answers come by topic. */
    BROKER,
    /** To one of the servers, which answers each request on the line it came by. */
    REQUEST;

    Kind other() {
      return this == BROKER ? REQUEST : BROKER;
    }
  }

  private final Network network;
  private final SimulatedKiosk kiosk;
  private final int life;
  private final int attempt;
  private final Kind kind;
  private boolean isOpen = true;
  private boolean isDead;

  Line(Network network, SimulatedKiosk kiosk, int life, int attempt, Kind kind) {
    this.network = network;
    this.kiosk = kiosk;
    this.life = life;
    this.attempt = attempt;
    this.kind = kind;
  }

  SimulatedKiosk kiosk() {
    return kiosk;
  }

  int life() {
    return life;
  }

  int attempt() {
    return attempt;
  }

  Kind kind() {
    return kind;
  }

  /** Whether something sent on it now gets anywhere. */
  boolean carries() {
    return isOpen && !isDead;
  }

  /** It carries nothing from now on, and nobody knows. */
  void die() {
    isDead = true;
  }

  /** Both sides know that it is gone. */
  void lose(String why) {
    if (isOpen) {
      isOpen = false;
      kiosk.lost(this, why);
    }
  }

  @Override
  public void publish(Batch batch) throws IOException {
    if (!isOpen) {
      throw new IOException("the line is closed");
    }
    network.send(this, batch);
  }

  @Override
  public void publish(KioskState state) throws IOException {
    if (!isOpen) {
      throw new IOException("the line is closed");
    }
  }

  @Override
  public void close() {
    isOpen = false;
  }
}
