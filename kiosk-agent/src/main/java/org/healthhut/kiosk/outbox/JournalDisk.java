package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk under the journal, as little of it as the guarantee rests on. */
interface JournalDisk {
  /** Makes a file that must not exist yet. */
  Tail create(Path file) throws IOException;

  /** Forces a file or folder that exists already. */
  void force(Path path) throws IOException;

  /** A file that grows at its end. */
  interface Tail extends Closeable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns once everything written would survive the plug being pulled. */
    void force() throws IOException;

    void truncate(long size) throws IOException;
  }

  static JournalDisk ofSystem() {
    return new JournalDisk() {
      @Override
      public Tail create(Path file) throws IOException {
        return new ChannelTail(
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      }

      @Override
      public void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    };
  }

  /** A tail that is a file. */
  record ChannelTail(FileChannel channel) implements Tail {
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
