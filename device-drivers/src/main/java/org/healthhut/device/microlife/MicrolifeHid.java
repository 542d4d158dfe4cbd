package org.healthhut.device.microlife;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent.ClockRead;
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

/**
 * A Microlife BP3GX1-5X on its USB cable (microlife-bp.md, B): its clock and its whole memory are
 * read, now and then again. The bytes are those of 8-byte HID reports of 04B4:5500, both ways.
 *
 * <pre>
 * CLOCK --> RECORDS --sum right--> RESTING --pause--> CLOCK      anything else --> asked again
 * </pre>
 *
 * <p>The clock is compared and not set: how the time is written in that command is not known. A
 * reply carries a person's id: refused bytes are given as their shape.
 */
public final class MicrolifeHid implements Dialogue {
  /** Chosen by this project: no time to answer is known. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  /** The idle gap that ends a reply, and how often it is read again (microlife-bp.md, Timing). */
  private static final Duration HESITATION = Duration.ofMillis(100);

  private static final int RETRIES_MAX = 15;

  /** A whole memory comes in far less; chosen by this project. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(30);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private enum Phase {
    CLOCK,
    RECORDS,
    /** Nothing is asked until the pause is over. */
    RESTING
  }

  private final DeviceClock clock;
  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX, EXCHANGE_MAX);
  private final MeterPresence presence = new MeterPresence();
  private final CuffMemory<Kept> memory;

  private Phase phase = Phase.CLOCK;
  private Bytes reply = Bytes.EMPTY;

  /** Something that is no reply has come; what follows is refused until the line is quiet. */
  private boolean spoilt;

  private boolean clockTold;
  private boolean clockOff;
  private boolean everRead;

  /** The same record of the same person is the same measurement. */
  private record Kept(int patient, Stored stored) {}

  private MicrolifeHid(ZoneId zone) {
    this.clock = new DeviceClock(zone);
    this.memory = new CuffMemory<>(CuffLimits.UNKNOWN, zone);
  }

  /**
   * A monitor on a line that is opened now.
   *
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public static Driver driver(ZoneId zone) {
    var monitor = new MicrolifeHid(zone);
    return new PolledDriver(new ReportFraming(), ReportFraming.REPORT, monitor.patience, monitor);
  }

  @Override
  public void opened(Turn turn) {
    ask(Phase.CLOCK, turn);
  }

  private void ask(Phase next, Turn turn) {
    patience.answered();
    phase = next;
    write(turn);
  }

  private void write(Turn turn) {
    patience.asked(turn.now());
    reply = Bytes.EMPTY;
    turn.write(phase == Phase.CLOCK ? HidReply.GET_CLOCK : HidReply.GET_RECORDS);
  }

  @Override
  public void due(Turn turn) {
    if (phase == Phase.RESTING) {
      ask(Phase.CLOCK, turn);
    } else {
      write(turn);
    }
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(false).ifPresent(turn::tell);
    rest(PAUSE, turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    rest(PAUSE, turn);
  }

  private void rest(Duration pause, Turn turn) {
    phase = Phase.RESTING;
    patience.rest(turn.now(), pause);
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    refuse(why, bytes, turn);
    reply = Bytes.EMPTY;
    spoilt = true;
  }

  @Override
  public void quiet(Turn turn) {
    if (!reply.isEmpty()) {
      refuse("cut short", reply, turn);
    }
    reply = Bytes.EMPTY;
    spoilt = false;
  }

  private void refuse(String why, Bytes bytes, Turn turn) {
    turn.refuse(why, Shape.of(bytes));
    patience.damaged(turn.now());
  }

  @Override
  public void frame(Bytes data, Turn turn) {
    if (phase == Phase.RESTING) {
      turn.refuse("not asked for", Shape.of(data));
    } else if (spoilt) {
      refuse("behind a damaged report", data, turn);
    } else if (!data.isEmpty()) {
      reply = reply.plus(data);
      int length = phase == Phase.CLOCK ? HidReply.CLOCK_LENGTH : HidReply.recordsLength(reply);
      if (reply.u8(0) != HidReply.ACK || length < 0 || (length > 0 && reply.length() > length)) {
        noise(reply, "no answer to what was asked", turn);
      } else if (length > 0 && reply.length() == length) {
        understand(turn);
      }
    }
  }

  private void understand(Turn turn) {
    var text = HidReply.text(reply);
    if (text.isEmpty()) {
      noise(reply, "wrong checksum", turn);
    } else if (phase == Phase.CLOCK) {
      var shown = HidReply.clock(text.get());
      if (shown.isPresent()) {
        compare(shown.get(), turn);
        ask(Phase.RECORDS, turn);
      } else {
        noise(reply, "no such date or time", turn);
      }
    } else {
      tell(HidReply.records(text.get()), turn);
      reply = Bytes.EMPTY;
      rest(READ_AGAIN, turn);
    }
  }

  private void compare(LocalDateTime shown, Turn turn) {
    clockOff = clock.suspect(shown, turn.now());
    if (!clockTold) {
      clockTold = true;
      turn.tell(new ClockRead(shown));
    }
  }

  private void tell(HidReply.Memory read, Turn turn) {
    int before = memory.size();
    for (var stored : read.records()) {
      memory
          .tell(
              new Kept(read.patient(), stored),
              stored.values(),
              stored.deviceTime(),
              clockOff,
              turn.now())
          .ifPresent(turn::tell);
    }
    if (read.refused() > 0 && !everRead) {
      turn.refuse("%d records are no measurement".formatted(read.refused()), Bytes.EMPTY);
    }
    if (!everRead || presence.isLost() || memory.size() > before) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
    everRead = true;
    presence.heard();
  }
}
