package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.healthhut.wire.Boot;

/**
 * What an outbox is read from. It follows the journal and is nothing but a copy: whatever happens
 * to it, it can be made again from the journal, apart from the mark of what is acknowledged, whose
 * loss costs sending again.
 *
 * <p>May be called from several threads; one at a time gets through.
 */
public interface OutboxIndex extends AutoCloseable {
  /** Reads what the journal holds above a number. */
  @FunctionalInterface
  interface Replay {
    void above(long seq, Consumer<Outbox.Stored> records) throws IOException;
  }

  /** Where an index lies, before it is opened. */
  interface Place {
    /** A boot of the epoch that the index here is of; empty when it cannot tell. */
    Optional<Boot> someBoot();

    /** Opens what is there, replaces it if it must, and brings it up to date. */
    OutboxIndex open(String epoch, Replay journal) throws IOException;

    /** An H2 database in {@code folder}; {@code now} dates what has to be set aside. */
    static Place ofH2(Disk disk, Path folder, Supplier<Instant> now) {
      return H2Index.in(disk, folder, now);
    }
  }

  /** How often it had to be replaced since it was opened. */
  int rebuilds();

  /** The highest number it holds; 0 for none. */
  long highest() throws IOException;

  /** What was last written by {@link #add}, in this life or an earlier one; 0 when that is lost. */
  long acknowledged() throws IOException;

  /** How many rows it holds above {@code after}, up to {@code through}. Reads them all. */
  long count(long after, long through) throws IOException;

  /** The numbers above {@code after}, up to {@code through}, that it does not hold. */
  List<Long> missing(long after, long through) throws IOException;

  /**
   * When this returns the rows are kept, forced. What has these numbers already is replaced.
   *
   * @param forgetThrough rows up to here go
   */
  void add(List<Outbox.Stored> records, long acknowledgedNow, long forgetThrough)
      throws IOException;

  /** As {@link Outbox#after}, of what it holds. */
  List<Outbox.Stored> after(long seq, int limit) throws IOException;

  /**
   * Deletes the oldest of the copies that were set aside: for a disk with little room, since they
   * hold nothing that the journal does not. Says whether there was one.
   */
  boolean dropOldestCopy() throws IOException;

  /** Puts it aside and follows the journal of another epoch from now on. */
  void startOver(String epoch) throws IOException;

  /** Closes what is open, and opens it anew: what a long life has piled up in it goes. */
  void reopen() throws IOException;

  /** Replaces it by a new one made from the journal: for rows that are missing without a sound. */
  void rebuild() throws IOException;

  @Override
  void close();
}
