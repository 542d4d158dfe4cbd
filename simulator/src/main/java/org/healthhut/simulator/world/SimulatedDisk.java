package org.healthhut.simulator.world;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.Disk;

/**
 * A disk in memory that knows what is forced and what is not, under a journal and under H2 alike.
 * The power goes during a chosen operation; from then on every operation fails, and {@link
 * #afterPowerCut} is the disk as it may be found.
 *
 * <p>Bytes and lengths count as written once their file is forced, names once their folder is.
 *
 * <p>May be used by several threads; where the power goes between their operations is then theirs.
 */
public final class SimulatedDisk implements Disk {
  /** How a disk fails without being cut. */
  public enum Fault {
    NONE,
    /** Half of the bytes are written. */
    WRITE,
    /** All is written and nobody knows what of it is on the disk. */
    FORCE,
    /** No file can be made. */
    CREATE
  }

  private final Platter platter;
  private final long number;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Path> locked = new HashSet<>();
  private Fault fault = Fault.NONE;
  private long capacity = Long.MAX_VALUE;
  private double used;
  private long operations;
  private long lastOperation = Long.MAX_VALUE;
  private long written;
  private boolean isOff;

  private SimulatedDisk(Platter platter) {
    this.platter = platter;
    this.number = DiskPath.mount(this);
  }

  public static SimulatedDisk empty() {
    return new SimulatedDisk(new Platter());
  }

  /** The power goes during the {@code operation}th operation from here, 1 being the next. */
  public void cutDuring(long operation) {
    locked(() -> lastOperation = operations + operation);
  }

  /** The power goes now. */
  public void cut() {
    locked(() -> isOff = true);
  }

  public boolean isOff() {
    return locked(() -> isOff);
  }

  /** How many operations there were that write, force or name. */
  public long operations() {
    return locked(() -> operations);
  }

  /** How many bytes were written. */
  public long written() {
    return locked(() -> written);
  }

  public void fail(Fault next) {
    locked(() -> fault = next);
  }

  /** How many bytes all files together may have; a write that needs more is cut short and fails. */
  public void capacity(long bytes) {
    locked(() -> capacity = bytes);
  }

  /** What the disk says of how full its partition is, 0 to 1; whatever it holds. */
  public void tellUsed(double share) {
    locked(() -> used = share);
  }

  /** This disk as it may be after a power cut; this one is off. */
  public SimulatedDisk afterPowerCut(Survival survival, RandomGenerator random) {
    return locked(() -> {
      isOff = true;
      return new SimulatedDisk(platter.survivor(survival, random));
    });
  }

  /** What somebody copies of it while it runs: what is forced. */
  SimulatedDisk copy(RandomGenerator random) {
    return locked(() -> new SimulatedDisk(platter.survivor(Survival.NOTHING, random)));
  }

  /** This disk when the process has ended and the machine has not; nothing is lost, or forced. */
  public SimulatedDisk afterKill() {
    return locked(() -> {
      isOff = true;
      return new SimulatedDisk(platter);
    });
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    change(() -> platter.addFolder(whole(folder)));
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return on(() -> platter.names(whole(folder)));
  }

  @Override
  public boolean exists(Path file) {
    return locked(() -> platter.file(whole(file)) != null || platter.isFolder(whole(file)));
  }

  boolean isFolder(Path path) {
    return locked(() -> platter.isFolder(whole(path)));
  }

  @Override
  public long size(Path file) throws IOException {
    return on(() -> existing(file).seen.size());
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return on(() -> existing(file).seen.read(0, Integer.MAX_VALUE).toArray());
  }

  @Override
  public Tail create(Path file) throws IOException {
    return new SimulatedTail(make(file));
  }

  SimulatedFile make(Path name) throws IOException {
    return change(() -> {
      var path = whole(name);
      if (platter.file(path) != null) {
        throw new FileAlreadyExistsException(path.toString());
      }
      if (path.getParent() == null || !platter.isFolder(path.getParent())) {
        throw new NoSuchFileException(path.toString(), null, "its folder is not there");
      }
      if (fault == Fault.CREATE) {
        throw new IOException("no space left on device");
      }
      return platter.create(path);
    });
  }

  SimulatedFile open(Path name) throws IOException {
    return on(() -> existing(name));
  }

  private SimulatedFile existing(Path name) throws NoSuchFileException {
    var file = platter.file(whole(name));
    if (file == null) {
      throw new NoSuchFileException(name.toString());
    }
    return file;
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    change(() -> {
      if (platter.file(whole(to)) != null) {
        throw new FileAlreadyExistsException(to.toString());
      }
      platter.move(whole(from), whole(to), existing(from));
    });
  }

  @Override
  public void delete(Path file) throws IOException {
    change(() -> platter.delete(whole(file)));
  }

  @Override
  public void force(Path path) throws IOException {
    if (isFolder(path)) {
      forcing(() -> platter.forceNames(whole(path)));
    } else {
      force(open(path));
    }
  }

  void force(SimulatedFile file) throws IOException {
    forcing(() -> {
      if (fault == Fault.FORCE) {
        platter.failForce(file);
        throw new IOException("input/output error");
      }
      platter.force(file);
    });
  }

  Bytes read(SimulatedFile file, int from, int to) throws IOException {
    return on(() -> file.seen.read(from, to));
  }

  int size(SimulatedFile file) throws IOException {
    return on(() -> file.seen.size());
  }

  void write(SimulatedFile file, int at, Bytes bytes) throws IOException {
    change(() -> {
      long room = capacity - platter.used() + Math.max(0, file.seen.size() - at);
      int most = fault == Fault.WRITE ? bytes.length() / 2 : bytes.length();
      int fitting = Math.clamp(room, 0, most);
      platter.write(file, at, bytes.slice(0, fitting));
      written += fitting;
      if (fitting < bytes.length()) {
        throw new IOException("no space left on device");
      }
    });
  }

  void truncate(SimulatedFile file, int size) throws IOException {
    change(() -> {
      if (size < file.seen.size()) {
        platter.resize(file, size);
      }
    });
  }

  @Override
  public double used(Path folder) throws IOException {
    return on(() -> used);
  }

  @Override
  public Optional<Closeable> lock(Path file) throws IOException {
    return on(() ->
        locked.add(whole(file))
            ? Optional.<Closeable>of(() -> locked(() -> locked.remove(whole(file))))
            : Optional.empty());
  }

  @Override
  public String databaseName(Path base) {
    return DiskPath.name(number, whole(base));
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private interface Answer<T, E extends Exception> {
    T get() throws E;
  }

  private interface Work {
    void run() throws IOException;
  }

  private <T, E extends Exception> T locked(Answer<T, E> answer) throws E {
    lock.lock();
    try {
      return answer.get();
    } finally {
      lock.unlock();
    }
  }

  private <T> T on(Answer<T, IOException> answer) throws IOException {
    return locked(() -> {
      requireOn();
      return answer.get();
    });
  }

  private void requireOn() throws IOException {
    if (isOff) {
      throw new IOException("the power is off");
    }
  }

  /** What is done when the power goes is done, but not forced, and nobody is told. */
  private <T> T change(Answer<T, IOException> change) throws IOException {
    return on(() -> {
      operations++;
      var changed = change.get();
      goOff();
      requireOn();
      return changed;
    });
  }

  private void change(Work change) throws IOException {
    var _ =
        change(() -> {
          change.run();
          return true;
        });
  }

  /** What is to be forced when the power goes is not forced. */
  private void forcing(Work force) throws IOException {
    on(() -> {
      operations++;
      goOff();
      requireOn();
      force.run();
      return true;
    });
  }

  private void goOff() {
    isOff |= operations >= lastOperation;
  }

  private final class SimulatedTail implements Tail {
    private final SimulatedFile file;

    SimulatedTail(SimulatedFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      SimulatedDisk.this.write(file, SimulatedDisk.this.size(file), Bytes.copyOf(bytes));
      bytes.position(bytes.limit());
    }

    @Override
    public void force() throws IOException {
      SimulatedDisk.this.force(file);
    }

    @Override
    public void truncate(long size) throws IOException {
      SimulatedDisk.this.truncate(file, Math.toIntExact(size));
    }

    @Override
    public void close() {}
  }
}
