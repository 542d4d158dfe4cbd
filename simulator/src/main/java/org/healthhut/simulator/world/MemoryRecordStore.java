package org.healthhut.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
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

  private final Map<String, Numbering> numberings = new TreeMap<>();
  private final Map<Bytes, String> messages = new LinkedHashMap<>();

  /** Of an epoch that the district may not have heard of. */
  public final Numbering numbering(KioskId kiosk, String epoch) {
    return numberings.computeIfAbsent(kiosk + " " + epoch, _ -> new Numbering());
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
    boolean sameKey = numbering.boots.computeIfAbsent(boot.id(), _ -> boot).equals(boot);
    var refusals = new TreeMap<Long, String>();
    for (var finding : findings) {
      long seq = finding.source().seq();
      var before = held(numbering, seq);
      if (before == null) {
        keep(numbering, boot, sameKey ? finding : of(finding, "the boot had another key before"));
      } else if (!isSame(before, boot, finding.source()) && isStandIn(finding)) {
        continue;
      } else if (!isSame(before, boot, finding.source())) {
        refuse(numbering, boot, finding, CONTRADICTED);
        refusals.put(seq, CONTRADICTED);
        continue;
      }
      // In the words in which what is held was refused when it came.
      numbering.refused(seq).stream()
          .filter(one -> one.isOf(boot, finding.source()))
          .findFirst()
          .ifPresent(one -> refusals.put(seq, one.why()));
    }
    return advanced(numbering, boot.epoch(), refusals);
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
