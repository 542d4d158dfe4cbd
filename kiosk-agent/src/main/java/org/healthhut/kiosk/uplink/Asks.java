package org.healthhut.kiosk.uplink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.Opened;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to the district that are under way. They are beside the records: a question that is
 * lost, refused or not answered in time is dropped, and nobody hears of it. What is not said to be
 * from any thread belongs to the uplink's.
 */
final class Asks {
  static final Duration LIMIT = Duration.ofSeconds(5);

  /** More than people who sign in within the limit; the next is dropped. */
  private static final int UNDER_WAY_MAX = 4;

  private static final Logger log = LoggerFactory.getLogger(Asks.class);

  /** A question that is sealed and to be sent. */
  record Ready(Inquiry inquiry, Consumer<Answer> answered, Duration since) {}

  private final KioskClock clock;
  private final Semaphore places = new Semaphore(UNDER_WAY_MAX);
  private final Map<String, Ready> underWay = new LinkedHashMap<>();

  Asks(KioskClock clock) {
    this.clock = clock;
  }

  /**
   * Has a question sealed beside everything else. From any thread; never blocks.
   *
   * @param ready posts it to the uplink's thread, and says whether that was possible
   */
  void prepare(Supplier<Inquiry> sealing, Consumer<Answer> answered, Posting ready) {
    if (!places.tryAcquire()) {
      dropped("too many under way");
      return;
    }
    var since = clock.now().uptime();
    var _ =
        Thread.ofVirtual()
            .name("uplink-ask")
            .start(() -> {
              boolean posted = false;
              try {
                posted = ready.post(new Ready(sealing.get(), answered, since));
              } catch (RuntimeException e) {
                log.atError().setCause(e).log("ask.failed");
              } finally {
                if (!posted) {
                  places.release();
                }
              }
            });
  }

  /** See {@link #prepare}. */
  @FunctionalInterface
  interface Posting {
    boolean post(Ready ready);
  }

  /**
   * @param connection null while there is none
   */
  void send(Ready ready, Transport.@Nullable Connection connection) {
    if (connection == null) {
      places.release();
      dropped("offline");
      return;
    }
    underWay.put(ready.inquiry().id(), ready);
    connection.ask(ready.inquiry());
  }

  void answered(Bytes message) {
    forgetLate();
    switch (Inquiry.answered(message).then(id -> opened(id, message))) {
      case Opened.Valid<Answered>(Answered(Ready ready, Answer answer)) -> {
        underWay.remove(ready.inquiry().id());
        places.release();
        log.atInfo()
            .addKeyValue("millis", clock.now().uptime().minus(ready.since()).toMillis())
            .log("ask.answered");
        ready.answered().accept(answer);
      }
      case Opened.Newer<Answered>(String what) -> dropped(what);
      case Opened.Broken<Answered>(String why) -> dropped(why);
    }
  }

  private record Answered(Ready ready, Answer answer) {}

  private Opened<Answered> opened(String id, Bytes message) {
    var ready = underWay.get(id);
    return ready == null
        ? new Opened.Broken<>("an answer that nobody waits for")
        : ready
            .inquiry()
            .open(message)
            .then(answer -> new Opened.Valid<>(new Answered(ready, answer)));
  }

  /** To be called now and then. */
  void forgetLate() {
    var now = clock.now().uptime();
    underWay
        .values()
        .removeIf(ready -> {
          boolean late = now.minus(ready.since()).compareTo(LIMIT) >= 0;
          if (late) {
            places.release();
            dropped("no answer within " + LIMIT.toSeconds() + " s");
          }
          return late;
        });
  }

  private static void dropped(String why) {
    log.atInfo().addKeyValue("why", why).log("ask.dropped");
  }
}
