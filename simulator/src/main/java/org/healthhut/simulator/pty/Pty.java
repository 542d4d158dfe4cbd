package org.healthhut.simulator.pty;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import org.healthhut.bytes.Bytes;

/**
 * A pseudo-terminal pair of the kernel, in raw mode: a kiosk opens {@link #path} as it opens any
 * serial port, the virtual device holds this end. Confined to one platform thread.
 *
 * <p>Whether anyone has opened the other end makes no difference to reading and writing: nobody
 * there is silence. Closing is pulling the plug: whoever has the other end open is hung up on.
 */
public final class Pty implements AutoCloseable {
  private static final int NAME_MAX = 128;
  private static final int READ_MAX = 4096;

  /** How often to look again whether somebody has opened the other end; poll can't wait for it. */
  private static final int NOBODY_POLL_MILLIS = 5;

  private final Arena arena;
  private final MemorySegment callState;
  private final MemorySegment pollfd;
  private final MemorySegment buffer;
  private final int fd;
  private final Path path;
  private boolean closed;

  private Pty(Arena arena, MemorySegment callState, int fd, Path path) {
    this.arena = arena;
    this.callState = callState;
    this.fd = fd;
    this.path = path;
    this.pollfd = arena.allocate(8, 4);
    pollfd.set(JAVA_INT, 0, fd);
    pollfd.set(JAVA_SHORT, 4, LibC.POLLIN);
    this.buffer = arena.allocate(READ_MAX);
  }

  public static Pty open() throws IOException {
    var arena = Arena.ofShared();
    var state = arena.allocate(LibC.CALL_STATE);
    int fd =
        LibC.posixOpenpt(state, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
    if (fd < 0) {
      var failure = LibC.failure("opening a pseudo-terminal", state);
      arena.close();
      throw failure;
    }
    try {
      return new Pty(arena, state, fd, prepare(arena, state, fd));
    } catch (IOException e) {
      LibC.close(state, fd);
      arena.close();
      throw e;
    }
  }

  /** Unlocks the other end, turns off echo and every translation, and returns its path. */
  private static Path prepare(Arena arena, MemorySegment state, int fd) throws IOException {
    require(LibC.grantpt(state, fd) == 0, "grantpt", state);
    require(LibC.unlockpt(state, fd) == 0, "unlockpt", state);
    var name = arena.allocate(NAME_MAX);
    require(LibC.ptsname(state, fd, name) == 0, "ptsname", state);
    var termios = arena.allocate(LibC.TERMIOS_SIZE, 8);
    require(LibC.tcgetattr(state, fd, termios) == 0, "tcgetattr", state);
    LibC.cfmakeraw(termios);
    require(LibC.tcsetattr(state, fd, termios) == 0, "tcsetattr", state);
    // The kernel tells "nobody has it open" apart only after it has been opened once.
    int other = LibC.open(state, name, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC);
    require(other >= 0, "opening the other end", state);
    LibC.close(state, other);
    return Path.of(name.getString(0));
  }

  private static void require(boolean done, String what, MemorySegment state) throws IOException {
    if (!done) {
      throw LibC.failure(what, state);
    }
  }

  /** The end for the kiosk, as {@code /dev/pts/5}. */
  public Path path() {
    return path;
  }

  /** Whether somebody has the other end open. */
  public boolean isOpenElsewhere() throws IOException {
    return (poll(0) & LibC.POLLHUP) == 0;
  }

  /** What the kiosk has written, waiting at most {@code wait} for it; empty when nothing came. */
  public Bytes read(Duration wait) throws IOException {
    int left = Math.toIntExact(wait.toMillis());
    while (true) {
      int events = poll(left);
      if ((events & LibC.POLLIN) != 0) {
        return readNow();
      }
      if ((events & LibC.POLLHUP) == 0 || left <= 0) {
        return Bytes.EMPTY;
      }
      int pause = Math.min(left, NOBODY_POLL_MILLIS);
      LibC.poll(callState, MemorySegment.NULL, 0, pause);
      left -= pause;
    }
  }

  /**
   * Puts bytes on the line. As on a wire without flow control, what the other side leaves no room
   * for is lost.
   *
   * @return how many bytes the line took
   */
  public int write(Bytes bytes) throws IOException {
    requireOpen();
    int written = 0;
    while (written < bytes.length()) {
      int size = Math.min(READ_MAX, bytes.length() - written);
      var part = bytes.slice(written, written + size).toArray();
      MemorySegment.copy(part, 0, buffer, JAVA_BYTE, 0, size);
      long took = LibC.write(callState, fd, buffer.asSlice(0, size));
      if (took < 0) {
        switch (LibC.errno(callState)) {
          case LibC.EINTR -> took = 0;
          case LibC.EAGAIN, LibC.EIO -> {
            return written;
          }
          default -> throw LibC.failure("writing to " + path, callState);
        }
      }
      written += (int) took;
    }
    return written;
  }

  /** Pulls the plug. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(callState, fd);
      arena.close();
    }
  }

  private Bytes readNow() throws IOException {
    long size = LibC.read(callState, fd, buffer);
    if (size >= 0) {
      return Bytes.copyOf(buffer.asSlice(0, size).toArray(JAVA_BYTE));
    }
    return switch (LibC.errno(callState)) {
      case LibC.EINTR, LibC.EAGAIN, LibC.EIO -> Bytes.EMPTY;
      default -> throw LibC.failure("reading from " + path, callState);
    };
  }

  private int poll(int millis) throws IOException {
    requireOpen();
    if (LibC.poll(callState, pollfd, 1, millis) >= 0) {
      return pollfd.get(JAVA_SHORT, 6);
    }
    if (LibC.errno(callState) == LibC.EINTR) {
      return 0;
    }
    throw LibC.failure("waiting for " + path, callState);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException(path + " is closed");
    }
  }
}
