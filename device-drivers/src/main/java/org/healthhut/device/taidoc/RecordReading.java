package org.healthhut.device.taidoc;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Reads the memory of a device, newest record first (taidoc.md, Commands, 2B, 25 and 26).
 *
 * <pre>
 * COUNT --> TIME --> VALUE --> TIME_AGAIN --same--> TIME of the next
 *           TIME_AGAIN (last) --> RECOUNT --same--> NEWEST --same--> read
 * </pre>
 *
 * <p>A record stored in between moves all others on by one, so that time and value, which are asked
 * for one after the other, may be of two records: a value counts where the time before it and the
 * time behind it are the same. Then whatever the value is of was measured in that minute. Where
 * anything has moved everything is read again, and each record told once. In a full memory the
 * oldest record makes room and the count stays: the time of the newest record tells.
 *
 * <p>Where a device that was read stays, its memory is read up to the first record already told.
 */
final class RecordReading implements Service {
  /** How often the memory is read again because it has changed, chosen by this project. */
  private static final int REREADS_MAX = 3;

  /** More than any memory holds. */
  private static final int LEFT_MAX = 2 * Packet.RECORDS_MAX;

  private enum Step {
    COUNT,
    TIME,
    VALUE,
    TIME_AGAIN,
    RECOUNT,
    NEWEST
  }

  /** One record, as two packets tell it. */
  private record Stored(LocalDateTime at, Bytes value) {}

  private final Function<Bytes, Kept> decode;
  private final ZoneId zone;
  private final Exchange exchange;
  private final MeterPresence presence;

  private Step step = Step.COUNT;
  private int count;
  private int index;
  private int rereads;
  private Optional<LocalDateTime> newest = Optional.empty();
  private Optional<LocalDateTime> at = Optional.empty();

  /** The answer with the value of the record that is read. */
  private Bytes value = Bytes.EMPTY;

  private @Nullable MeterMemory<Stored> memory;

  /** Records told of that became no measurement. */
  private final Set<Stored> left = new HashSet<>();

  /** Everything is told; we look for what is new. */
  private boolean read;

  /**
   * A reading of one memory.
   *
   * @param decode what a value's message means on this kind of device
   * @param zone the zone the device's clock is set to; it says none itself
   */
  RecordReading(
      Function<Bytes, Kept> decode, ZoneId zone, Exchange exchange, MeterPresence presence) {
    this.decode = decode;
    this.zone = zone;
    this.exchange = exchange;
    this.presence = presence;
  }

  @Override
  public void begin(String serial, LocalDateTime clock, Turn turn) {
    if (memory == null) {
      memory = new MeterMemory<>(serial, clock, zone, turn.now());
    } else if (read) {
      memory.clockShows(clock, turn.now());
    }
    rereads = 0;
    ask(Step.COUNT, turn);
  }

  @Override
  public boolean goesOn(Turn turn) {
    if (read) {
      rereads = 0;
      ask(Step.COUNT, turn);
    }
    return read;
  }

  /** A time that came late must not become that of another record. */
  @Override
  public void due(Turn turn) {
    switch (step) {
      case TIME, VALUE, TIME_AGAIN -> {
        step = Step.TIME;
        exchange.askInstead(request(), turn);
      }
      case COUNT, RECOUNT, NEWEST -> exchange.again(turn);
    }
  }

  @Override
  public boolean inExchange() {
    return true;
  }

  @Override
  public boolean isTold() {
    return read && exchange.isResting();
  }

  private void ask(Step next, Turn turn) {
    step = next;
    exchange.ask(request(), turn);
  }

  private Bytes request() {
    return switch (step) {
      case COUNT, RECOUNT -> Packet.request(Packet.COUNT);
      case TIME, TIME_AGAIN -> Packet.request(Packet.TIME, index);
      case VALUE -> Packet.request(Packet.VALUE, index);
      case NEWEST -> Packet.request(Packet.TIME, 0);
    };
  }

  @Override
  public void answered(Bytes body, Turn turn) {
    var message = body.drop(1);
    switch (step) {
      case COUNT, RECOUNT -> counted(message.u16le(0), body, turn);
      case TIME -> {
        at = Packet.time(message);
        if (index == 0) {
          newest = at;
        }
        if (at.isPresent()) {
          ask(Step.VALUE, turn);
        } else {
          Packet.refuse("no such date or time", body, turn);
          turn.fail(Fault.BAD_DATA, "a record has no such date or time");
          next(turn);
        }
      }
      case VALUE -> {
        value = body;
        ask(Step.TIME_AGAIN, turn);
      }
      case TIME_AGAIN -> {
        if (Packet.time(message).equals(at)) {
          at.ifPresent(time -> record(time, turn));
        } else {
          Packet.refuse("a value whose time is in doubt", value, turn);
          readAgain(turn);
        }
      }
      case NEWEST -> {
        if (Packet.time(message).equals(newest)) {
          finish(turn);
        } else {
          readAgain(turn);
        }
      }
    }
  }

  private void counted(int told, Bytes body, Turn turn) {
    if (told > Packet.RECORDS_MAX) {
      exchange.refuse("more records than any memory holds", body, turn);
    } else if (told == 0) {
      finish(turn);
    } else if (step == Step.RECOUNT && told == count) {
      ask(Step.NEWEST, turn);
    } else if (step == Step.COUNT || mayReadAgain(turn)) {
      count = told;
      index = 0;
      ask(Step.TIME, turn);
    }
  }

  private void next(Turn turn) {
    index++;
    ask(index < count ? Step.TIME : Step.RECOUNT, turn);
  }

  private void readAgain(Turn turn) {
    if (mayReadAgain(turn)) {
      ask(Step.COUNT, turn);
    }
  }

  private boolean mayReadAgain(Turn turn) {
    if (++rereads <= REREADS_MAX) {
      return true;
    }
    presence.damaged("the memory changes while it is read").ifPresent(turn::tell);
    exchange.rest(turn);
    return false;
  }

  /** Where everything had been told before and nothing is new, there is nothing to say. */
  private void finish(Turn turn) {
    if (memory != null && !read) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
    read = true;
    exchange.rest(turn);
  }

  private void record(LocalDateTime time, Turn turn) {
    if (memory == null) {
      throw new IllegalStateException("a value is asked for once the memory is known");
    }
    var message = value.drop(1);
    var stored = new Stored(time, message);
    switch (decode.apply(message)) {
      case Kept.Measurement(var values, var flags) -> {
        var news = memory.tell(stored, values, flags, time);
        if (news.isPresent()) {
          read = false;
          turn.tell(news.get());
        } else if (read) {
          finish(turn);
          return;
        } else {
          Packet.refuse("duplicate", value, turn);
        }
      }
      case Kept.NotCarried(var why) -> {
        if (isNews(stored)) {
          Packet.refuse(why, value, turn);
        }
      }
      case Kept.Spoilt(var fault, var why) -> {
        if (isNews(stored)) {
          Packet.refuse(why, value, turn);
          turn.fail(fault, why);
        }
      }
    }
    next(turn);
  }

  private boolean isNews(Stored stored) {
    return left.size() < LEFT_MAX && left.add(stored);
  }
}
