package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real disk, counted, which can be made to fail or to wait. */
final class FaultyDisk implements Disk {
  enum Fault {
    NONE,
    /** Half of the bytes are written, as when the disk is full. */
    WRITE,
    /** All is written and nobody knows whether it is on the disk. */
    FORCE,
    /** As {@link #FORCE}, and what was written cannot be taken back either. */
    FORCE_AND_TRUNCATE,
    /** No file can be made. */
    CREATE,
    /** No file can be given another name. */
    MOVE
  }

  final AtomicInteger forces = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();

  /** How often a database was opened. */
  final AtomicInteger databases = new AtomicInteger();

  final Semaphore forcing = new Semaphore(Integer.MAX_VALUE / 2);
  final Semaphore deleting = new Semaphore(Integer.MAX_VALUE / 2);
  volatile Fault fault = Fault.NONE;

  /** The share of the disk that is taken; what it really is when negative. */
  volatile double used = -1;

  /** Thrown by the next writes, whatever it is. */
  volatile @Nullable Supplier<Error> error;

  private final Disk real = Disk.ofSystem();

  @Override
  public void createFolders(Path folder) throws IOException {
    real.createFolders(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (fault == Fault.MOVE) {
      throw new IOException("input/output error");
    }
    real.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    deleting.acquireUninterruptibly();
    real.delete(file);
  }

  @Override
  public double used(Path folder) throws IOException {
    return used >= 0 ? used : real.used(folder);
  }

  @Override
  public Optional<Closeable> lock(Path file) throws IOException {
    return real.lock(file);
  }

  @Override
  public String databaseName(Path base) {
    databases.incrementAndGet();
    return real.databaseName(base);
  }

  @Override
  public Tail create(Path file) throws IOException {
    if (fault == Fault.CREATE) {
      throw new IOException("no space left on device");
    }
    return new FaultyTail(real.create(file));
  }

  @Override
  public void force(Path path) throws IOException {
    real.force(path);
  }

  private final class FaultyTail implements Tail {
    private final Tail tail;

    FaultyTail(Tail tail) {
      this.tail = tail;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      writes.incrementAndGet();
      var thrown = error;
      if (thrown != null) {
        throw thrown.get();
      }
      if (fault == Fault.WRITE) {
        tail.write(bytes.slice(0, bytes.remaining() / 2));
        throw new IOException("no space left on device");
      }
      tail.write(bytes);
    }

    @Override
    public void force() throws IOException {
      forcing.acquireUninterruptibly();
      if (fault == Fault.FORCE || fault == Fault.FORCE_AND_TRUNCATE) {
        throw new IOException("input/output error");
      }
      tail.force();
      forces.incrementAndGet();
    }

    @Override
    public void truncate(long size) throws IOException {
      if (fault == Fault.FORCE_AND_TRUNCATE) {
        throw new IOException("input/output error");
      }
      tail.truncate(size);
    }

    @Override
    public void close() throws IOException {
      tail.close();
    }
  }
}
