package org.healthhut.simulator.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A pseudo-terminal plugged in under a name that stays: a symbolic link, as udev keeps one for each
 * USB serial port in {@code /dev/serial/by-id}. Pulling it out removes the name.
 */
public final class Plug implements AutoCloseable {
  private final Path name;
  private final Pty pty;

  private Plug(Path name, Pty pty) {
    this.name = name;
    this.pty = pty;
  }

  /**
   * Opens a new pseudo-terminal and links {@code name} to it, in place of what was linked there.
   */
  public static Plug in(Path name) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(name)) {
      throw new IOException(name + " exists and is not a symbolic link: choose another folder");
    }
    var pty = Pty.open();
    try {
      var fresh = name.resolveSibling("." + name.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, pty.path());
      Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
      return new Plug(name, pty);
    } catch (IOException e) {
      pty.close();
      throw e;
    }
  }

  public Pty pty() {
    return pty;
  }

  /** Pulls it out: the name goes first, so that nobody opens a line that is about to end. */
  @Override
  public void close() throws IOException {
    try (pty) {
      if (Files.isSymbolicLink(name) && Files.readSymbolicLink(name).equals(pty.path())) {
        Files.deleteIfExists(name);
      }
    }
  }
}
