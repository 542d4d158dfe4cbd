package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. */
record SystemDisk() implements Disk {
  /** What this process has locked. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  @Override
  public void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      createFolders(parent);
    }
    Files.createDirectory(folder);
    if (parent != null) {
      force(parent);
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public Tail create(Path file) throws IOException {
    return new ChannelTail(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public double used(Path folder) throws IOException {
    var store = Files.getFileStore(folder);
    long total = store.getTotalSpace();
    return total > 0 ? 1 - (double) store.getUsableSpace() / total : 0;
  }

  /**
   * The operating system lets go when a process dies, but also when the process closes any channel
   * on the file: one that is held here is not opened again.
   */
  @Override
  public Optional<Closeable> lock(Path file) throws IOException {
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file in a folder");
    var real = folder.toRealPath().resolve(file.getFileName());
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return Optional.of(new Held(real, channel));
      }
    } catch (IOException | RuntimeException e) {
      letGo(real, channel);
      throw e;
    }
    letGo(real, channel);
    return Optional.empty();
  }

  private static void letGo(Path real, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      HELD.remove(real);
    }
  }

  /** A lock; letting go of it twice must not take it from whoever has it by then. */
  private record Held(Path file, FileChannel channel) implements Closeable {
    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        letGo(file, channel);
      }
    }
  }

  @Override
  public String databaseName(Path base) {
    return "file:" + base.toAbsolutePath();
  }

  /** A tail that is a file. */
  private record ChannelTail(FileChannel channel) implements Tail {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
