package org.healthhut.district.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to a folder, for one program at a time. The system takes it back when the program ends,
 * however it ends.
 */
final class FolderLock implements AutoCloseable {
  /**
   * What this program holds, asked before the file: on POSIX closing a second channel to a file
   * gives up the first one's lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel file;

  private FolderLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes the lock of {@code folder}, which exists.
   *
   * @throws IOException when it is taken; the message names the folder and what to do
   */
  static FolderLock take(Path folder) throws IOException {
    var real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw taken(real);
    }
    FileChannel file = null;
    boolean locked = false;
    try {
      file =
          FileChannel.open(
              real.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = file.tryLock() != null;
      if (!locked) {
        throw taken(real);
      }
      return new FolderLock(real, file);
    } finally {
      if (!locked) {
        HELD.remove(real);
        if (file != null) {
          file.close();
        }
      }
    }
  }

  private static IOException taken(Path folder) {
    return new IOException(
        "another program that is running keeps its database in "
            + folder
            + "; stop it, or give this one a folder of its own");
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HELD.remove(folder);
    }
  }
}
