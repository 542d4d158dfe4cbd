package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/** What the disk itself takes to make one small write durable: the limit of everything above it. */
final class DiskProbe implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final FileChannel channel;
  private final Supplier<Duration> uptime;

  /** Probes the disk that {@code folder} is on, with a file that goes when this is closed. */
  DiskProbe(Path folder, Supplier<Duration> uptime) throws IOException {
    this.channel =
        FileChannel.open(
            Files.createTempFile(folder, "probe-", ".bin"),
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.uptime = uptime;
  }

  /** Appends 4 KiB, forces them with one fdatasync, and says how long both took. */
  Duration once() throws IOException {
    var before = uptime.get();
    channel.write(ByteBuffer.allocate(BLOCK));
    channel.force(false);
    return uptime.get().minus(before);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
