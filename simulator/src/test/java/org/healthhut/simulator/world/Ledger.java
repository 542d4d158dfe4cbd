package org.healthhut.simulator.world;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Opened;

/**
 * What an outbox was given, what it has promised and what it has shown, in all its lives; and
 * whether it keeps to it. A record it has shown may have reached the district, so that it must stay
 * what it was, promised or not.
 */
final class Ledger {
  static final String NAME = "name";

  /** An outbox that did not keep a promise. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String how) {
      super(how);
    }
  }

  private final DistrictKeys keys;
  private final Set<String> offered = new HashSet<>();
  private final TreeMap<Long, String> promised = new TreeMap<>();
  private final Map<Long, Outbox.Stored> shown = new HashMap<>();
  private final Map<Boot, Opened<BootKey>> opened = new HashMap<>();
  private long told;

  Ledger(DistrictKeys keys) {
    this.keys = keys;
  }

  void offer(String name) {
    offered.add(name);
  }

  void promise(long seq, String name) {
    var before = promised.put(seq, name);
    require(before == null, "seq " + seq + " was promised to two records");
  }

  int promises() {
    return promised.size();
  }

  /** The district holds everything up to {@code through}. */
  void tell(long through) {
    told = Math.max(told, through);
  }

  /** Reads everything there is and holds it against everything that is known. */
  void check(Outbox outbox) throws IOException {
    require(outbox.standing().acknowledged() <= told, "acknowledged what nobody has acknowledged");
    var found = new HashMap<String, Long>();
    long first = 0;
    long last = 0;
    for (var some = outbox.after(0, 100); !some.isEmpty(); some = outbox.after(last, 100)) {
      for (var stored : some) {
        long seq = stored.entry().seq();
        first = first == 0 ? seq : first;
        if (last > 0 && seq > last + 1) {
          // An index that was replaced while it was read has lost what the journal let go of.
          require(seq - 1 <= outbox.standing().acknowledged(), "a gap from " + last + " to " + seq);
          first = seq;
        }
        last = seq;
        checkOne(stored, found);
      }
    }
    var standing = outbox.standing();
    require(
        promised.isEmpty() || standing.captured() >= promised.lastKey(),
        "captured " + standing.captured() + " is less than was promised");
    long gone = first == 0 ? standing.captured() : first - 1;
    require(last == 0 || last == standing.captured(), "reads to " + last + " of " + standing);
    require(gone <= told, "up to " + gone + " all is gone, and " + told + " acknowledged");
    require(gone <= standing.acknowledged(), "gone " + gone + ", but waiting: " + standing);
    long waiting = standing.captured() - Math.max(gone, standing.acknowledged());
    require(waiting == standing.waiting(), "captured is not acknowledged + waiting");
  }

  private void checkOne(Outbox.Stored stored, Map<String, Long> found) {
    long seq = stored.entry().seq();
    var name = name(stored);
    var before = shown.putIfAbsent(seq, stored);
    require(
        before == null || before.equals(stored),
        "seq " + seq + " was " + (before == null ? "" : name(before)) + " and is " + name);
    var promise = promised.get(seq);
    require(
        promise == null || promise.equals(name),
        "seq %d was %s and is %s; %d acknowledged".formatted(seq, promise, name, told));
    if (offered.contains(name)) {
      var twice = found.put(name, seq);
      require(twice == null, name + " stands at " + twice + " and at " + seq);
    } else {
      require(name.equals("record.lost"), name + " was never appended");
    }
  }

  private String name(Outbox.Stored stored) {
    var entry =
        opened.computeIfAbsent(stored.boot(), keys::open).then(key -> key.open(stored.entry()));
    if (entry instanceof Opened.Valid<Entry>(Entry.KioskEvent event)) {
      return Objects.requireNonNullElse(event.details().get(NAME), event.kind());
    }
    throw new Broken("seq " + stored.entry().seq() + " does not open: " + entry);
  }

  private static void require(boolean kept, String broken) {
    if (!kept) {
      throw new Broken(broken);
    }
  }
}
