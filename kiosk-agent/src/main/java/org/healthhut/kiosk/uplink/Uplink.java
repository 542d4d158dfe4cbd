package org.healthhut.kiosk.uplink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to connect, what to send and when to send it again. Pure: it is told what happened
 * and how long the machine has been up, and answers with what to do.
 *
 * <p>Sending again is always safe, because the district keeps one record a number; so every doubt
 * (no answer, a gap, a lost connection) ends in sending again from the first unacknowledged record.
 * A gap below what was acknowledged means that the district was restored to an older state; a late
 * acknowledgement can look the same, and then sending again is all it costs.
 *
 * <p>A record is acknowledged when everything up to it is held by the district and an answer has
 * named it: two kiosks under one id hear each other's acknowledgements, and {@code through} counts
 * the other one's records too. From a district that does not name what it answers, {@code through}
 * has to do.
 */
public final class Uplink {
  /** What happened. */
  public sealed interface Input {
    /** Time has passed, or the outbox has grown. */
    record Woken() implements Input {}

    /** With what suits the line that connected. */
    record Connected(UplinkSettings bounds) implements Input {}

    record ConnectFailed() implements Input {}

    /** The next attempt need not wait: it is worth more than the last one was. */
    record Hurried() implements Input {}

    record Lost() implements Input {}

    record Acked(Ack ack) implements Input {}

    /** The {@link Effect.Publish} asked for was done with these records. */
    record Published(String boot, long first, long last) implements Input {}
  }

  /** What to do, in this order. */
  public sealed interface Effect {
    record Connect() implements Effect {}

    /** Ends the connection or the attempt, whichever there is. */
    record Disconnect(String why) implements Effect {}

    /** Sends the oldest records above {@code after}, at most {@code recordsMax}. */
    record Publish(long after, int recordsMax) implements Effect {}

    /** Lets the outbox forget. */
    record Acknowledge(long through) implements Effect {}

    /** Keeps the outbox from forgetting what it still holds from {@code from} on. */
    record Unacknowledge(long from) implements Effect {}

    /**
     * Has the outbox begin another numbering: everything it holds is answered, and the records
     * {@code taken} are to be sent under new numbers.
     */
    record Renumber(Set<Long> taken) implements Effect {
      public Renumber {
        taken = Set.copyOf(taken);
      }
    }

    /** For the log and the operator. */
    record Report(Oddity oddity, long seq) implements Effect {}
  }

  /** What an acknowledgement should not have said. */
  public enum Oddity {
    /** It speaks of another numbering: from before this disk was replaced. */
    FOREIGN_EPOCH,
    /** It confirms records this kiosk never made: an old copy of the disk is running. */
    BEYOND_CAPTURED,
    /** It holds another content under a number of ours: somebody else numbers as this kiosk. */
    NUMBER_TAKEN,
    /** It asks for records that have left this kiosk: the district alone can close the gap. */
    GAP_UNFILLABLE
  }

  /** Numbers that the outbox has no more. */
  private record Gone(long first, long last) {
    boolean has(long seq) {
      return first <= seq && seq <= last;
    }
  }

  /** Of more, the rest stays in the district's quarantine. */
  private static final int TAKEN_MAX = 4096;

  private record InFlight(long first, long last) {
    long records() {
      return last - first + 1;
    }
  }

  private final RandomGenerator random;
  private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
  private UplinkSettings settings;
  private LinkState state = LinkState.OFFLINE;

  /** Where the state's own deadline lies: the next attempt, or the end of this one. */
  private Duration deadline = Duration.ZERO;

  private Duration connectedAt = Duration.ZERO;
  private Duration progressAt = Duration.ZERO;
  private int failures;
  private int resends;
  private long acknowledged;
  private long captured;
  private long sent;

  /** The highest number that this start has handed over, on whatever connection. */
  private long sentEver;

  private final Answers answers = new Answers();

  /** What the answers to this kiosk say that the district holds, since it last sent again. */
  private long held;

  private long wentBackTo;
  private Optional<Oddity> reported = Optional.empty();

  private String epoch;

  /** Somebody else gives out the numbers of this epoch, so another must begin. */
  private boolean contested;

  private final TreeSet<Long> taken = new TreeSet<>();

  /** Where the outbox stood when it was last asked for another numbering; -1 when it was not. */
  private long askedAt = -1;

  /** The gap nobody here can fill; while the district still asks for it, records go past it. */
  private Gone gone = new Gone(0, 0);

  public Uplink(UplinkSettings settings, RandomGenerator random, Outbox.Standing standing) {
    this.settings = settings;
    this.random = random;
    this.epoch = standing.epoch();
    this.acknowledged = standing.acknowledged();
    this.captured = standing.captured();
    this.sent = acknowledged;
    this.sentEver = acknowledged;
  }

  public LinkState state() {
    return state;
  }

  /** Batches sent and not acknowledged. */
  public int batchesInFlight() {
    return inFlight.size();
  }

  public long recordsInFlight() {
    return inFlight.stream().mapToLong(InFlight::records).sum();
  }

  /** When {@link Input.Woken} is due even if nothing happens. */
  public Optional<Duration> wakeAt() {
    return switch (state) {
      case OFFLINE, CONNECTING -> Optional.of(deadline);
      case DRAINING, LIVE ->
          inFlight.isEmpty() ? Optional.empty() : Optional.of(progressAt.plus(settings.ackLimit()));
    };
  }

  /** Takes one input, together with where the outbox stands and how long the machine is up. */
  public List<Effect> step(Input input, Outbox.Standing standing, Duration uptime) {
    var effects = new ArrayList<Effect>();
    if (!standing.epoch().equals(epoch)) {
      begin(standing);
    }
    captured = Math.max(captured, standing.captured());
    switch (input) {
      case Input.Woken() -> {}
      case Input.Connected(UplinkSettings bounds) -> connected(bounds, uptime);
      case Input.ConnectFailed() -> attemptEnded(uptime);
      case Input.Hurried() -> hurried(uptime);
      case Input.Lost() -> lost(uptime);
      case Input.Acked(Ack ack) -> acked(ack, uptime, effects);
      case Input.Published(String boot, long first, long last) ->
          published(boot, first, last, uptime, effects);
    }
    passTime(uptime, effects);
    publishNext(effects);
    renumber(effects);
    return effects;
  }

  /** The outbox has begun another numbering. */
  private void begin(Outbox.Standing standing) {
    epoch = standing.epoch();
    acknowledged = standing.acknowledged();
    captured = standing.captured();
    sent = acknowledged;
    sentEver = acknowledged;
    answers.clear();
    held = 0;
    wentBackTo = 0;
    gone = new Gone(0, 0);
    contested = false;
    taken.clear();
    askedAt = -1;
    reported = Optional.empty();
    inFlight.clear();
    if (isConnected()) {
      state = acknowledged < captured ? LinkState.DRAINING : LinkState.LIVE;
    }
  }

  /**
   * What has been sent cannot be sent under another number, or it would be there twice: first the
   * district says of each record whether it has it.
   */
  private void renumber(List<Effect> effects) {
    if (contested && inFlight.isEmpty() && acknowledged == captured && askedAt != captured) {
      askedAt = captured;
      effects.add(new Effect.Renumber(taken));
    }
  }

  private boolean isConnected() {
    return state == LinkState.DRAINING || state == LinkState.LIVE;
  }

  private void hurried(Duration uptime) {
    if (state == LinkState.OFFLINE) {
      deadline = uptime;
    }
  }

  private void connected(UplinkSettings bounds, Duration uptime) {
    if (state != LinkState.CONNECTING) {
      return;
    }
    settings = bounds;
    state = acknowledged < captured ? LinkState.DRAINING : LinkState.LIVE;
    connectedAt = uptime;
    resends = 0;
    reported = Optional.empty();
    startOver(uptime);
  }

  private void attemptEnded(Duration uptime) {
    if (state == LinkState.CONNECTING) {
      backOff(uptime);
    }
  }

  private void lost(Duration uptime) {
    if (isConnected()) {
      if (uptime.minus(connectedAt).compareTo(settings.stable()) >= 0) {
        failures = 0;
      }
      backOff(uptime);
    }
  }

  /** Full jitter: anywhere between at once and a ceiling that doubles. */
  private void backOff(Duration uptime) {
    long ceiling =
        Math.min(
            settings.backoffMax().toMillis(),
            settings.backoffMin().toMillis() << Math.min(failures, 30));
    failures++;
    deadline = uptime.plusMillis(random.nextLong(ceiling + 1));
    state = LinkState.OFFLINE;
    inFlight.clear();
  }

  private void acked(Ack ack, Duration uptime, List<Effect> effects) {
    if (!ack.epoch().equals(epoch)) {
      report(Oddity.FOREIGN_EPOCH, ack.through(), effects);
      return;
    }
    if (ack.answers() == null) {
      unnamed(ack, uptime, effects);
      return;
    }
    var ours = answers.take(ack.answers());
    refused(ack, ours::has, effects);
    var from = beyondCaptured(ack, effects) ? null : ack.resendFrom();
    if (ours.isEmpty()) {
      return;
    }
    held = Math.max(held, ack.through());
    acknowledge(Math.min(held, answers.unbrokenAfter(acknowledged)), uptime, effects);
    resend(ack, from, uptime, effects);
  }

  private void refused(Ack ack, LongPredicate ours, List<Effect> effects) {
    for (var refusal : ack.refused()) {
      if (refusal.why().equals(Ack.Refusal.NUMBER_TAKEN) && ours.test(refusal.seq())) {
        contested = true;
        if (taken.size() < TAKEN_MAX) {
          taken.add(refusal.seq());
        }
        report(Oddity.NUMBER_TAKEN, refusal.seq(), effects);
      }
    }
  }

  /** True of any answer, whosever it is: somebody has come further in this numbering. */
  private boolean beyondCaptured(Ack ack, List<Effect> effects) {
    if (ack.through() <= captured) {
      return false;
    }
    contested = true;
    report(Oddity.BEYOND_CAPTURED, ack.through(), effects);
    return true;
  }

  /** From a district that does not say which batch it answers. */
  private void unnamed(Ack ack, Duration uptime, List<Effect> effects) {
    refused(ack, _ -> true, effects);
    var from = beyondCaptured(ack, effects) ? null : ack.resendFrom();
    if (contested && from == null) {
      answered(ack.through(), uptime, effects);
      return;
    }
    if (ack.through() < acknowledged && from == null) {
      return;
    }
    // What another copy of this disk has sent is not ours; what an earlier start has, is sent
    // again.
    acknowledge(Math.min(ack.through(), sentEver), uptime, effects);
    resend(ack, from, uptime, effects);
  }

  private void acknowledge(long through, Duration uptime, List<Effect> effects) {
    if (through <= acknowledged) {
      return;
    }
    acknowledged = through;
    answers.forgetThrough(acknowledged);
    sent = Math.max(sent, acknowledged);
    inFlight.removeIf(batch -> batch.last() <= acknowledged);
    progressAt = uptime;
    resends = 0;
    effects.add(new Effect.Acknowledge(acknowledged));
    if (acknowledged == captured && isConnected()) {
      state = LinkState.LIVE;
    }
  }

  private void resend(Ack ack, @Nullable Long from, Duration uptime, List<Effect> effects) {
    if (from == null || !isConnected()) {
      return;
    }
    if (gone.has(from)) {
      passOver(ack.answers() != null, uptime);
    } else {
      goBack(from, effects);
    }
  }

  /**
   * Where another copy of this disk sends too, {@code through} counts its records among ours. Each
   * answer is then to the oldest batch alone, whose records are held or refused by number.
   */
  private void answered(long through, Duration uptime, List<Effect> effects) {
    var oldest = inFlight.peek();
    if (oldest != null && oldest.last() <= through) {
      inFlight.remove();
      acknowledge(oldest.last(), uptime, effects);
    }
  }

  /**
   * The answer to a batch behind a gap that stays. What is answered leaves the window; where none
   * is named, the oldest does. What was lost is sent again when the limit for acknowledgements has
   * passed.
   */
  private void passOver(boolean isNamed, Duration uptime) {
    boolean leaves =
        isNamed
            ? inFlight.removeIf(batch -> answers.hasAll(batch.first(), batch.last()))
            : inFlight.poll() != null;
    if (leaves) {
      progressAt = uptime;
      resends = 0;
    }
  }

  /**
   * One gap makes the district ask once for every batch behind it; only the first asking is
   * followed, and if what is then sent is lost too, the limit for acknowledgements brings it again.
   */
  private void goBack(long from, List<Effect> effects) {
    if (from < 1 || from > sent || from == wentBackTo) {
      return;
    }
    if (from <= acknowledged) {
      acknowledged = from - 1;
      state = LinkState.DRAINING;
      effects.add(new Effect.Unacknowledge(from));
    }
    wentBackTo = from;
    sent = from - 1;
    held = Math.min(held, sent);
    answers.startOver();
    inFlight.removeIf(batch -> batch.last() >= from);
  }

  private void published(
      String boot, long first, long last, Duration uptime, List<Effect> effects) {
    answers.handOver(boot, first, last);
    if (isConnected() && first > sent) {
      if (first > sent + 1 && !gone.has(sent + 1)) {
        gone = new Gone(sent + 1, first - 1);
        effects.add(new Effect.Report(Oddity.GAP_UNFILLABLE, gone.first()));
      }
      if (first > sent + 1) {
        answers.passOver(sent + 1, first - 1);
      }
      if (inFlight.isEmpty()) {
        progressAt = uptime;
      }
      inFlight.add(new InFlight(first, last));
      sent = last;
      sentEver = Math.max(sentEver, last);
    }
  }

  private void startOver(Duration uptime) {
    inFlight.clear();
    sent = acknowledged;
    held = 0;
    answers.startOver();
    wentBackTo = 0;
    progressAt = uptime;
  }

  private void passTime(Duration uptime, List<Effect> effects) {
    var due = wakeAt();
    if (due.isEmpty() || uptime.compareTo(due.get()) < 0) {
      return;
    }
    switch (state) {
      case OFFLINE -> {
        state = LinkState.CONNECTING;
        deadline = uptime.plus(settings.connectLimit());
        effects.add(new Effect.Connect());
      }
      case CONNECTING -> {
        effects.add(new Effect.Disconnect("no connection within " + settings.connectLimit()));
        backOff(uptime);
      }
      case DRAINING, LIVE -> {
        if (resends++ < settings.resendsMax()) {
          state = LinkState.DRAINING;
          startOver(uptime);
        } else {
          effects.add(new Effect.Disconnect("the district has stopped acknowledging"));
          lost(uptime);
        }
      }
    }
  }

  private void publishNext(List<Effect> effects) {
    long left = settings.recordsMax() - recordsInFlight();
    if (isConnected() && sent < captured && inFlight.size() < settings.batchesMax() && left > 0) {
      effects.add(new Effect.Publish(sent, (int) Math.min(left, Batch.ENTRIES_MAX)));
    }
  }

  private void report(Oddity oddity, long seq, List<Effect> effects) {
    if (!reported.equals(Optional.of(oddity))) {
      reported = Optional.of(oddity);
      effects.add(new Effect.Report(oddity, seq));
    }
  }
}
