package org.healthhut.kiosk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a visit has given to the outbox, and what has become of it. Belongs to one thread, apart
 * from {@link #tellWhenDurable}.
 */
final class Keeping {
  private static final Logger log = LoggerFactory.getLogger(Keeping.class);

  private final Outbox outbox;
  private final KioskClock clock;
  private final Consumer<Settled> settledLater;
  private volatile Runnable whenDurable = () -> {};
  private long through;
  private String epoch;
  private int unsettled;
  private boolean well = true;

  /** An append is over; {@code failure} is null when it succeeded. */
  record Settled(Effect.Append append, long seq, @Nullable String failure) {}

  /**
   * @param settledLater is told on the outbox's thread of each append that is over, and has {@link
   *     #settled} called on this one's own
   */
  Keeping(Outbox outbox, KioskClock clock, Consumer<Settled> settledLater) {
    this.outbox = outbox;
    this.clock = clock;
    this.settledLater = settledLater;
    this.through = outbox.standing().acknowledged();
    this.epoch = outbox.standing().epoch();
  }

  /** {@code sooner} runs on the outbox's thread each time a record has become durable. */
  void tellWhenDurable(Runnable sooner) {
    whenDurable = sooner;
  }

  /** How many appends are not over. */
  int unsettled() {
    return unsettled;
  }

  /** Whether the last append that is over was kept. */
  boolean isWell() {
    return well;
  }

  void append(Effect.Append append) {
    unsettled++;
    CompletableFuture<Long> future;
    try {
      future = outbox.append(append.entry());
    } catch (RuntimeException e) {
      future = CompletableFuture.failedFuture(e);
    }
    var _ =
        future.whenComplete((seq, failure) -> {
          if (failure == null) {
            whenDurable.run();
            settledLater.accept(new Settled(append, seq, null));
          } else {
            settledLater.accept(new Settled(append, 0, failure.getClass().getSimpleName()));
          }
        });
  }

  /** What the visit is told of an append that is over. */
  List<VisitEvent> settled(Settled settled) {
    unsettled--;
    noteEpoch();
    well = settled.failure() == null;
    var kind = kind(settled.append().entry());
    var receipt = settled.append().receipt();
    if (settled.failure() == null) {
      log.atInfo().addKeyValue("seq", settled.seq()).log(kind + ".saved");
      // The district may have been quicker than this message.
      return receipt == null
          ? List.of()
          : List.of(
              new VisitEvent.Saved(clock.now(), receipt, settled.seq()),
              new VisitEvent.Acknowledged(clock.now(), through));
    }
    log.atError().addKeyValue("cause", settled.failure()).log(kind + ".lost");
    return receipt == null ? List.of() : List.of(new VisitEvent.NotSaved(clock.now(), receipt));
  }

  /** What the visit is told when the district has committed everything up to a number. */
  List<VisitEvent> acknowledged(long committed) {
    noteEpoch();
    if (committed <= through) {
      return List.of();
    }
    through = committed;
    log.atInfo().addKeyValue("through", through).log("ack.received");
    return List.of(new VisitEvent.Acknowledged(clock.now(), through));
  }

  /** In another numbering nothing is acknowledged yet. */
  private void noteEpoch() {
    var now = outbox.standing().epoch();
    if (!now.equals(epoch)) {
      epoch = now;
      through = 0;
    }
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.ReadingTaken _ -> "reading";
      case Entry.StrayReading _ -> "stray";
      case Entry.VisitBegan _ -> "visitBegin";
      case Entry.VisitEnded _ -> "visitEnd";
      case Entry.Assessed _ -> "assessment";
      case Entry.ConsentSaid _ -> "consent";
      case Entry.TakeAwayGiven _ -> "takeAway";
      case Entry.ContactAsked _ -> "contact";
      case Entry.AlertRaised _ -> "alert";
      case Entry.StaffCalled _ -> "staffCall";
      case Entry.KioskEvent _, Entry.Unknown _ -> "event";
    };
  }
}
