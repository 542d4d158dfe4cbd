package org.healthhut.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Turn;
import org.healthhut.vital.Flag;

/**
 * Asks a scale what it has weighed, again and again (taidoc.md, Weight). What it answers has no
 * time: the same bytes as just before are the same weighing, and the first after it was connected
 * may be an old one.
 */
final class Weighings implements Service {
  /** Chosen by this project. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Exchange exchange;
  private final MeterPresence presence;
  private String serial = "";
  private Bytes last = Bytes.EMPTY;

  Weighings(Exchange exchange, MeterPresence presence) {
    this.exchange = exchange;
    this.presence = presence;
  }

  @Override
  public void begin(String told, LocalDateTime clock, Turn turn) {
    serial = told;
    exchange.ask(ScaleReply.REQUEST, turn);
  }

  @Override
  public void answered(Bytes body, Turn turn) {
    presence.heard();
    exchange.pause(EVERY, turn);
    if (last.equals(body)) {
      return;
    }
    Set<Flag> flags = last.isEmpty() ? Set.of(Flag.FROM_MEMORY) : Set.of();
    last = body;
    switch (ScaleReply.decode(body)) {
      case Kept.Measurement(var values, _) -> turn.tell(new Measured(values, flags, null, serial));
      case Kept.Spoilt(var fault, var why) -> {
        Packet.refuse(why, body, turn);
        turn.fail(fault, why);
      }
      case Kept.NotCarried(var why) -> Packet.refuse(why, body, turn);
    }
  }

  @Override
  public void due(Turn turn) {
    exchange.again(turn);
  }

  @Override
  public boolean inExchange() {
    return false;
  }

  @Override
  public boolean isTold() {
    return true;
  }
}
