package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * The one thread that carries out what {@link Uplink} decides. Everybody else posts to its queue
 * and goes on.
 */
public final class UplinkLoop implements AutoCloseable {
  /**
   * Hears how the kiosk stands with the district, each time it has changed. Called from the
   * uplink's thread: it must pass the word on and return.
   */
  @FunctionalInterface
  public interface Listener {
    void changed(Status status);
  }

  /**
   * How the kiosk stands with the district.
   *
   * @param trouble why there is no connection, for the technician; empty while there is one
   */
  public record Status(LinkState state, Outbox.Standing standing, String trouble) {}

  private sealed interface Event {
    record Wake() implements Event {}

    record StateAsked() implements Event {}

    record AckArrived(Ack ack) implements Event {}

    record Opened(int attempt, Transport.Connection connection) implements Event {}

    record Failed(int attempt, String why) implements Event {}

    record Broken(int attempt, String why) implements Event {}
  }

  private static final Logger log = LoggerFactory.getLogger(UplinkLoop.class);
  private static final int QUEUE_MAX = 1024;

  /** Acknowledgements leave this much room for what must not be missed. */
  private static final int QUEUE_RESERVED = 64;

  private static final Duration WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final Transport transport;
  private final KioskClock clock;
  private final UplinkSettings settings;
  private final Supplier<KioskState> state;
  private final Listener listener;
  private final Uplink uplink;
  private final Thread thread;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
  private final AtomicBoolean wakePosted = new AtomicBoolean();
  private volatile boolean closing;

  private int attempt;
  private @Nullable Thread connecting;
  private Transport.@Nullable Connection connection;
  private String trouble = "";
  private @Nullable Status told;

  private UplinkLoop(
      Outbox outbox,
      Transport transport,
      KioskClock clock,
      RandomGenerator random,
      UplinkSettings settings,
      Supplier<KioskState> state,
      Listener listener) {
    this.outbox = outbox;
    this.transport = transport;
    this.clock = clock;
    this.settings = settings;
    this.state = state;
    this.listener = listener;
    this.uplink = new Uplink(settings, random, outbox.standing());
    this.thread = Thread.ofPlatform().name("uplink").daemon().unstarted(this::run);
  }

  /**
   * Starts at once to connect.
   *
   * @param state what to publish about the kiosk after each connecting and when asked to
   */
  public static UplinkLoop start(
      Outbox outbox,
      Transport transport,
      KioskClock clock,
      RandomGenerator random,
      UplinkSettings settings,
      Supplier<KioskState> state,
      Listener listener) {
    var loop = new UplinkLoop(outbox, transport, clock, random, settings, state, listener);
    loop.thread.start();
    return loop;
  }

  /** The outbox has grown: looks at once. From any thread; never blocks. */
  public void wake() {
    if (wakePosted.compareAndSet(false, true)) {
      post(new Event.Wake());
    }
  }

  /** Publishes the kiosk's state again if there is a connection. From any thread; never blocks. */
  public void publishState() {
    post(new Event.StateAsked());
  }

  private void post(Event event) {
    if (!queue.offer(event)) {
      log.atError().addKeyValue("event", event.getClass().getSimpleName()).log("uplink.overrun");
    }
  }

  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        log.atWarn().addKeyValue("transport", transport.name()).log("uplink.close-given-up");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      post(new Event.Wake());
      while (!closing) {
        var event = queue.poll(untilWake().toNanos(), TimeUnit.NANOSECONDS);
        try {
          step(input(event));
        } catch (RuntimeException e) {
          log.atError().setCause(e).log("uplink.failed");
          end("the uplink failed");
          // As an event, so that a second failure is met like the first.
          post(new Event.Broken(attempt, "the uplink failed"));
        }
      }
    } catch (InterruptedException _) {
      log.atInfo().log("uplink.interrupted");
    } finally {
      end("the agent is stopping");
      closeLateOnes();
    }
  }

  private Duration untilWake() {
    return uplink
        .wakeAt()
        .map(at -> at.minus(clock.now().uptime()))
        .filter(left -> left.compareTo(WAIT_MAX) < 0)
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .orElse(WAIT_MAX);
  }

  private Uplink.Input input(@Nullable Event event) {
    return switch (event) {
      case null -> new Uplink.Input.Woken();
      case Event.Wake() -> {
        wakePosted.set(false);
        yield new Uplink.Input.Woken();
      }
      case Event.StateAsked() -> publishState(connection);
      case Event.AckArrived(Ack ack) -> new Uplink.Input.Acked(ack);
      case Event.Opened(int of, Transport.Connection opened) -> opened(of, opened);
      case Event.Failed(int of, String why) -> {
        if (of != attempt) {
          yield new Uplink.Input.Woken();
        }
        connecting = null;
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
    connecting = null;
    connection = opened;
    trouble = "";
    log.atInfo().addKeyValue("transport", transport.name()).log("uplink.connected");
    return publishState(opened) instanceof Uplink.Input.Lost
        ? new Uplink.Input.ConnectFailed()
        : new Uplink.Input.Connected();
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

  /** One input, and everything that follows from it. */
  private void step(Uplink.Input first) {
    var inputs = new ArrayDeque<Uplink.Input>(List.of(first));
    while (!inputs.isEmpty()) {
      var effects = uplink.step(inputs.remove(), outbox.standing(), clock.now().uptime());
      for (var effect : effects) {
        switch (effect) {
          case Uplink.Effect.Connect() -> connect();
          case Uplink.Effect.Disconnect(String why) -> end(why);
          case Uplink.Effect.Publish(long after, int recordsMax) -> {
            var answer = publish(after, recordsMax);
            if (answer != null) {
              inputs.add(answer);
            }
          }
          case Uplink.Effect.Acknowledge(long through) ->
              outbox.acknowledged(outbox.standing().epoch(), through);
          case Uplink.Effect.Unacknowledge(long from) -> {
            try {
              outbox.unacknowledged(outbox.standing().epoch(), from);
            } catch (IOException e) {
              end(reason(e));
              inputs.add(new Uplink.Input.Lost());
            }
          }
          case Uplink.Effect.Report(Uplink.Oddity oddity, long seq) ->
              log.atError().addKeyValue("oddity", oddity).addKeyValue("seq", seq).log("ack.odd");
        }
      }
    }
    tell();
  }

  /** What became of it; null when there was nothing to send. */
  private Uplink.@Nullable Input publish(long after, int recordsMax) {
    var open = connection;
    if (open == null) {
      return new Uplink.Input.Lost();
    }
    try {
      var batch = batch(outbox.after(after, recordsMax));
      if (batch == null) {
        return null;
      }
      open.publish(batch);
      return new Uplink.Input.Published(batch.first(), batch.last());
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
      if (!entries.isEmpty() && bytes > settings.batchBytesMax()) {
        break;
      }
      entries.add(record.entry());
    }
    return entries.isEmpty() ? null : new Batch(records.getFirst().boot(), entries);
  }

  private void connect() {
    int current = ++attempt;
    connecting =
        Thread.ofVirtual()
            .name("uplink-connect")
            .start(() -> {
              try {
                post(new Event.Opened(current, transport.connect(new FromTransport(current))));
              } catch (IOException | RuntimeException e) {
                post(new Event.Failed(current, reason(e)));
              } catch (InterruptedException _) {
                log.atDebug().addKeyValue("attempt", current).log("attempt.given-up");
              }
            });
  }

  /** Ends the connection or the attempt; what still comes from it is passed over. */
  private void end(String why) {
    inTrouble(why);
    attempt++;
    var attempting = connecting;
    connecting = null;
    if (attempting != null) {
      attempting.interrupt();
    }
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private void closeLateOnes() {
    for (var event = queue.poll(); event != null; event = queue.poll()) {
      if (event instanceof Event.Opened(int _, Transport.Connection opened)) {
        opened.close();
      }
    }
  }

  private void inTrouble(String why) {
    trouble = why;
    log.atInfo()
        .addKeyValue("transport", transport.name())
        .addKeyValue("why", why)
        .log("uplink.disconnected");
  }

  private void tell() {
    var status = new Status(uplink.state(), outbox.standing(), trouble);
    if (!status.equals(told)) {
      told = status;
      try {
        listener.changed(status);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("listener.failed");
      }
    }
  }

  private static String reason(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** What one connection says; posted, never waited for. */
  private final class FromTransport implements Transport.Listener {
    private final int of;

    FromTransport(int of) {
      this.of = of;
    }

    @Override
    public void acknowledged(Ack ack) {
      if (queue.remainingCapacity() > QUEUE_RESERVED) {
        post(new Event.AckArrived(ack));
      } else {
        // The next one says it too, or the limit for acknowledgements brings it back.
        log.atWarn().log("ack.dropped");
      }
    }

    @Override
    public void lost(String why) {
      post(new Event.Broken(of, why));
    }
  }
}
