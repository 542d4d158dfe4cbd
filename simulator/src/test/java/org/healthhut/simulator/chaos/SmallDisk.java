package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of a few megabytes, in memory, mounted over a folder. Where mounting is not permitted
 * there is none, and says so.
 */
record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {
  static SmallDisk mount(Path folder) throws InterruptedException {
    try {
      Cable.run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.toString());
      System.out.println("disk: a tmpfs");
      return new SmallDisk(folder, true);
    } catch (IOException e) {
      System.out.println("disk: a limit on the size of files: " + e.getMessage());
      return new SmallDisk(folder, false);
    }
  }

  /** What the saver's command begins with. */
  List<String> prefix() {
    // In blocks of 512 bytes; the index reaches it before a segment of the journal does.
    return mounted ? List.of() : List.of("sh", "-c", "ulimit -f 400; exec \"$@\"", "saver");
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      try {
        Cable.run("umount", "--lazy", folder.toString());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
