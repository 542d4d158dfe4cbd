package org.healthhut.simulator.world;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;

/**
 * What must hold, and the memory of all that was said to anybody. It hears of each append, each
 * commit and each acknowledgement, and remembers the first promise that was broken.
 *
 * <p>Every entry carries a {@link Token}, by which the district's content is compared with what the
 * kiosk was given.
 */
final class Promises {
  /** What the callers of one machine's outbox were told, in one epoch. */
  private static final class Told {
    final TreeMap<Long, Long> tokens = new TreeMap<>();

    /** Told, and when it was last looked not at the district. */
    final TreeSet<Long> waiting = new TreeSet<>();

    void forgetAfter(long seq) {
      tokens.tailMap(seq, false).clear();
      waiting.tailSet(seq, false).clear();
    }
  }

  /** What the callers of one machine's outbox were told. */
  private static final class Book {
    final TreeMap<String, Told> epochs = new TreeMap<>();

    /** Of this start, which could still open them: in the record in the end, whatever happens. */
    final Set<Long> readable = new TreeSet<>();

    Told of(String epoch) {
      return epochs.computeIfAbsent(epoch, _ -> new Told());
    }
  }

  /** How far a machine had promised at some time: the last number of each epoch. */
  record Mark(Map<String, Long> last) {
    Mark {
      last = Map.copyOf(last);
    }
  }

  private final MemoryRecordStore district;
  private final Tokens tokens;
  private final Map<String, Book> books = new TreeMap<>();
  private final Map<String, TreeMap<Long, Long>> seqOfToken = new TreeMap<>();
  private final Map<String, TreeMap<Long, Long>> tokenOfSeq = new TreeMap<>();
  private final Map<String, TreeMap<Long, String>> placeOfToken = new TreeMap<>();
  private final Set<String> contested = new TreeSet<>();
  private Optional<String> broken = Optional.empty();
  private long records;

  Promises(MemoryRecordStore district, Tokens tokens) {
    this.district = district;
    this.tokens = tokens;
  }

  /** The first promise that was broken, in words. */
  Optional<String> broken() {
    return broken;
  }

  /** How many appends were answered with a number. */
  long records() {
    return records;
  }

  private void require(boolean holds, String what) {
    if (!holds && broken.isEmpty()) {
      broken = Optional.of(what);
    }
  }

  private Book book(SimulatedKiosk kiosk) {
    return books.computeIfAbsent(kiosk.name, _ -> new Book());
  }

  /** A caller was told that its entry is saved. */
  void saved(SimulatedKiosk kiosk, String epoch, long seq, long token) {
    records++;
    var book = book(kiosk);
    var numbers = book.of(epoch);
    var last = numbers.tokens.lastEntry();
    require(
        last == null || (seq > last.getKey() && token > last.getValue()),
        kiosk.name + " gave number " + seq + " although it had come further");
    numbers.tokens.put(seq, token);
    numbers.waiting.add(seq);
    book.readable.add(token);
  }

  /** The kiosk's disk is gone: what the district lacks cannot be asked of it. */
  void replaced(SimulatedKiosk kiosk) {
    book(kiosk).epochs.clear();
  }

  Mark mark(SimulatedKiosk kiosk) {
    var last = new TreeMap<String, Long>();
    book(kiosk)
        .epochs
        .forEach((epoch, numbers) -> {
          if (!numbers.tokens.isEmpty()) {
            last.put(epoch, numbers.tokens.lastKey());
          }
        });
    return new Mark(last);
  }

  /**
   * The kiosk's disk is as it was at {@code mark}: what came later and the district lacks cannot be
   * asked of it, everything else can. From now on its id is contested.
   */
  void rolledBack(SimulatedKiosk kiosk, Mark mark) {
    contested.add(kiosk.id.value());
    book(kiosk)
        .epochs
        .forEach((epoch, numbers) -> numbers.forgetAfter(mark.last().getOrDefault(epoch, 0L)));
  }

  /**
   * From now on two machines give out the numbers of this id. Then a number may come with a second
   * content, which the district sets aside. Everything else remains promised, of each machine: what
   * a caller was told is saved is in the record or, where its number was taken, set aside, and in
   * the record too, under another number, if the start that made it has lived to make it so.
   */
  void cloned(KioskId kiosk) {
    contested.add(kiosk.value());
  }

  private boolean isContested(KioskId kiosk) {
    return contested.contains(kiosk.value());
  }

  /** After each step of a kiosk that runs. */
  void standing(SimulatedKiosk kiosk, Outbox.Standing real, Outbox.Standing shown) {
    require(
        shown.acknowledged() <= real.captured() && real.waiting() >= 0,
        kiosk.name + " counts more acknowledged than captured: " + shown + " of " + real);
    long through = district.numbering(kiosk.id, real.epoch()).through();
    require(
        shown.acknowledged() <= through,
        kiosk.name
            + " takes "
            + shown.acknowledged()
            + " as acknowledged, committed is "
            + through);
    var numbers = book(kiosk).of(real.epoch());
    require(
        numbers.tokens.isEmpty() || numbers.tokens.lastKey() <= real.captured(),
        kiosk.name + " promised more than it captured, " + real.captured());
    for (long seq : List.copyOf(numbers.waiting.headSet(shown.acknowledged(), true))) {
      require(
          isAtDistrict(kiosk, real.epoch(), numbers, seq),
          "%s takes its number %d as acknowledged, the district has another entry's"
              .formatted(kiosk.name, seq));
      numbers.waiting.remove(seq);
    }
  }

  /** Under its number, in the record or set aside. */
  private boolean isAtDistrict(SimulatedKiosk kiosk, String epoch, Told numbers, long seq) {
    var numbering = district.numbering(kiosk.id, epoch);
    long token = numbers.tokens.getOrDefault(seq, -1L);
    var row = numbering.rows().get(seq);
    return row != null
        && (tokenOf(row) == token
            || numbering.refused(seq).stream()
                .anyMatch(one -> tokens.of(one.boot(), one.source()) == token));
  }

  private long tokenOf(MemoryRecordStore.Row row) {
    return tokens.of(row.finding()).orElseGet(() -> tokens.of(row.boot(), row.source()));
  }

  /** After a start: whatever was promised and is not at the district is still held. */
  void started(SimulatedKiosk kiosk, Outbox outbox) {
    var book = book(kiosk);
    book.readable.clear();
    var epoch = outbox.standing().epoch();
    book.epochs.forEach((of, numbers) -> {
      numbers.waiting.removeIf(seq -> isAtDistrict(kiosk, of, numbers, seq));
      for (long seq : numbers.waiting) {
        require(
            of.equals(epoch) && isHeld(outbox, seq, numbers.tokens.getOrDefault(seq, -1L)),
            kiosk.name + " has lost number " + seq + " of epoch " + of + ", now " + epoch);
      }
    });
  }

  private boolean isHeld(Outbox outbox, long seq, long token) {
    return stored(outbox, seq, token).isPresent();
  }

  private boolean isReadable(Outbox outbox, long seq, long token) {
    return stored(outbox, seq, token).filter(one -> one.boot().equals(outbox.boot())).isPresent();
  }

  private Optional<Outbox.Stored> stored(Outbox outbox, long seq, long token) {
    try {
      return outbox.after(seq - 1, 1).stream()
          .filter(one -> one.entry().seq() == seq && tokens.of(one.boot(), one.entry()) == token)
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * A kiosk is about to number anew what was refused: what it still holds and can open. It draws
   * another key after a failed write, and lets go of what it has kept long enough.
   */
  void renumbering(SimulatedKiosk kiosk, Outbox outbox) {
    var book = book(kiosk);
    book.of(outbox.standing().epoch())
        .tokens
        .forEach((seq, token) -> {
          if (book.readable.contains(token) && !isReadable(outbox, seq, token)) {
            book.readable.remove(token);
          }
        });
  }

  /** What it numbered anew is promised under its new number. */
  void renumbered(SimulatedKiosk kiosk, Outbox outbox) {
    var numbers = book(kiosk).of(outbox.standing().epoch());
    try {
      long last = 0;
      for (var some = outbox.after(0, 1); !some.isEmpty(); some = outbox.after(last, 1)) {
        last = some.getFirst().entry().seq();
        long token = tokens.of(some.getFirst().boot(), some.getFirst().entry());
        if (token != Tokens.STAND_IN) {
          numbers.tokens.put(last, token);
          numbers.waiting.add(last);
        }
      }
    } catch (IOException e) {
      require(false, kiosk.name + " cannot read its new numbering");
    }
  }

  /** An acknowledgement leaves the district. */
  void acknowledging(KioskId kiosk, Ack ack) {
    var numbering = district.numbering(kiosk, ack.epoch());
    require(
        ack.through() <= numbering.through(),
        "the district confirms " + ack.through() + ", committed is " + numbering.through());
    require(
        ack.resendFrom() != null
            || numbering.through() == numbering.highest()
            || ack.through() < numbering.through(),
        "the district lacks " + (numbering.through() + 1) + " and does not ask for it");
  }

  /** A server lets the broker forget a batch. */
  void forgetting(KioskId kiosk, Batch batch, Bytes message) {
    var numbering = district.numbering(kiosk, batch.boot().epoch());
    require(
        district.isSetAside(message)
            || batch.entries().stream()
                .allMatch(entry -> numbering.rows().containsKey(entry.seq())),
        "the broker may forget " + batch.first() + ".." + batch.last() + ", not committed");
  }

  /** Looks on while {@code store} is used. */
  RecordStore watching(RecordStore store) {
    return new RecordStore() {
      @Override
      public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
        var numbering = district.numbering(boot.kiosk(), boot.epoch());
        long before = count(numbering, findings);
        try {
          var ack = store.store(boot, findings, receivedAt);
          require(
              count(numbering, findings) == findings.size(),
              "a batch of " + boot.kiosk() + " was answered and is not committed");
          findings.forEach(finding -> shown(boot.kiosk(), numbering, finding));
          return ack;
        } finally {
          long after = count(numbering, findings);
          require(
              after == before || after == findings.size(),
              "half a batch of " + boot.kiosk() + " was committed");
          committed(boot.kiosk(), boot.epoch(), numbering, findings);
        }
      }

      @Override
      public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
        store.setAside(kiosk, why, message, receivedAt);
      }

      @Override
      public void check() {
        store.check();
      }
    };
  }

  private static long count(MemoryRecordStore.Numbering numbering, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> numbering.rows().containsKey(finding.source().seq()))
        .count();
  }

  private void committed(
      KioskId kiosk, String epoch, MemoryRecordStore.Numbering numbering, List<Finding> findings) {
    require(
        numbering.received() == numbering.rows().size(),
        "the district keeps a number of " + kiosk + " twice");
    require(
        !numbering.rows().containsKey(numbering.through() + 1)
            && (numbering.through() == 0 || numbering.rows().containsKey(numbering.through())),
        kiosk + "'s unbroken numbers do not end at " + numbering.through());
    for (var finding : findings) {
      long seq = finding.source().seq();
      var row = numbering.rows().get(seq);
      if (row != null) {
        committed(kiosk, epoch, seq, row);
      }
    }
  }

  /** What cannot be taken in is set aside for an operator, and nothing else is. */
  private void shown(KioskId kiosk, MemoryRecordStore.Numbering numbering, Finding finding) {
    long seq = finding.source().seq();
    var row = numbering.rows().get(seq);
    if (row == null) {
      return;
    }
    boolean isKnown = row.source().equals(finding.source());
    require(isKnown || isContested(kiosk), kiosk + "'s number " + seq + " came with two contents");
    boolean isShown =
        numbering.refused(seq).stream().anyMatch(one -> finding.source().equals(one.source()));
    require(
        isShown == (!isKnown || row.finding() instanceof Finding.SetAside),
        kiosk + "'s number " + seq + " is shown to an operator: " + isShown);
  }

  private void committed(KioskId kiosk, String epoch, long seq, MemoryRecordStore.Row row) {
    long token = tokenOf(row);
    require(token >= 0, kiosk + "'s number " + seq + " is not what any caller gave it");
    var first =
        tokenOfSeq
            .computeIfAbsent(kiosk + " " + epoch, _ -> new TreeMap<>())
            .putIfAbsent(seq, token);
    require(
        first == null || first == token,
        kiosk + "'s number " + seq + " was overwritten at the district");
    if (token != Tokens.STAND_IN) {
      once(kiosk, token, "number " + seq + " of epoch " + epoch);
    }
    if (!isContested(kiosk)) {
      inOrder(kiosk, epoch, seq, token);
    }
  }

  private void once(KioskId kiosk, long token, String place) {
    var before =
        placeOfToken.computeIfAbsent(kiosk.value(), _ -> new TreeMap<>()).putIfAbsent(token, place);
    require(
        before == null || before.equals(place),
        kiosk + "'s entry " + token + " is " + before + " and " + place);
  }

  /** Of an id that nobody else has. */
  private void inOrder(KioskId kiosk, String epoch, long seq, long token) {
    var book = books.get(kiosk.value());
    var promised = book == null ? null : book.of(epoch).tokens.get(seq);
    require(
        promised == null || promised == token,
        "%s promised entry %s as number %d, the district has %d"
            .formatted(kiosk, promised, seq, token));
    if (token == Tokens.STAND_IN) {
      // Of a group that a power cut kept from being saved, a later frame is whole and this is not.
      return;
    }
    var known = seqOfToken.computeIfAbsent(kiosk + " " + epoch, _ -> new TreeMap<>());
    known.put(token, seq);
    var below = known.lowerEntry(token);
    var above = known.higherEntry(token);
    require(
        (below == null || below.getValue() < seq) && (above == null || above.getValue() > seq),
        kiosk + "'s entry " + token + " has number " + seq + ", out of order");
  }

  /** When the faults are over and time has passed. */
  List<String> unsettled(SimulatedKiosk kiosk, Outbox.Standing standing) {
    var unsettled = new ArrayList<String>();
    var numbering = district.numbering(kiosk.id, standing.epoch());
    if (standing.waiting() != 0) {
      unsettled.add(kiosk.name + " still waits for " + standing.waiting() + " acknowledgements");
    }
    boolean isWhole =
        numbering.through() == standing.captured()
            && numbering.highest() == standing.captured()
            && numbering.received() == standing.captured();
    if (isContested(kiosk.id) ? numbering.through() < standing.captured() : !isWhole) {
      unsettled.add(
          "%s captured %d, the district has %d of them, unbroken to %d"
              .formatted(
                  kiosk.name, standing.captured(), numbering.received(), numbering.through()));
    }
    book(kiosk)
        .epochs
        .forEach((epoch, numbers) ->
            numbers.tokens.forEach((seq, token) -> {
              unsettled(kiosk, epoch, numbers, seq, token).ifPresent(unsettled::add);
            }));
    return unsettled;
  }

  private boolean isAlarmed(KioskId kiosk, String epoch) {
    return district.alarms(kiosk).stream()
        .anyMatch(alarm ->
            alarm.about().equals(epoch)
                && (alarm.kind() == Alarms.Kind.NUMBERS_WENT_BACK
                    || alarm.kind() == Alarms.Kind.NUMBER_CONTRADICTED));
  }

  private Optional<String> unsettled(
      SimulatedKiosk kiosk, String epoch, Told numbers, long seq, long token) {
    var row = district.numbering(kiosk.id, epoch).rows().get(seq);
    if (row != null && tokenOf(row) == token) {
      return Optional.empty();
    }
    var what = "%s's number %d of epoch %s ".formatted(kiosk.name, seq, epoch);
    var known = placeOfToken.getOrDefault(kiosk.id.value(), new TreeMap<>());
    if (!isAtDistrict(kiosk, epoch, numbers, seq)) {
      return Optional.of(what + "never arrived");
    }
    if (!isAlarmed(kiosk.id, epoch)) {
      return Optional.of(what + "was taken, and no alarm was raised");
    }
    return book(kiosk).readable.contains(token) && !known.containsKey(token)
        ? Optional.of(what + "was taken, and it has no other")
        : Optional.empty();
  }
}
