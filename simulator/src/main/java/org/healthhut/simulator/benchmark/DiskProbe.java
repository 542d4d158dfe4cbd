package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the disk itself takes to make one small write durable: the limit of everything above it. */
final class DiskProbe {
  private static final int BLOCK = 4096;

  private DiskProbe() {}

  /** Times {@code count} appends of 4 KiB, each followed by one fdatasync, in {@code folder}. */
  static Timings measure(Path folder, int count) throws IOException {
    var timings = new Timings("one 4 KiB write + fdatasync of this disk");
    var file = Files.createTempFile(folder, "probe-", ".bin");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; i++) {
        long before = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK));
        channel.force(false);
        timings.add(Duration.ofNanos(System.nanoTime() - before));
      }
    } finally {
      Files.delete(file);
    }
    return timings;
  }
}
