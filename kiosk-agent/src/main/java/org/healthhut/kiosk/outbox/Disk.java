package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The disk under an outbox, as little of it as the guarantee rests on. What is written is safe only
 * once it is forced, and a file is found again only once its folder is forced.
 */
public interface Disk {
  /** Makes the folder and those it lies in. What this has made is forced. */
  void createFolders(Path folder) throws IOException;

  /** What lies in a folder, by name. */
  List<Path> list(Path folder) throws IOException;

  boolean exists(Path file);

  /**
   * How many bytes a file has.
   *
   * @throws NoSuchFileException when there is none
   */
  long size(Path file) throws IOException;

  /**
   * All of a file.
   *
   * @throws NoSuchFileException when there is none
   */
  byte[] read(Path file) throws IOException;

  /** Makes a file that must not exist yet. */
  Tail create(Path file) throws IOException;

  /** Gives a file another name, which must be free. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file; one that is not there is none to delete. */
  void delete(Path file) throws IOException;

  /** Forces a file, or the names in a folder. */
  void force(Path path) throws IOException;

  /** What share of the partition that {@code folder} is on is taken, 0 to 1. */
  double used(Path folder) throws IOException;

  /** Keeps others out until it is closed, or this process has ended; empty when they are in. */
  Optional<Closeable> lock(Path file) throws IOException;

  /** What H2's URL calls a database on this disk. */
  String databaseName(Path base);

  /** A file that grows at its end. */
  interface Tail extends Closeable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns once everything written would survive the plug being pulled. */
    void force() throws IOException;

    void truncate(long size) throws IOException;
  }

  static Disk ofSystem() {
    return new SystemDisk();
  }
}
