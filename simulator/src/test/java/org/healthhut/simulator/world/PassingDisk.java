package org.healthhut.simulator.world;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.healthhut.kiosk.outbox.Disk;

/** Passes everything on to another disk: what is to be done otherwise is overridden. */
class PassingDisk implements Disk {
  final Disk real;

  PassingDisk(Disk real) {
    this.real = real;
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    real.createFolders(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public Tail create(Path file) throws IOException {
    return real.create(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    real.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public void force(Path path) throws IOException {
    real.force(path);
  }

  @Override
  public Optional<Closeable> lock(Path file) throws IOException {
    return real.lock(file);
  }

  @Override
  public String databaseName(Path base) {
    return real.databaseName(base);
  }

  @Override
  public double used(Path folder) throws IOException {
    return real.used(folder);
  }
}
