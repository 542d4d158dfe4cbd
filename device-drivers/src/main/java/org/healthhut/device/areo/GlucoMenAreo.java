package org.healthhut.device.areo;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.LineFraming;
import org.jspecify.annotations.Nullable;

/**
 * A GlucoMen Areo on its cable (glucose-other.md, B and Timing): we ask who it is and read its
 * whole memory once.
 *
 * <pre>
 * INFO --serial known--> READINGS --whole--> INFO, after a pause, to see whether it is still there
 * </pre>
 *
 * <p>Nothing of a block is told before its checksum holds. The unit stands in every line. The clock
 * cannot be read, and is never set.
 */
public final class GlucoMenAreo implements Dialogue {
  /** 9600 8O1; two seconds a line (glucose-other.md, B and Timing). */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.ODD, 1, Duration.ofSeconds(2));

  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);
  private static final int RETRIES_MAX = 3;

  /** The whole memory (glucose-other.md, Timing). */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(30);

  /** From giving up, or from a memory read, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private enum Phase {
    INFO(0xA2),
    READINGS(0x80);

    private final int request;

    Phase(int request) {
      this.request = request;
    }
  }

  private final ZoneId zone;
  private final AreoBlock block = new AreoBlock();
  private final Patience patience =
      new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX, EXCHANGE_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase = Phase.INFO;
  private boolean asked;
  private String serial = "";
  private @Nullable MeterMemory<AreoLine.Stored> memory;

  /** Everything this meter has is told. */
  private boolean read;

  private GlucoMenAreo(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * A meter on a line that is opened now.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver driver(ZoneId zone) {
    var lines = new LineFraming(AreoLine.LENGTH_MAX);
    var meter = new GlucoMenAreo(zone);
    return new PolledDriver(lines, lines.frameMax(), meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    ask(Phase.INFO, turn);
  }

  private void ask(Phase next, Turn turn) {
    phase = next;
    asked = true;
    block.clear();
    patience.asked(turn.now());
    turn.write(Bytes.of(next.request));
  }

  private void rest(Turn turn) {
    phase = Phase.INFO;
    asked = false;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void due(Turn turn) {
    if (asked && phase == Phase.INFO) {
      read = false; // it may have been away and used: it is read again
    }
    ask(phase, turn);
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(phase == Phase.READINGS).ifPresent(turn::tell);
    memory = null;
    read = false;
    rest(turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    rest(turn);
  }

  @Override
  public void quiet(Turn turn) {
    if (block.begun()) {
      startOver(turn);
    }
  }

  private void startOver(Turn turn) {
    block.clear();
    patience.damaged(turn.now());
  }

  @Override
  public void frame(Bytes line, Turn turn) {
    switch (block.take(line)) {
      case AreoBlock.Step.GoesOn() -> {}
      case AreoBlock.Step.Broken(var why) -> noise(line, why, turn);
      case AreoBlock.Step.Whole _ when !asked -> turn.refuse("not asked for", line);
      case AreoBlock.Step.Whole(var lines) when phase == Phase.INFO -> info(line, lines, turn);
      case AreoBlock.Step.Whole(var lines) -> readings(lines, turn);
    }
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    startOver(turn);
  }

  private void info(Bytes end, List<Bytes> lines, Turn turn) {
    var told =
        lines.size() == 1
            ? AreoLine.meter(lines.getFirst().latin1())
            : Optional.<AreoLine.Meter>empty();
    if (told.isEmpty()) {
      noise(end, "no meter in this block", turn);
      return;
    }
    presence.heard();
    patience.answered();
    var meter = told.get();
    if (read && meter.serial().equals(serial)) {
      rest(turn);
      return;
    }
    read = false;
    serial = meter.serial();
    if (memory == null || !memory.serial().equals(serial)) {
      memory = MeterMemory.withoutClock(serial, zone, turn.now());
    }
    turn.tell(new Identified(serial, meter.version()));
    turn.tell(new Status(State.READY, "a meter answers"));
    ask(Phase.READINGS, turn);
  }

  private void readings(List<Bytes> lines, Turn turn) {
    patience.answered();
    boolean unitTold = false;
    for (var line : lines) {
      switch (AreoLine.record(line.latin1())) {
        case AreoLine.Stored stored -> {
          if (!unitTold) {
            unitTold = true;
            turn.tell(new Setting("unit", stored.unit(), true));
          }
          tell(stored, line, turn);
        }
        case AreoLine.NotCarried() ->
            turn.refuse("an analyte which the record format does not carry", line);
        case AreoLine.Outside() -> {
          turn.refuse("outside what the meter measures", line);
          turn.fail(Fault.IMPLAUSIBLE, "outside what the meter measures");
        }
        case AreoLine.Malformed(var why) -> {
          turn.refuse(why, line);
          turn.fail(Fault.BAD_DATA, "a record is damaged in the meter's memory");
        }
      }
    }
    read = true;
    if (memory != null) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
    rest(turn);
  }

  private void tell(AreoLine.Stored stored, Bytes line, Turn turn) {
    if (memory != null) {
      memory
          .tell(stored, stored.glucose(), stored.flags(), stored.at())
          .ifPresentOrElse(turn::tell, () -> turn.refuse("duplicate", line));
    }
  }
}
