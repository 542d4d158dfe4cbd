package org.healthhut.simulator.world;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.message.DbException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/** How H2 finds its files on a simulated disk: {@code simulated:NUMBER/path}. */
final class DiskPath extends FilePath {
  private static final String SCHEME = "simulated";
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Map<Long, WeakReference<SimulatedDisk>> DISKS = new ConcurrentHashMap<>();

  static {
    FilePath.register(new DiskPath(null, Path.of("/")));
  }

  private final @Nullable SimulatedDisk disk;
  private final Path path;

  private DiskPath(@Nullable SimulatedDisk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  /** Makes a disk known to H2, as long as somebody holds it; returns its number. */
  static long mount(SimulatedDisk disk) {
    DISKS.values().removeIf(gone -> gone.get() == null);
    long number = NUMBERS.incrementAndGet();
    DISKS.put(number, new WeakReference<>(disk));
    return number;
  }

  static String name(long number, Path path) {
    return SCHEME + ":" + number + path;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FilePath getPath(String url) {
    int slash = url.indexOf('/');
    var found = DISKS.get(Long.valueOf(url.substring(SCHEME.length() + 1, slash)));
    var path = new DiskPath(found == null ? null : found.get(), Path.of(url.substring(slash)));
    path.name = url;
    return path;
  }

  private DiskPath at(Path other) {
    var next = new DiskPath(disk, other);
    next.name = name.substring(0, name.indexOf('/')) + other;
    return next;
  }

  private SimulatedDisk disk() {
    if (disk == null) {
      throw new IllegalStateException("nobody holds the disk of " + name);
    }
    return disk;
  }

  @Override
  public long size() {
    try {
      return disk().size(path);
    } catch (IOException _) {
      return 0;
    }
  }

  @Override
  public boolean exists() {
    return disk().exists(path);
  }

  @Override
  public boolean createFile() {
    try {
      disk().make(path);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw DbException.convertIOException(e, name);
    }
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    var held = disk();
    boolean makes = mode.contains("w") && !held.exists(path);
    return new DiskChannel(held, makes ? held.make(path) : held.open(path));
  }

  @Override
  public void delete() {
    try {
      disk().delete(path);
    } catch (IOException e) {
      throw DbException.convertIOException(e, name);
    }
  }

  @Override
  public void moveTo(FilePath newName, boolean atomicReplace) {
    try {
      if (!(newName instanceof DiskPath to)) {
        throw new IOException("not on this disk: " + newName);
      }
      disk().move(path, to.path);
    } catch (IOException e) {
      throw DbException.convertIOException(e, name);
    }
  }

  @Override
  public List<FilePath> newDirectoryStream() {
    try {
      return disk().list(path).stream().<FilePath>map(this::at).toList();
    } catch (IOException e) {
      throw DbException.convertIOException(e, name);
    }
  }

  @Override
  public void createDirectory() {
    try {
      disk().createFolders(path);
    } catch (IOException e) {
      throw DbException.convertIOException(e, name);
    }
  }

  @Override
  public FilePath toRealPath() {
    return this;
  }

  @Override
  public @Nullable FilePath getParent() {
    var parent = path.getParent();
    return parent == null ? null : at(parent);
  }

  @Override
  public boolean isDirectory() {
    return disk().isFolder(path);
  }

  @Override
  public boolean isRegularFile() {
    return exists() && !isDirectory();
  }

  @Override
  public boolean isAbsolute() {
    return true;
  }

  @Override
  public long lastModified() {
    return 0;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public boolean setReadOnly() {
    return false;
  }
}
