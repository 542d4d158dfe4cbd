package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link Uplink} decides, one event after the other, upon the outbox and the
 * connection there is. It has no thread: {@link UplinkLoop} calls it from its own, and whoever has
 * none calls it step by step.
 */
public final class Courier {
  /** What comes to it. */
  public sealed interface Event {
    /** Time has passed, or the outbox has grown. */
    record Wake() implements Event {}

    /** The kiosk's state is to be published again. */
    record StateAsked() implements Event {}

    record AckArrived(Ack ack) implements Event {}

    /** What came of {@link Connecting#begin}. */
    record Opened(int attempt, Transport.Connection connection) implements Event {}

    /** The other thing that may come of {@link Connecting#begin}. */
    record Failed(int attempt, String why) implements Event {}

    /** The connection that this attempt made is gone. */
    record Broken(int attempt, String why) implements Event {}
  }

  /** Makes connections beside it. */
  public interface Connecting {
    /** As the log shows it. */
    String name();

    /** Begins an attempt and returns; {@link Event.Opened} or {@link Event.Failed} follows. */
    void begin(int attempt);

    /** The attempt under way is wanted no more; what still comes of it is passed over. */
    void giveUp();

    /** {@link Transport#hasBetterProspects}. */
    default boolean hasBetterProspects() {
      return false;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int ASKED_SPARE = 16;

  private final Outbox outbox;
  private final Connecting connecting;
  private final KioskClock clock;
  private final UplinkSettings settings;
  private final Supplier<KioskState> state;
  private final Uplink uplink;

  private int attempt;
  private Transport.@Nullable Connection connection;

  /** What suits the connection there is. */
  private UplinkSettings bounds;

  /** So many records fit in a batch, as far as the last one tells: more would be read in vain. */
  private int asked = Batch.ENTRIES_MAX;

  private String trouble = "";

  /**
   * @param state what to publish about the kiosk after each connecting and when asked to
   */
  public Courier(
      Outbox outbox,
      Connecting connecting,
      KioskClock clock,
      RandomGenerator random,
      UplinkSettings settings,
      Supplier<KioskState> state) {
    this.outbox = outbox;
    this.connecting = connecting;
    this.clock = clock;
    this.settings = settings;
    this.bounds = settings;
    this.state = state;
    this.uplink = new Uplink(settings, random, outbox.standing());
  }

  /** How the kiosk stands with the district. */
  public LinkState state() {
    return uplink.state();
  }

  /** Why there is no connection, for the technician; empty while there is one. */
  public String trouble() {
    return trouble;
  }

  /** The connection there is; null while there is none. */
  Transport.@Nullable Connection connection() {
    return connection;
  }

  /** The uptime at which {@link Event.Wake} is due even if nothing happens. */
  public Optional<Duration> wakeAt() {
    return uplink.wakeAt();
  }

  /** Takes one event, and does everything that follows from it. */
  public void take(Event event) {
    var inputs = new ArrayDeque<Uplink.Input>(List.of(input(event)));
    while (!inputs.isEmpty()) {
      var effects = uplink.step(inputs.remove(), outbox.standing(), clock.now().uptime());
      for (var effect : effects) {
        var answer = carryOut(effect);
        if (answer != null) {
          inputs.add(answer);
        }
      }
      if (inputs.isEmpty()
          && uplink.state() == LinkState.OFFLINE
          && connecting.hasBetterProspects()) {
        inputs.add(new Uplink.Input.Hurried());
      }
    }
  }

  /**
   * Gives up the connection after a failure that nobody expected.
   *
   * @return to be taken next, so that a new one is made in time
   */
  public Event stumbled() {
    end("the uplink failed");
    return new Event.Broken(attempt, "the uplink failed");
  }

  /** Ends the connection or the attempt; what still comes from it is passed over. */
  public void end(String why) {
    inTrouble(why);
    attempt++;
    connecting.giveUp();
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private Uplink.Input input(Event event) {
    return switch (event) {
      case Event.Wake() -> new Uplink.Input.Woken();
      case Event.StateAsked() -> publishState(connection);
      case Event.AckArrived(Ack ack) -> new Uplink.Input.Acked(ack);
      case Event.Opened(int of, Transport.Connection opened) -> opened(of, opened);
      case Event.Failed(int of, String why) -> {
        if (of != attempt) {
          yield new Uplink.Input.Woken();
        }
        inTrouble(why);
        yield new Uplink.Input.ConnectFailed();
      }
      case Event.Broken(int of, String why) -> {
        if (of != attempt) {
          yield new Uplink.Input.Woken();
        }
        end(why);
        yield new Uplink.Input.Lost();
      }
    };
  }

  private Uplink.Input opened(int of, Transport.Connection opened) {
    if (of != attempt) {
      opened.close();
      return new Uplink.Input.Woken();
    }
    connection = opened;
    bounds = opened.bounds(settings);
    trouble = "";
    log.atInfo().addKeyValue("transport", connecting.name()).log("uplink.connected");
    return publishState(opened) instanceof Uplink.Input.Lost
        ? new Uplink.Input.ConnectFailed()
        : new Uplink.Input.Connected(bounds);
  }

  private Uplink.Input publishState(Transport.@Nullable Connection open) {
    try {
      if (open != null) {
        open.publish(state.get());
      }
      return new Uplink.Input.Woken();
    } catch (IOException e) {
      end(reason(e));
      return new Uplink.Input.Lost();
    }
  }

  /** What the uplink is to be told of it; null for nothing. */
  private Uplink.@Nullable Input carryOut(Uplink.Effect effect) {
    return switch (effect) {
      case Uplink.Effect.Connect() -> {
        connecting.begin(++attempt);
        yield null;
      }
      case Uplink.Effect.Disconnect(String why) -> {
        end(why);
        yield null;
      }
      case Uplink.Effect.Publish(long after, int recordsMax) -> publish(after, recordsMax);
      case Uplink.Effect.Acknowledge(long through) -> {
        outbox.acknowledged(outbox.standing().epoch(), through);
        yield null;
      }
      case Uplink.Effect.Unacknowledge(long from) -> unacknowledge(from);
      case Uplink.Effect.Renumber(var taken) -> {
        outbox.renumber(outbox.standing(), taken);
        yield null;
      }
      case Uplink.Effect.Report(Uplink.Oddity oddity, long seq) -> {
        log.atError().addKeyValue("oddity", oddity).addKeyValue("seq", seq).log("ack.odd");
        yield null;
      }
    };
  }

  private Uplink.@Nullable Input unacknowledge(long from) {
    try {
      outbox.unacknowledged(outbox.standing().epoch(), from);
      return null;
    } catch (IOException e) {
      end(reason(e));
      return new Uplink.Input.Lost();
    }
  }

  /** What became of it; null when there was nothing to send. */
  private Uplink.@Nullable Input publish(long after, int recordsMax) {
    var open = connection;
    if (open == null) {
      return new Uplink.Input.Lost();
    }
    try {
      var batch = batch(outbox.after(after, Math.min(recordsMax, asked)));
      if (batch == null) {
        return null;
      }
      open.publish(batch);
      return new Uplink.Input.Published(batch.boot().id(), batch.first(), batch.last());
    } catch (IOException e) {
      end(reason(e));
      return new Uplink.Input.Lost();
    }
  }

  private @Nullable Batch batch(List<Outbox.Stored> records) {
    var entries = new ArrayList<SealedEntry>();
    int bytes = 0;
    for (var record : records) {
      bytes += record.entry().sealed().length();
      if (!entries.isEmpty() && bytes > bounds.batchBytesMax()) {
        break;
      }
      entries.add(record.entry());
    }
    asked =
        entries.size() < records.size()
            ? entries.size() + ASKED_SPARE
            : Math.min(2 * asked, Batch.ENTRIES_MAX);
    return entries.isEmpty() ? null : new Batch(records.getFirst().boot(), entries);
  }

  private void inTrouble(String why) {
    trouble = why;
    log.atInfo()
        .addKeyValue("transport", connecting.name())
        .addKeyValue("why", why)
        .log("uplink.disconnected");
  }

  static String reason(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
