package org.healthhut.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Turn;
import org.healthhut.device.oximetry.SpotCheck;
import org.jspecify.annotations.Nullable;

/** Asks an oximeter what it sees, again and again (taidoc.md, Commands, 49). */
final class LiveOxygen implements Service {
  /** Chosen by this project. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Longer than it takes to give up: that an oximeter is gone is told like that of the others. */
  private static final Duration NO_SAMPLE_MAX = Duration.ofMinutes(1);

  private final Exchange exchange;
  private final MeterPresence presence;
  private final SpotCheck spotCheck = new SpotCheck(NO_SAMPLE_MAX);

  /** What the oximeter was asked last is answered. */
  private boolean sampled;

  LiveOxygen(Exchange exchange, MeterPresence presence) {
    this.exchange = exchange;
    this.presence = presence;
  }

  @Override
  public void begin(String serial, LocalDateTime clock, Turn turn) {
    spotCheck.identified(serial);
    exchange.ask(Packet.request(Packet.LIVE), turn);
  }

  @Override
  public void answered(Bytes body, Turn turn) {
    presence.heard();
    exchange.pause(EVERY, turn);
    sampled = true;
    tell(events -> spotCheck.sample(OxygenValue.decode(body.drop(1)), turn.now(), events), turn);
  }

  private static void tell(Consumer<List<DeviceEvent>> what, Turn turn) {
    var events = new ArrayList<DeviceEvent>();
    what.accept(events);
    events.forEach(turn::tell);
  }

  @Override
  public void due(Turn turn) {
    if (!sampled) {
      spotCheck.interrupted();
    }
    sampled = false;
    exchange.again(turn);
  }

  @Override
  public boolean inExchange() {
    return spotCheck.measuring();
  }

  @Override
  public boolean isTold() {
    return !spotCheck.measuring();
  }

  @Override
  public void interrupted() {
    spotCheck.interrupted();
  }

  @Override
  public void passed(Turn turn) {
    tell(events -> spotCheck.expire(turn.now(), events), turn);
  }

  @Override
  public @Nullable Duration passesAt() {
    return spotCheck.wakeAt();
  }

  @Override
  public void closed() {
    spotCheck.end();
  }
}
