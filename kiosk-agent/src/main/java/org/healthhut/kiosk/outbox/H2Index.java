package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.healthhut.wire.Boot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is read from: an {@link H2File} that follows the journal and heals itself. When it fails it
 * is opened again; when it is damaged it is set aside under a dated name, never deleted, and a new
 * one is made from the journal. Anything else, a full disk above all, is the caller's to try later:
 * the next call opens the same file again.
 */
final class H2Index implements OutboxIndex {
  private static final Logger log = LoggerFactory.getLogger(H2Index.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final String NAME = "outbox";
  private static final String SUFFIX = ".mv.db";
  private static final String ASIDE = ".set-aside-";
  private static final int REPLAY_ROWS = 500;

  private final Disk disk;
  private final Path base;
  private String epoch;
  private final Replay journal;
  private final Supplier<Instant> now;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable H2File file;

  /** What was last written, or else read; survives the file it was read from. */
  private long acknowledged;

  private boolean markRead;

  /** Whether the file holds what the journal did; from then on only {@link #add} is owed. */
  private boolean isCaughtUp;

  /** A new file has not been opened yet, so there is nothing to set aside. */
  private boolean isAnew;

  private int rebuilds;

  /** What has just been set aside and may hold rows that nobody else has. */
  private @Nullable Path aside;

  private H2Index(Disk disk, Path base, String epoch, Replay journal, Supplier<Instant> now) {
    this.disk = disk;
    this.base = base;
    this.epoch = epoch;
    this.journal = journal;
    this.now = now;
  }

  static Place in(Disk disk, Path folder, Supplier<Instant> now) {
    return new Place() {
      @Override
      public Optional<Boot> someBoot() {
        return H2Index.someBoot(disk, folder);
      }

      @Override
      public OutboxIndex open(String epoch, Replay journal) throws IOException {
        disk.createFolders(folder);
        var index = new H2Index(disk, folder.resolve(NAME), epoch, journal, now);
        index.with(H2File::highest);
        return index;
      }
    };
  }

  private static Optional<Boot> someBoot(Disk disk, Path folder) {
    if (!disk.exists(folder.resolve(NAME + SUFFIX))) {
      return Optional.empty();
    }
    try {
      return H2File.someBoot(disk.databaseName(folder.resolve(NAME)));
    } catch (SQLException | RuntimeException e) {
      log.atWarn().setCause(e).log("index.epoch-unknown");
      return Optional.empty();
    }
  }

  @Override
  public int rebuilds() {
    return rebuilds;
  }

  @Override
  public long highest() throws IOException {
    return with(H2File::highest);
  }

  @Override
  public long acknowledged() throws IOException {
    return with(_ -> acknowledged);
  }

  @Override
  public long count(long after, long through) throws IOException {
    return with(open -> open.count(after, through));
  }

  @Override
  public List<Long> missing(long after, long through) throws IOException {
    return with(open -> open.missing(after, through));
  }

  @Override
  public void add(List<Outbox.Stored> records, long acknowledgedNow, long forgetThrough)
      throws IOException {
    with(open -> {
      acknowledged = acknowledgedNow;
      markRead = true;
      open.add(records, acknowledgedNow, forgetThrough);
      open.force();
      return records.size();
    });
  }

  @Override
  public List<Outbox.Stored> after(long seq, int limit) throws IOException {
    return with(open -> open.after(seq, limit));
  }

  @Override
  public void rebuild() throws IOException {
    lock.lock();
    try {
      setAside();
      with(H2File::highest);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean dropOldestCopy() throws IOException {
    var oldest =
        disk.list(base.resolveSibling("")).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith(base.getFileName() + ASIDE) && name.endsWith(SUFFIX))
            .map(H2Index::withoutSuffix)
            .min(Comparator.naturalOrder());
    if (oldest.isEmpty()) {
      return false;
    }
    disk.delete(base.resolveSibling(oldest.get() + SUFFIX));
    log.atWarn().addKeyValue("copy", oldest.get()).log("index.copy-deleted");
    return true;
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.length() - SUFFIX.length());
  }

  @Override
  public void reopen() throws IOException {
    lock.lock();
    try {
      closeFile();
      with(H2File::highest);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void startOver(String next) throws IOException {
    lock.lock();
    try {
      epoch = next;
      acknowledged = 0;
      markRead = true;
      setAside();
      aside = null;
      with(H2File::highest);
    } finally {
      lock.unlock();
    }
  }

  /** H2 has been seen to spin for ever when its file fails it; the journal has everything. */
  @Override
  public void close() {
    try {
      if (!lock.tryLock(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        log.atWarn().log("index.close-given-up");
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      closeFile();
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T> {
    T with(H2File open) throws SQLException;
  }

  /** Tries, tries again on a fresh connection, and last, when it is damaged, on a new database. */
  private <T> T with(Work<T> work) throws IOException {
    lock.lock();
    try {
      try {
        return tried(work);
      } catch (SQLException e) {
        log.atWarn().addKeyValue("error", e.getErrorCode()).setCause(e).log("index.failed");
      }
      closeFile();
      try {
        return tried(work);
      } catch (SQLException e) {
        closeFile();
        if (isAnew || !H2File.isDamage(e)) {
          throw new IOException(
              "the outbox's index at %s%s cannot be used (%d); it is tried again"
                  .formatted(base, SUFFIX, e.getErrorCode()),
              e);
        }
        log.atError().addKeyValue("error", e.getErrorCode()).setCause(e).log("index.damaged");
      }
      setAside();
      try {
        return tried(work);
      } catch (SQLException e) {
        closeFile();
        throw new IOException("the outbox's index at " + base + SUFFIX + " cannot be made anew", e);
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T tried(Work<T> work) throws SQLException, IOException {
    try {
      return work.with(opened());
    } catch (RuntimeException e) {
      // Damaged pages have been seen to come out of H2 as any exception.
      throw new SQLException("H2 failed", e);
    }
  }

  private H2File opened() throws SQLException, IOException {
    if (file == null) {
      var opened = H2File.open(disk.databaseName(base), epoch);
      try {
        if (!isCaughtUp) {
          catchUp(opened);
          salvage(opened);
        }
      } catch (SQLException | IOException | RuntimeException e) {
        closeQuietly(opened);
        throw e;
      }
      file = opened;
      isCaughtUp = true;
      isAnew = false;
    }
    return file;
  }

  private void catchUp(H2File opened) throws SQLException, IOException {
    long marked = opened.acknowledged();
    if (!markRead) {
      acknowledged = Math.max(acknowledged, marked);
      markRead = !opened.isNew();
    }
    var adding = new Adding(opened);
    journal.above(opened.highest(), adding);
    adding.end("index.caught-up");
  }

  /** Rows and the mark that only the index had which was set aside; the journal's go before. */
  private void salvage(H2File opened) throws SQLException, IOException {
    var from = aside;
    aside = null;
    if (from == null) {
      return;
    }
    var readable = new ArrayList<Outbox.Stored>();
    try {
      long marked = H2File.salvage(disk.databaseName(from), epoch, readable::add);
      if (!markRead) {
        acknowledged = Math.max(acknowledged, marked);
      }
    } catch (SQLException | RuntimeException e) {
      log.atWarn().setCause(e).log("index.salvaging-ended");
    }
    if (readable.isEmpty()) {
      return;
    }
    var missing =
        new HashSet<>(
            opened.missing(
                readable.getFirst().entry().seq() - 1, readable.getLast().entry().seq()));
    var adding = new Adding(opened);
    readable.stream().filter(record -> missing.contains(record.entry().seq())).forEach(adding);
    adding.end("index.salvaged");
  }

  /** Adds rows in groups; what fails is told at the end. */
  private final class Adding implements Consumer<Outbox.Stored> {
    private final H2File file;
    private final List<Outbox.Stored> rows = new ArrayList<>();
    private int added;
    private @Nullable SQLException failure;

    Adding(H2File file) {
      this.file = file;
    }

    @Override
    public void accept(Outbox.Stored record) {
      rows.add(record);
      if (rows.size() >= REPLAY_ROWS) {
        add();
      }
    }

    private void add() {
      if (failure == null) {
        try {
          file.add(rows, acknowledged, 0);
          added += rows.size();
        } catch (SQLException e) {
          failure = e;
        }
      }
      rows.clear();
    }

    /** Forces what was added, and logs it as {@code event}. */
    void end(String event) throws SQLException {
      if (!rows.isEmpty()) {
        add();
      }
      if (failure != null) {
        throw failure;
      }
      if (added > 0) {
        file.force();
        log.atInfo().addKeyValue("records", added).log(event);
      }
    }
  }

  /** When this throws, nothing has changed and it is to be done the next time. */
  private void setAside() throws IOException {
    closeFile();
    var broken = base.resolveSibling(base.getFileName() + SUFFIX);
    if (disk.exists(broken)) {
      var moved = SetAside.move(disk, broken, ASIDE + SetAside.dated(now.get()), SUFFIX);
      var name = moved.getFileName().toString();
      aside = moved.resolveSibling(withoutSuffix(name));
      log.atError().addKeyValue("file", name).log("index.set-aside");
    }
    rebuilds++;
    isCaughtUp = false;
    isAnew = true;
  }

  private void closeFile() {
    var open = file;
    file = null;
    if (open != null) {
      closeQuietly(open);
    }
  }

  private static void closeQuietly(H2File open) {
    try {
      open.close();
    } catch (SQLException | RuntimeException e) {
      log.atDebug().setCause(e).log("index.closed-badly");
    }
  }
}
