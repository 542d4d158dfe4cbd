package org.healthhut.simulator.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.healthhut.bytes.Bytes;

/** An open file of a simulated disk, as H2 uses one. */
final class DiskChannel extends FileBaseDefault {
  private final SimulatedDisk disk;
  private final SimulatedFile file;

  DiskChannel(SimulatedDisk disk, SimulatedFile file) {
    this.disk = disk;
    this.file = file;
  }

  @Override
  public long size() throws IOException {
    return disk.size(file);
  }

  @Override
  public synchronized int read(ByteBuffer into, long position) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    int from = Math.toIntExact(position);
    var bytes = disk.read(file, from, from + into.remaining());
    into.put(bytes.toArray());
    return bytes.isEmpty() ? -1 : bytes.length();
  }

  @Override
  public synchronized int write(ByteBuffer from, long position) throws IOException {
    var bytes = Bytes.copyOf(from);
    from.position(from.limit());
    disk.write(file, Math.toIntExact(position), bytes);
    return bytes.length();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    disk.truncate(file, Math.toIntExact(size));
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.force(file);
  }

  /** Two programs on one simulated disk are kept apart by the lock of its folder. */
  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    return new FileLock((FileChannel) this, position, size, shared) {
      @Override
      public boolean isValid() {
        return true;
      }

      @Override
      public void release() {}
    };
  }
}
