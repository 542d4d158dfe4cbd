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
  /** What the callers of one kiosk's outbox were told, in one epoch. */
  private static final class Told {
    final TreeMap<Long, Long> tokens = new TreeMap<>();

    /** Told, and when it was last looked not at the district. */
    final TreeSet<Long> waiting = new TreeSet<>();
  }

  private final MemoryRecordStore district;
  private final Tokens tokens;
  private final Map<String, TreeMap<String, Told>> told = new TreeMap<>();
  private final Map<String, TreeMap<Long, Long>> seqOfToken = new TreeMap<>();
  private final Map<String, TreeMap<Long, Long>> tokenOfSeq = new TreeMap<>();
  private final Set<String> rolledBack = new TreeSet<>();
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

  private Map<String, Told> told(KioskId kiosk) {
    return told.computeIfAbsent(kiosk.value(), _ -> new TreeMap<>());
  }

  /** A caller was told that its entry is saved. */
  void saved(KioskId kiosk, String epoch, long seq, long token) {
    records++;
    var numbers = told(kiosk).computeIfAbsent(epoch, _ -> new Told());
    var last = numbers.tokens.lastEntry();
    require(
        last == null || (seq > last.getKey() && token > last.getValue()),
        kiosk + " gave number " + seq + " although it had come further");
    numbers.tokens.put(seq, token);
    numbers.waiting.add(seq);
  }

  /** The kiosk's disk is gone, or an older one: what the district lacks cannot be asked of it. */
  void forgive(KioskId kiosk) {
    told(kiosk).clear();
  }

  /**
   * From now on numbers of this kiosk come a second time with another content, and the district
   * cannot know which was meant. What remains promised: what it has is not overwritten, what comes
   * second is set aside, and the kiosk takes nothing for acknowledged that it never captured.
   */
  void rolledBack(KioskId kiosk) {
    rolledBack.add(kiosk.value());
  }

  boolean isRolledBack(KioskId kiosk) {
    return rolledBack.contains(kiosk.value());
  }

  /** After each step of a kiosk that runs. */
  void standing(KioskId kiosk, Outbox.Standing real, Outbox.Standing shown) {
    require(
        shown.acknowledged() <= real.captured() && real.waiting() >= 0,
        kiosk + " counts more acknowledged than captured: " + shown + " of " + real.captured());
    long through = district.numbering(kiosk, real.epoch()).through();
    require(
        shown.acknowledged() <= through,
        kiosk + " takes " + shown.acknowledged() + " as acknowledged, committed is " + through);
    var numbers = told(kiosk).get(real.epoch());
    require(
        numbers == null || numbers.tokens.isEmpty() || numbers.tokens.lastKey() <= real.captured(),
        kiosk + " promised more than it captured, " + real.captured());
  }

  /** After a start: whatever was promised and is not at the district is still held. */
  void held(KioskId kiosk, Outbox outbox) {
    if (isRolledBack(kiosk)) {
      return;
    }
    var epoch = outbox.standing().epoch();
    told(kiosk)
        .forEach((of, numbers) -> {
          var committed = district.numbering(kiosk, of);
          numbers.waiting.removeIf(seq -> committed.rows().containsKey(seq));
          for (long seq : List.copyOf(numbers.waiting)) {
            require(
                of.equals(epoch) && isHeld(outbox, seq, numbers.tokens.getOrDefault(seq, -1L)),
                kiosk + " has lost number " + seq + " of epoch " + of + ", now " + epoch);
          }
        });
  }

  private boolean isHeld(Outbox outbox, long seq, long token) {
    try {
      var found = outbox.after(seq - 1, 1);
      return !found.isEmpty()
          && found.getFirst().entry().seq() == seq
          && tokens.of(found.getFirst().boot(), found.getFirst().entry()) == token;
    } catch (IOException _) {
      return false;
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
    require(isKnown || isRolledBack(kiosk), kiosk + "'s number " + seq + " came with two contents");
    boolean isShown =
        numbering.refused(seq).stream().anyMatch(one -> finding.source().equals(one.source()));
    require(
        isShown == (!isKnown || row.finding() instanceof Finding.SetAside),
        kiosk + "'s number " + seq + " is shown to an operator: " + isShown);
  }

  private void committed(KioskId kiosk, String epoch, long seq, MemoryRecordStore.Row row) {
    long token = tokens.of(row.finding()).orElseGet(() -> tokens.of(row.boot(), row.source()));
    require(token >= 0, kiosk + "'s number " + seq + " is not what any caller gave it");
    var first =
        tokenOfSeq
            .computeIfAbsent(kiosk + " " + epoch, _ -> new TreeMap<>())
            .putIfAbsent(seq, token);
    require(
        first == null || first == token,
        kiosk + "'s number " + seq + " was overwritten at the district");
    if (isRolledBack(kiosk)) {
      return;
    }
    var numbers = told(kiosk).get(epoch);
    var promised = numbers == null ? null : numbers.tokens.get(seq);
    require(
        promised == null || promised == token,
        "%s promised entry %s as number %d, the district has %d"
            .formatted(kiosk, promised, seq, token));
    if (token == Tokens.STAND_IN) {
      // Of a group that a power cut kept from being saved, a later frame is whole and this is not.
      return;
    }
    var known = seqOfToken.computeIfAbsent(kiosk + " " + epoch, _ -> new TreeMap<>());
    var earlier = known.putIfAbsent(token, seq);
    require(
        earlier == null || earlier == seq,
        kiosk + "'s entry " + token + " is number " + earlier + " and number " + seq);
    var below = known.lowerEntry(token);
    var above = known.higherEntry(token);
    require(
        (below == null || below.getValue() < seq) && (above == null || above.getValue() > seq),
        kiosk + "'s entry " + token + " has number " + seq + ", out of order");
  }

  /** When the faults are over and time has passed. */
  List<String> unsettled(KioskId kiosk, Outbox.Standing standing) {
    var unsettled = new ArrayList<String>();
    if (isRolledBack(kiosk)) {
      return unsettled;
    }
    var numbering = district.numbering(kiosk, standing.epoch());
    if (standing.waiting() != 0) {
      unsettled.add(kiosk + " still waits for " + standing.waiting() + " acknowledgements");
    }
    if (numbering.through() != standing.captured()
        || numbering.highest() != standing.captured()
        || numbering.received() != standing.captured()) {
      unsettled.add(
          "%s captured %d, the district has %d of them, unbroken to %d"
              .formatted(kiosk, standing.captured(), numbering.received(), numbering.through()));
    }
    told(kiosk)
        .forEach((epoch, numbers) -> {
          var rows = district.numbering(kiosk, epoch).rows();
          for (long seq : numbers.tokens.keySet()) {
            if (!rows.containsKey(seq)) {
              unsettled.add(kiosk + "'s number " + seq + " of epoch " + epoch + " never arrived");
            }
          }
        });
    return unsettled;
  }
}
