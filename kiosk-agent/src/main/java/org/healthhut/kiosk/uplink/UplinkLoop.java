package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
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

    /** The district has sent signed commands. From the transport's thread: it must not block. */
    default void commanded(List<String> commands) {}

    /** These numbers are in quarantine. From the transport's thread: it must not block. */
    default void refused(String epoch, List<Long> numbers) {}
  }

  /**
   * How the kiosk stands with the district.
   *
   * @param line over which there is a connection, as {@code mqtt}; empty while there is none
   * @param trouble why there is no connection, for the technician; empty while there is one
   */
  public record Status(LinkState state, Outbox.Standing standing, String line, String trouble) {}

  private sealed interface Happening {
    record Step(Courier.Event event) implements Happening {}

    record Asking(Asks.Ready question) implements Happening {}

    record Answering(Bytes message) implements Happening {}
  }

  private static final Logger log = LoggerFactory.getLogger(UplinkLoop.class);
  private static final int QUEUE_MAX = 1024;

  /** Acknowledgements leave this much room for what must not be missed. */
  private static final int QUEUE_RESERVED = 64;

  /** So often the district is told the account, where it has changed. */
  private static final Duration ACCOUNT_TOLD = Duration.ofMinutes(1);

  /** So often the account stands in the log, whatever has changed. */
  private static final Duration ACCOUNT_LOGGED = Duration.ofMinutes(10);

  private static final Duration WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final Transport transport;
  private final KioskClock clock;
  private final Listener listener;
  private final Courier courier;
  private final Thread thread;
  private final Asks asks;
  private final BlockingQueue<Happening> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
  private final AtomicBoolean wakePosted = new AtomicBoolean();
  private volatile boolean closing;
  private @Nullable Status told;
  private Outbox.@Nullable Standing accounted;
  private @Nullable Room toldRoom;
  private Duration accountedAt = Duration.ZERO;
  private Duration loggedAt = Duration.ZERO;

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
    this.listener = listener;
    this.courier = new Courier(outbox, new Attempts(), clock, random, settings, state);
    this.asks = new Asks(clock);
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
      post(new Courier.Event.Wake());
    }
  }

  /** Publishes the kiosk's state again if there is a connection. From any thread; never blocks. */
  public void publishState() {
    post(new Courier.Event.StateAsked());
  }

  /**
   * Asks the district. From any thread; never blocks.
   *
   * @param sealing called at most once, from a thread of its own
   * @param answered called at most once, from the uplink's thread; never while there is no
   *     connection, and never later than 5 s from now
   */
  public void ask(Supplier<Inquiry> sealing, Consumer<Answer> answered) {
    asks.prepare(sealing, answered, ready -> postSpare(new Happening.Asking(ready)));
  }

  private void post(Courier.Event event) {
    if (!queue.offer(new Happening.Step(event))) {
      log.atError().addKeyValue("event", event.getClass().getSimpleName()).log("uplink.overrun");
    }
  }

  /** For what may be missed; false when it is, to leave room for what may not. */
  private boolean postSpare(Happening happening) {
    return queue.remainingCapacity() > QUEUE_RESERVED && queue.offer(happening);
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
      post(new Courier.Event.Wake());
      while (!closing) {
        var happening = queue.poll(untilWake().toNanos(), TimeUnit.NANOSECONDS);
        try {
          take(happening == null ? new Happening.Step(new Courier.Event.Wake()) : happening);
          asks.forgetLate();
          tell();
          account();
          room();
        } catch (RuntimeException e) {
          log.atError().setCause(e).log("uplink.failed");
          // As an event, so that a second failure is met like the first.
          post(courier.stumbled());
        }
      }
    } catch (InterruptedException _) {
      log.atInfo().log("uplink.interrupted");
    } finally {
      courier.end("the agent is stopping");
      closeLateOnes();
    }
  }

  private void take(Happening happening) {
    switch (happening) {
      case Happening.Step(Courier.Event event) -> {
        if (event instanceof Courier.Event.Wake) {
          wakePosted.set(false);
        }
        courier.take(event);
      }
      case Happening.Asking(Asks.Ready question) -> asks.send(question, courier.connection());
      case Happening.Answering(Bytes message) -> asks.answered(message);
    }
  }

  private Duration untilWake() {
    return courier
        .wakeAt()
        .map(at -> at.minus(clock.now().uptime()))
        .filter(left -> left.compareTo(WAIT_MAX) < 0)
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .orElse(WAIT_MAX);
  }

  private void closeLateOnes() {
    for (var late = queue.poll(); late != null; late = queue.poll()) {
      if (late
          instanceof Happening.Step(Courier.Event.Opened(int _, Transport.Connection opened))) {
        opened.close();
      }
    }
  }

  private void tell() {
    var state = courier.state();
    var line =
        switch (state) {
          case OFFLINE, CONNECTING -> "";
          case DRAINING, LIVE -> transport.name();
        };
    var status = new Status(state, outbox.standing(), line, courier.trouble());
    if (!status.equals(told)) {
      told = status;
      try {
        listener.changed(status);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("listener.failed");
      }
    }
  }

  private void account() {
    var standing = outbox.standing();
    var now = clock.now().uptime();
    if (accounted == null || now.minus(loggedAt).compareTo(ACCOUNT_LOGGED) >= 0) {
      loggedAt = now;
      log.atInfo()
          .addKeyValue("epoch", standing.epoch())
          .addKeyValue("captured", standing.captured())
          .addKeyValue("acknowledged", standing.acknowledged())
          .addKeyValue("waiting", standing.waiting())
          .log("outbox.account");
    }
    if (accounted == null) {
      accounted = standing;
      accountedAt = now;
    }
    if (!standing.equals(accounted) && now.minus(accountedAt).compareTo(ACCOUNT_TOLD) >= 0) {
      accounted = standing;
      accountedAt = now;
      courier.take(new Courier.Event.StateAsked());
    }
  }

  /** Whoever can make room is to hear of it at once; the outbox looks every few seconds. */
  private void room() {
    var room = outbox.room();
    if (!room.equals(toldRoom)) {
      if (toldRoom != null) {
        courier.take(new Courier.Event.StateAsked());
      }
      toldRoom = room;
    }
  }

  /** Each attempt waits on a thread of its own. */
  private final class Attempts implements Courier.Connecting {
    private @Nullable Thread connecting;

    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public boolean hasBetterProspects() {
      return transport.hasBetterProspects();
    }

    @Override
    public void begin(int attempt) {
      connecting = Thread.ofVirtual().name("uplink-connect").start(() -> post(outcome(attempt)));
    }

    private Courier.Event outcome(int attempt) {
      try {
        return new Courier.Event.Opened(attempt, transport.connect(new FromTransport(attempt)));
      } catch (IOException | RuntimeException e) {
        return new Courier.Event.Failed(attempt, Courier.reason(e));
      } catch (InterruptedException _) {
        return new Courier.Event.Failed(attempt, "given up");
      }
    }

    @Override
    public void giveUp() {
      var attempting = connecting;
      connecting = null;
      if (attempting != null) {
        attempting.interrupt();
      }
    }
  }

  /** What one connection says; posted, never waited for. */
  private final class FromTransport implements Transport.Listener {
    private final int of;

    FromTransport(int of) {
      this.of = of;
    }

    @Override
    public void acknowledged(Ack ack) {
      if (!ack.refused().isEmpty()) {
        listener.refused(ack.epoch(), ack.refused().stream().map(Ack.Refusal::seq).toList());
      }
      if (!postSpare(new Happening.Step(new Courier.Event.AckArrived(ack)))) {
        // The limit for acknowledgements brings it back.
        log.atWarn().log("ack.dropped");
      }
    }

    @Override
    public void commanded(List<String> commands) {
      listener.commanded(commands);
    }

    @Override
    public void answered(Bytes message) {
      if (!postSpare(new Happening.Answering(message))) {
        log.atWarn().log("answer.dropped");
      }
    }

    @Override
    public void stateWanted() {
      publishState();
    }

    @Override
    public void lost(String why) {
      post(new Courier.Event.Broken(of, why));
    }
  }
}
