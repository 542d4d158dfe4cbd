package org.healthhut.kiosk.command;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes signed commands and carries out those that are this kiosk's, new and in time. Each is
 * answered by an event in the outbox: {@code command.done {number, kind}} or {@code command.refused
 * {reason, number?}}; the number is told only where the signature is good.
 *
 * <p>A number is carried out once. One that was begun and never answered, because the power was
 * cut, is carried out again when the district sends it again: no command does more the second time.
 * A restart is the exception: having begun it is having carried it out, and the start that follows
 * answers it as soon as the outbox takes the answer.
 */
public final class CommandDesk implements AutoCloseable {
  /** Acts on behalf of the desk, on its thread. */
  public interface Hands {
    void publishState();

    /** Begins to end the agent, when nobody is at the kiosk; may return before it has ended. */
    void restart() throws InterruptedException;

    /** Keeps the key for the next start. */
    void useDistrictKey(String jwk) throws IOException;

    /** Keeps the configuration for the next start; what is wrong with it when it cannot be used. */
    Optional<String> configure(String text) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);

  /** More at a time are dropped; the district sends them again. */
  private static final int QUEUE_MAX = 16;

  /** The same reason to refuse is told upstream once in so long: forgeries must fill no disk. */
  private static final Duration TOLD_AGAIN = Duration.ofHours(1);

  /** Clocks of district and kiosk may differ so much. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /**
   * A restart whose answer could not be saved is answered so much later, or when it comes again.
   */
  private static final Duration ANSWERED_AGAIN = Duration.ofMinutes(1);

  private static final Duration SAVE_MAX = Duration.ofSeconds(30);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
  private static final int REASON_MAX = 300;

  private final KioskId kiosk;
  private final CommandKeys keys;
  private final Remembered remembered;
  private final KioskClock clock;
  private final Function<Entry, CompletableFuture<Long>> outbox;
  private final Hands hands;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Map<String, Duration> toldAt = new HashMap<>();
  private final Thread thread;

  /** This start is to end, so its restart is the next one's to answer. */
  private boolean ending;

  /**
   * Does nothing until {@link #start}.
   *
   * @param outbox keeps an event, as {@code Outbox.append} does
   */
  public CommandDesk(
      KioskId kiosk,
      CommandKeys keys,
      Remembered remembered,
      KioskClock clock,
      Function<Entry, CompletableFuture<Long>> outbox,
      Hands hands) {
    this.kiosk = kiosk;
    this.keys = keys;
    this.remembered = remembered;
    this.clock = clock;
    this.outbox = outbox;
    this.hands = hands;
    this.thread = Thread.ofPlatform().name("commands").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Takes what the district has sent. From any thread; never blocks. */
  public void given(List<String> commands) {
    for (var jws : commands) {
      if (!queue.offer(jws)) {
        log.atWarn().log("command.dropped");
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!Thread.currentThread().equals(thread) && !thread.join(CLOSE_MAX)) {
        log.atWarn().log("commands.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      answerRestart();
      while (true) {
        var jws = queue.poll(ANSWERED_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (jws == null) {
          answerRestart();
        } else {
          take(jws);
        }
      }
    } catch (InterruptedException _) {
      log.atDebug().log("commands.stopped");
    }
  }

  /** Answers a restart that an earlier start has begun, unless it is answered. */
  void answerRestart() throws InterruptedException {
    if (ending) {
      return;
    }
    try {
      var last = remembered.last();
      if (last.isPresent() && !last.get().answered() && isRestart(last.get())) {
        done(last.get());
      }
    } catch (IOException e) {
      log.atError().setCause(e).log("restart.notAnswered");
    }
  }

  private static boolean isRestart(Remembered.Last last) {
    return last.kind().equals("restart");
  }

  /** Judges one, carries it out where it is right to, and answers. */
  void take(String jws) throws InterruptedException {
    try {
      switch (keys.verify(jws)) {
        case Opened.Valid<Order>(Order order) -> take(order);
        case Opened.Newer<Order>(String what) -> refuse(what, "", 0);
        case Opened.Broken<Order>(String why) -> refuse(why, "", 0);
      }
    } catch (IOException e) {
      // Unanswered, it comes again.
      log.atError().setCause(e).log("command.failed");
    }
  }

  private void take(Order order) throws IOException, InterruptedException {
    // Also before a later number takes its place.
    answerRestart();
    var last = remembered.last();
    if (last.isPresent()
        && last.get().number() == order.number()
        && (last.get().answered() || isRestart(last.get()))) {
      log.atInfo().addKeyValue("number", order.number()).log("command.repeated");
      return;
    }
    var why = whyNot(order, last.map(Remembered.Last::number).orElse(0L), clock.now());
    if (why.isPresent()) {
      refuse(why.get(), "", order.number());
      return;
    }
    var begun = new Remembered.Last(order.number(), order.command().kind(), false);
    remembered.remember(begun);
    log.atInfo()
        .addKeyValue("number", order.number())
        .addKeyValue("kind", order.command().kind())
        .log("command.begun");
    switch (order.command()) {
      case Command.PublishState() -> {
        hands.publishState();
        done(begun);
      }
      case Command.Restart() -> {
        ending = true;
        hands.restart();
      }
      case Command.UseDistrictKey(String jwk) -> {
        hands.useDistrictKey(jwk);
        done(begun);
      }
      case Command.Configure(String text) -> {
        var mistake = hands.configure(text);
        if (mistake.isEmpty()) {
          done(begun);
        } else {
          refuse("the configuration cannot be used", ": " + mistake.get(), order.number());
          remembered.remember(new Remembered.Last(begun.number(), begun.kind(), true));
        }
      }
    }
  }

  /** Without a clock that can be trusted, the number alone keeps old commands out. */
  private Optional<String> whyNot(Order order, long last, Moment now) {
    if (!order.kiosk().equals(kiosk)) {
      return Optional.of("for another kiosk");
    }
    if (order.number() < last) {
      return Optional.of("replayed: a later number was begun before");
    }
    if (now.clock() == ClockTrust.SYNCHRONIZED) {
      if (!now.at().isBefore(order.expiresAt())) {
        return Optional.of("expired");
      }
      if (order.issuedAt().isAfter(now.at().plus(AHEAD_MAX))) {
        return Optional.of("issued in the future");
      }
    }
    return Optional.empty();
  }

  private void done(Remembered.Last begun) throws IOException, InterruptedException {
    append("command.done", Map.of("number", "" + begun.number(), "kind", begun.kind()));
    remembered.remember(new Remembered.Last(begun.number(), begun.kind(), true));
    log.atInfo().addKeyValue("number", begun.number()).log("command.done");
  }

  /**
   * Tells why not.
   *
   * @param reason in fixed words
   * @param more what belongs behind them
   * @param number 0 when it cannot be believed
   */
  private void refuse(String reason, String more, long number)
      throws IOException, InterruptedException {
    log.atWarn().addKeyValue("reason", reason).addKeyValue("number", number).log("command.refused");
    var uptime = clock.now().uptime();
    var told = toldAt.get(reason);
    // A good number is told each time: the district waits for it, and signs few.
    if (number == 0 && told != null && uptime.minus(told).compareTo(TOLD_AGAIN) < 0) {
      return;
    }
    toldAt.put(reason, uptime);
    var details = new TreeMap<String, String>();
    var whole = reason + more;
    details.put("reason", whole.substring(0, Math.min(whole.length(), REASON_MAX)));
    if (number > 0) {
      details.put("number", "" + number);
    }
    append("command.refused", details);
  }

  /** Returns when the event would survive the plug being pulled. */
  private void append(String kind, Map<String, String> details)
      throws IOException, InterruptedException {
    try {
      var _ =
          outbox
              .apply(new Entry.KioskEvent(clock.now(), kind, details))
              .get(SAVE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the answer to a command is not saved", e);
    }
  }
}
