package org.healthhut.device.microlife;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffMemory;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.ClockTrust;

/**
 * A Microlife BP3GY1-2N over Bluetooth (microlife-bp.md, A and State machine): its clock is set,
 * its whole memory read, and it is let go. The bytes are those of service FFF0, FFF1 to us and FFF2
 * from us; all we write fits one packet.
 *
 * <pre>
 * CLOCK --81--> USER --> RECORDS --whole--> RESTING --pause--> CLOCK
 * </pre>
 *
 * <p>The clock cannot be read. It is set only where ours is synchronized, and never makes an
 * earlier record right. A reply may name a person: refused bytes are given as their shape.
 */
public final class MicrolifeBle implements Dialogue {
  /** A whole download takes 30 to 60 s (microlife-bp.md, Timing); between two bytes far less. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** Silence before a damaged download is asked for again, chosen by this project, as the next. */
  private static final Duration HESITATION = Duration.ofSeconds(1);

  private static final int RETRIES_MAX = 3;

  /** Twice the longest download (microlife-bp.md, Timing). */
  private static final Duration EXCHANGE_MAX = Duration.ofMinutes(2);

  /** From giving up, or from the last record, to asking again. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private enum Phase {
    CLOCK,
    USER,
    RECORDS,
    /** Let go; nothing is asked until the pause is over. */
    RESTING
  }

  private final ZoneId zone;
  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX, EXCHANGE_MAX);
  private final MeterPresence presence = new MeterPresence();
  private final CuffMemory<Kept> memory;

  private Phase phase = Phase.CLOCK;
  private int user;
  private boolean userTold;
  private boolean everRead;

  /** The same record of the same user is the same measurement. */
  private record Kept(int user, Stored stored) {}

  private MicrolifeBle(ZoneId zone) {
    this.zone = zone;
    this.memory = new CuffMemory<>(CuffLimits.UNKNOWN, zone);
  }

  /**
   * A monitor on a line that is opened now.
   *
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public static Driver driver(ZoneId zone) {
    var monitor = new MicrolifeBle(zone);
    return new PolledDriver(new BleFraming(), BleFraming.FRAME_MAX, monitor.patience, monitor);
  }

  @Override
  public void opened(Turn turn) {
    ask(turn.now().clock() == ClockTrust.SYNCHRONIZED ? Phase.CLOCK : Phase.USER, turn);
  }

  private void ask(Phase next, Turn turn) {
    patience.answered();
    phase = next;
    write(turn);
  }

  private void write(Turn turn) {
    patience.asked(turn.now());
    turn.write(
        switch (phase) {
          case CLOCK -> BleReply.setClock(LocalDateTime.ofInstant(turn.now().at(), zone));
          case USER -> BleReply.GET_USER;
          case RECORDS -> BleReply.GET_RECORDS;
          case RESTING -> throw new IllegalStateException("nothing is asked while resting");
        });
  }

  @Override
  public void due(Turn turn) {
    if (phase == Phase.RESTING) {
      opened(turn);
    } else {
      write(turn);
    }
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(false).ifPresent(turn::tell);
    rest(turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    rest(turn);
  }

  private void rest(Turn turn) {
    phase = Phase.RESTING;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, Shape.of(bytes));
    patience.damaged(turn.now());
  }

  @Override
  public void frame(Bytes payload, Turn turn) {
    switch (phase) {
      case CLOCK -> {
        if (BleReply.isClockSet(payload)) {
          ask(Phase.USER, turn);
        } else {
          noise(payload, "no answer to what was asked", turn);
        }
      }
      case USER -> {
        var told = BleReply.user(payload);
        if (told.isPresent()) {
          user = told.getAsInt();
          selected(turn);
          ask(Phase.RECORDS, turn);
        } else {
          noise(payload, "no answer to what was asked", turn);
        }
      }
      case RECORDS -> {
        var slots = BleReply.records(payload);
        if (slots.isPresent()) {
          tell(slots.get(), turn);
          turn.write(BleReply.DISCONNECT);
          rest(turn);
        } else {
          noise(payload, "no answer to what was asked", turn);
        }
      }
      case RESTING -> turn.refuse("not asked for", Shape.of(payload));
    }
  }

  private void selected(Turn turn) {
    if (!userTold) {
      userTold = true;
      turn.tell(new Setting("user", Integer.toString(user), true));
    }
  }

  private void tell(List<BleReply.Slot> slots, Turn turn) {
    int before = memory.size();
    for (var slot : slots) {
      slot.stored()
          .ifPresentOrElse(
              stored ->
                  memory
                      .tell(
                          new Kept(user, stored),
                          stored.values(),
                          stored.deviceTime(),
                          false,
                          turn.now())
                      .ifPresent(turn::tell),
              () -> {
                if (!everRead) {
                  turn.refuse("no such date or time", slot.bytes());
                }
              });
    }
    if (!everRead || presence.isLost() || memory.size() > before) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
    everRead = true;
    presence.heard();
  }
}
