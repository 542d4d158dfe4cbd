package org.healthhut.device.gatt;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.device.Patience;
import org.healthhut.device.Turn;
import org.healthhut.vital.Flag;
import org.jspecify.annotations.Nullable;

/**
 * A glucose meter, which sends its records when it is asked over 2A52 (ble-gatt.md, RACP): all of
 * them first, then from time to time those after the last.
 *
 * <pre>
 * 01 01              send all records
 * 01 03 01 seq(2)    send the records from a sequence number on
 * 06 00 01 result    1 all sent, 6 there are none
 * </pre>
 *
 * <p>A transfer ends with the response, or when nothing came for 5 s. A record that announces a
 * context is told when that has come, or when anything else has.
 */
final class GlucoseMemory implements Profile {
  private static final Bytes ALL = Bytes.of(0x01, 0x01);
  private static final Bytes FROM = Bytes.of(0x01, 0x03, 0x01);
  private static final Bytes RESPONSE = Bytes.of(0x06, 0x00, 0x01);
  private static final int SUCCESS = 1;
  private static final int NO_RECORDS = 6;

  /** Ble-gatt.md, State machine. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  /** Chosen by this project, as is the pause until the meter is asked again. */
  private static final int RETRIES_MAX = 2;

  /** Chosen by this project: longer than a full memory takes over a slow link. */
  private static final Duration EXCHANGE_MAX = Duration.ofMinutes(10);

  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  /** More than any meter keeps; what comes beyond it is told to be a duplicate. */
  private static final int RECORDS_MAX = 4096;

  private final Records records;
  private final Patience patience =
      new Patience(SILENCE_MAX, Duration.ZERO, RETRIES_MAX, EXCHANGE_MAX);
  private final Set<GlucoseValue> known = new HashSet<>();

  private boolean reading;
  private boolean heard;
  private boolean asksForAll = true;
  private int lastSequence;
  private int knownBefore = -1;
  private boolean lossTold;
  private boolean batteryTold;
  private @Nullable Waiting waiting;

  /** A record whose context has not come. */
  private record Waiting(GlucoseValue value, Bytes bytes) {}

  GlucoseMemory(Records records) {
    this.records = records;
  }

  @Override
  public void opened(Turn turn) {
    ask(turn);
  }

  @Override
  public boolean told(Characteristic from, Bytes value, Turn turn) {
    switch (from) {
      case GLUCOSE -> record(value, turn);
      case GLUCOSE_CONTEXT -> context(value, turn);
      case RECORD_ACCESS -> response(value, turn);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void woken(Turn turn) {
    switch (patience.due(turn.now())) {
      case NOTHING -> {}
      case ASK -> {
        if (reading && heard) {
          finish(turn);
        } else {
          ask(turn);
        }
      }
      case GIVE_UP_SILENT -> {
        if (heard) {
          finish(turn);
        } else {
          lose(Fault.SILENT, "no answer to the request for records", turn);
        }
      }
      case GIVE_UP_DAMAGED -> lose(Fault.BAD_DATA, "the records have no end", turn);
    }
  }

  @Override
  public void closed() {
    patience.end();
    reading = false;
  }

  @Override
  public @Nullable Duration wakeAt() {
    return patience.wakeAt();
  }

  private void ask(Turn turn) {
    tellWaiting(Set.of(), turn);
    reading = true;
    heard = false;
    int next = lastSequence + 1 & 0xFFFF;
    asksForAll |= next == 0;
    turn.write(
        Characteristic.RECORD_ACCESS.holding(
            asksForAll ? ALL : FROM.plus(Bytes.of(next & 0xFF, next >> 8))));
    patience.asked(turn.now());
  }

  private void lose(Fault fault, String detail, Turn turn) {
    if (!lossTold) {
      lossTold = true;
      turn.fail(fault, detail);
    }
    rest(turn);
  }

  private void rest(Turn turn) {
    reading = false;
    patience.rest(turn.now(), READ_AGAIN);
  }

  private void finish(Turn turn) {
    tellWaiting(Set.of(), turn);
    if (lossTold || known.size() > knownBefore) {
      turn.tell(new Status(State.READY, "memory read: " + known.size()));
    }
    knownBefore = known.size();
    asksForAll = known.isEmpty();
    lossTold = false;
    rest(turn);
  }

  private void response(Bytes value, Turn turn) {
    if (!value.startsWith(RESPONSE) || value.length() != RESPONSE.length() + 1) {
      turn.refuse("no response to a request for records", value);
    } else if (!reading) {
      turn.refuse("not asked for", value);
    } else {
      int result = value.u8(RESPONSE.length());
      switch (result) {
        case SUCCESS, NO_RECORDS -> finish(turn);
        default -> {
          // Perhaps the meter knows no sequence numbers: the next time it is asked for all.
          asksForAll = true;
          lose(Fault.BAD_DATA, "the meter sends no records: result " + result, turn);
        }
      }
    }
  }

  private void record(Bytes bytes, Turn turn) {
    tellWaiting(Set.of(), turn);
    heard = true;
    patience.received(turn.now());
    switch (GlucoseValue.decode(bytes)) {
      case GlucoseValue.Decoded.Malformed(var why) ->
          records.tell(new Told.Malformed(why), bytes, turn);
      case GlucoseValue.Decoded.Kept(var value) -> {
        if (known.size() == RECORDS_MAX || !known.add(value)) {
          turn.refuse("duplicate", bytes);
          return;
        }
        lastSequence = value.sequence();
        if (value.batteryLow() && !batteryTold) {
          batteryTold = true;
          turn.fail(Fault.BUSY_OR_BATTERY, "the meter's battery is low");
        }
        waiting = new Waiting(value, bytes);
        if (!value.contextFollows()) {
          tellWaiting(Set.of(), turn);
        }
      }
    }
  }

  private void context(Bytes bytes, Turn turn) {
    heard = true;
    patience.received(turn.now());
    switch (GlucoseContext.decode(bytes)) {
      case GlucoseContext.Malformed(var why) -> turn.refuse(why, bytes);
      case GlucoseContext.Noted(var sequence, var meal) -> {
        if (waiting != null && waiting.value().sequence() == sequence) {
          tellWaiting(meal, turn);
        } else {
          turn.refuse("the context of no record", bytes);
        }
      }
    }
  }

  private void tellWaiting(Set<Flag> meal, Turn turn) {
    if (waiting != null) {
      var due = waiting;
      waiting = null;
      records.tell(due.value().judge(meal), due.bytes(), turn);
    }
  }
}
