package org.healthhut.simulator.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.healthhut.kiosk.outbox.Disk;

/** A journal that does not do all it must, as its disk sees it: what the cuts have to find. */
final class NegligentDisk extends PassingDisk {
  enum Neglect {
    NONE,
    /** Records are written and never forced. */
    RECORDS_NOT_FORCED,
    /** The resident is told first; records are forced before the next ones are written. */
    ANSWERED_BEFORE_FORCED,
    /** A new segment is forced and its name is not. */
    FOLDER_NOT_FORCED,
    /** What opening reads may be in memory alone, and counts as on the disk. */
    READ_AND_NOT_FORCED
  }

  private final SimulatedDisk disk;
  private final Neglect neglect;

  /**
   * Passes on to {@code real} what is not neglected.
   *
   * @param disk what {@code real} writes to in the end
   */
  NegligentDisk(SimulatedDisk disk, Disk real, Neglect neglect) {
    super(real);
    this.disk = disk;
    this.neglect = neglect;
  }

  @Override
  public void force(Path path) throws IOException {
    boolean forgets =
        disk.isFolder(path)
            ? neglect == Neglect.FOLDER_NOT_FORCED
            : neglect == Neglect.READ_AND_NOT_FORCED;
    if (!forgets) {
      real.force(path);
    }
  }

  @Override
  public Tail create(Path file) throws IOException {
    var tail = real.create(file);
    return switch (neglect) {
      case NONE, FOLDER_NOT_FORCED, READ_AND_NOT_FORCED -> tail;
      case RECORDS_NOT_FORCED, ANSWERED_BEFORE_FORCED -> new NegligentTail(tail);
    };
  }

  private final class NegligentTail implements Tail {
    private final Tail tail;

    NegligentTail(Tail tail) {
      this.tail = tail;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (neglect == Neglect.ANSWERED_BEFORE_FORCED) {
        tail.force();
      }
      tail.write(bytes);
    }

    @Override
    public void force() {}

    @Override
    public void truncate(long size) throws IOException {
      tail.truncate(size);
    }

    @Override
    public void close() throws IOException {
      tail.close();
    }
  }
}
