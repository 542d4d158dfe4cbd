package org.healthhut.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;

/**
 * The district's record in memory, for several servers at once: what a {@link RecordStore} promises
 * of numbers, gaps, epochs and quarantine, and nothing of residents and visits. A call commits all
 * or nothing.
 */
public class MemoryRecordStore implements RecordStore {
  /** What is kept of one number. */
  public record Row(Boot boot, Finding finding) {
    SealedEntry source() {
      return finding.source();
    }
  }

  /** One entry for an operator to look at. */
  public record Quarantined(String why, Boot boot, SealedEntry source) {
    private boolean isOf(Boot other, SealedEntry content) {
      return boot.id().equals(other.id()) && source.equals(content);
    }
  }

  private static final String CONTRADICTED = Ack.Refusal.NUMBER_TAKEN;

  /** How far one epoch of one kiosk has come. */
  public static final class Numbering {
    private final NavigableMap<Long, Row> rows = new TreeMap<>();
    private final Map<String, Boot> boots = new TreeMap<>();
    private final Map<Long, List<Quarantined>> quarantine = new TreeMap<>();
    private final Map<String, Long> firstOfBoot = new TreeMap<>();
    private final Map<String, Long> lastOfBoot = new TreeMap<>();
    private @Nullable Instant firstSeen;
    private long through;
    private long received;

    public NavigableMap<Long, Row> rows() {
      return rows;
    }

    /** What was refused of one number, oldest first. */
    public List<Quarantined> refused(long seq) {
      return quarantine.getOrDefault(seq, List.of());
    }

    /** The highest unbroken number. */
    public long through() {
      return through;
    }

    public long highest() {
      return rows.isEmpty() ? 0 : rows.lastKey();
    }

    /** How many rows were ever added. */
    public long received() {
      return received;
    }
  }

  /** What an operator must look at; the same again is the same. */
  public record Alarm(Alarms.Kind kind, String about) {}

  private final NavigableMap<String, NavigableMap<String, Numbering>> numberings = new TreeMap<>();
  private final Map<String, Set<Alarm>> alarms = new TreeMap<>();
  private final Map<Bytes, String> messages = new LinkedHashMap<>();

  /** Of an epoch that the district may not have heard of. */
  public final Numbering numbering(KioskId kiosk, String epoch) {
    return numberings
        .computeIfAbsent(kiosk.value(), _ -> new TreeMap<>())
        .computeIfAbsent(epoch, _ -> new Numbering());
  }

  /** Raised of a kiosk's numbers. */
  public final Set<Alarm> alarms(KioskId kiosk) {
    return Set.copyOf(alarms.getOrDefault(kiosk.value(), Set.of()));
  }

  private void raise(Boot boot, Alarms.Kind kind, String about) {
    alarms
        .computeIfAbsent(boot.kiosk().value(), _ -> new LinkedHashSet<>())
        .add(new Alarm(kind, about));
  }

  /** Whether {@code message}, which is no batch, is kept. */
  public final boolean isSetAside(Bytes message) {
    return messages.containsKey(message);
  }

  /** In the place of a record that the kiosk can no longer read, it says nothing of one held. */
  private static boolean isStandIn(Finding finding) {
    return finding instanceof Finding.Accepted(var _, Entry.KioskEvent event)
        && event.kind().equals("record.lost");
  }

  @Override
  public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
    var numbering = numbering(boot.kiosk(), boot.epoch());
    boolean isNewEpoch = numbering.firstSeen == null;
    if (isNewEpoch) {
      numbering.firstSeen = receivedAt;
    }
    boolean isNewBoot = !numbering.boots.containsKey(boot.id());
    boolean sameKey = numbering.boots.computeIfAbsent(boot.id(), _ -> boot).equals(boot);
    var refusals = new TreeMap<Long, String>();
    var fresh = new ArrayList<Finding>();
    boolean isContradicted = false;
    for (var finding : findings) {
      long seq = finding.source().seq();
      var before = held(numbering, seq);
      if (before == null) {
        fresh.add(finding);
        keep(numbering, boot, sameKey ? finding : of(finding, "the boot had another key before"));
      } else if (!isSame(before, boot, finding.source()) && isStandIn(finding)) {
        continue;
      } else if (!isSame(before, boot, finding.source())) {
        refuse(numbering, boot, finding, CONTRADICTED);
        refusals.put(seq, CONTRADICTED);
        isContradicted = true;
        continue;
      }
      // In the words in which what is held was refused when it came.
      numbering.refused(seq).stream()
          .filter(one -> one.isOf(boot, finding.source()))
          .findFirst()
          .ifPresent(one -> refusals.put(seq, one.why()));
    }
    if (!sameKey) {
      raise(boot, Alarms.Kind.BOOT_KEY_CHANGED, boot.id());
    } else if (isContradicted) {
      raise(
          boot,
          isNewBoot ? Alarms.Kind.NUMBERS_WENT_BACK : Alarms.Kind.NUMBER_CONTRADICTED,
          boot.epoch());
    }
    raise(boot, numbering, isNewEpoch, !fresh.isEmpty(), sameKey && interleaves(boot, fresh));
    return advanced(numbering, boot.epoch(), refusals);
  }

  private void raise(
      Boot boot, Numbering numbering, boolean isNewEpoch, boolean isFresh, boolean interleaves) {
    var others =
        numberings.getOrDefault(boot.kiosk().value(), new TreeMap<>()).values().stream()
            .filter(other -> other != numbering && other.firstSeen != null)
            .toList();
    if (isNewEpoch && !others.isEmpty()) {
      raise(boot, Alarms.Kind.EPOCH_BEGUN, boot.epoch());
    }
    var first = Objects.requireNonNull(numbering.firstSeen);
    boolean isLate =
        others.stream().anyMatch(other -> Objects.requireNonNull(other.firstSeen).isAfter(first));
    if (interleaves || (isLate && isFresh)) {
      raise(boot, Alarms.Kind.STARTS_INTERLEAVED, boot.epoch());
    }
  }

  /** Whether another boot has numbers of its own among those of this one. */
  private boolean interleaves(Boot boot, List<Finding> fresh) {
    var own = fresh.stream().filter(finding -> !isStandIn(finding)).toList();
    if (own.isEmpty()) {
      return false;
    }
    var numbering = numbering(boot.kiosk(), boot.epoch());
    long first = own.getFirst().source().seq();
    long last = own.getLast().source().seq();
    var before = numbering.lastOfBoot.get(boot.id());
    long low = numbering.firstOfBoot.merge(boot.id(), first, Math::min);
    long high = numbering.lastOfBoot.merge(boot.id(), last, Math::max);
    boolean follows = before != null && before + 1 == first && last - first + 1 == own.size();
    return !follows
        && numbering.firstOfBoot.entrySet().stream()
            .anyMatch(other ->
                !other.getKey().equals(boot.id())
                    && other.getValue() <= high
                    && numbering.lastOfBoot.getOrDefault(other.getKey(), 0L) >= low);
  }

  /** What is held of a number already; null when it is new. */
  protected @Nullable Row held(Numbering numbering, long seq) {
    return numbering.rows.get(seq);
  }

  private static boolean isSame(Row before, Boot boot, SealedEntry source) {
    return before.boot().id().equals(boot.id()) && before.source().equals(source);
  }

  private static Finding of(Finding finding, String why) {
    return new Finding.SetAside(finding.source(), Finding.Kind.BROKEN, null, why);
  }

  private static void keep(Numbering numbering, Boot boot, Finding finding) {
    numbering.rows.put(finding.source().seq(), new Row(boot, finding));
    numbering.received++;
    if (finding instanceof Finding.SetAside setAside) {
      refuse(numbering, boot, finding, setAside.why());
    }
  }

  private static void refuse(Numbering numbering, Boot boot, Finding finding, String why) {
    var refused = new Quarantined(why, boot, finding.source());
    var all = numbering.quarantine.computeIfAbsent(finding.source().seq(), _ -> new ArrayList<>());
    if (!all.contains(refused)) {
      all.add(refused);
    }
  }

  private static Ack advanced(Numbering numbering, String epoch, Map<Long, String> refusals) {
    while (numbering.rows.containsKey(numbering.through + 1)) {
      numbering.through++;
    }
    var refused = new ArrayList<Ack.Refusal>();
    refusals.forEach((seq, why) -> refused.add(new Ack.Refusal(seq, why)));
    boolean hasGap = numbering.through < numbering.highest();
    return new Ack(epoch, numbering.through, hasGap ? numbering.through + 1 : null, refused);
  }

  @Override
  public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
    messages.putIfAbsent(message, why);
  }

  @Override
  public void check() {}
}
