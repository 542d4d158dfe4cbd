package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.SealedEntry;

/** Records the resident has been told are saved, oldest first, until the district has them. */
public interface Outbox extends AutoCloseable {
  /**
   * Numbers, seals and keeps {@code entry}. The future completes with its {@code seq} once the
   * record would survive the plug being pulled; it fails with {@link IOException} when the record
   * is not saved, and then the resident must not be told that it is. Several callers waiting at
   * once share one forced write. May be called from any thread; never blocks on the disk. What
   * depends on the future runs on the thread that writes, so it must be short.
   */
  CompletableFuture<Long> append(Entry entry);

  /**
   * The oldest records numbered above {@code seq}, at most {@code limit}, all of one boot: a batch
   * as it may travel. Empty when there are none. Acknowledged records are among them until their
   * retention is over; where the first is not {@code seq + 1}, those between are gone.
   *
   * @throws IOException when they are there and cannot be read
   */
  List<Stored> after(long seq, int limit) throws IOException;

  /**
   * The district has committed everything of {@code epoch} up to {@code through}. Saying it twice,
   * or saying less than before, is harmless; another epoch is passed over.
   */
  void acknowledged(String epoch, long through);

  /**
   * The district says that it lacks {@code from} and perhaps what follows, although it had
   * confirmed it: its database was restored to an older state. Whatever is still held from there on
   * counts as waiting again, so that it stays until it is acknowledged anew. What is gone stays
   * acknowledged; another epoch is passed over.
   *
   * <p>An outbox that deletes nothing need not do anything.
   *
   * @throws IOException when it cannot be told what is held; nothing has changed then
   */
  default void unacknowledged(String epoch, long from) throws IOException {}

  /**
   * Somebody else numbers as this kiosk: the disk went back to an older state, or was copied.
   * Begins a new numbering at 1, in a new epoch, as for a disk that was replaced; what was kept
   * stays beside it, under another name. The records {@code taken}, which the district holds under
   * their numbers with another content, are given new ones, as far as they are of this boot; the
   * others are in the district's quarantine. Done when {@link #standing} tells another epoch.
   *
   * <p>Does nothing when {@code before} is not where the outbox stands by then: it may be asked
   * again. When the disk cannot, nothing has changed and it is tried again.
   *
   * @param before with nothing waiting: what has been sent cannot be sent under another number
   */
  default void renumber(Standing before, Set<Long> taken) {}

  Standing standing();

  /** Numbers whose record could not be read at this start; an event stands in for each. */
  default int lost() {
    return 0;
  }

  /** What opening found. */
  default Recovery recovery() {
    return Recovery.NOTHING;
  }

  /** The numbers {@link #lost} counts, ascending. */
  default List<Long> lostNumbers() {
    return List.of();
  }

  /**
   * Counts one by one what waits, whether or not it should be there. Costs a look at each record
   * that waits: not to be asked often.
   *
   * @throws IOException when it cannot be counted now
   */
  default Count count() throws IOException {
    var standing = standing();
    return new Count(standing, standing.waiting());
  }

  /** How much room there was a few seconds ago at most. From any thread; never blocks. */
  default Room room() {
    return Room.ENOUGH;
  }

  /** The boot that new records are sealed in; changes when a write to the disk has failed. */
  Boot boot();

  /** Waits for what is under way, with a deadline, then closes the files. */
  @Override
  void close();

  /** A record as it lies on disk, with the boot it was sealed in. */
  record Stored(Boot boot, SealedEntry entry) {
    /** Whether this may travel in one batch right behind {@code before}. */
    public boolean follows(Stored before) {
      return boot.equals(before.boot) && entry.seq() == before.entry.seq() + 1;
    }
  }

  /**
   * What was counted.
   *
   * @param standing where the outbox stood
   * @param waiting records that were found above the mark then
   */
  record Count(Standing standing, long waiting) {
    /** How many were found beyond what there must be; below 0, how many were not found. */
    public long error() {
      return waiting - standing.waiting();
    }
  }

  /**
   * Where the outbox stands. {@code captured = acknowledged + waiting} always holds.
   *
   * @param captured the highest number that is durable; 0 for none
   * @param acknowledged the highest number the district has confirmed and not taken back
   */
  record Standing(String epoch, long captured, long acknowledged) {
    public long waiting() {
      return captured - acknowledged;
    }
  }
}
