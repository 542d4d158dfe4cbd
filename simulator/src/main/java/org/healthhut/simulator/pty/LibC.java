package org.healthhut.simulator.pty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library that pseudo-terminals need, as Linux on x86-64 and AArch64 has
 * them. Each takes the segment that receives {@code errno} first.
 */
@SuppressWarnings("restricted") // calling the C library is what this is for
final class LibC {
  // asm-generic/fcntl.h, poll.h, asm-generic/termbits.h
  static final int O_RDWR = 0x2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final short POLLIN = 0x1;
  static final short POLLHUP = 0x10;
  static final int TCSANOW = 0;

  // asm-generic/errno-base.h
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;

  /** More than {@code struct termios} takes anywhere (60 bytes here). */
  static final int TERMIOS_SIZE = 256;

  static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle POSIX_OPENPT = find("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = find("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = find("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME_R =
      find("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle TCGETATTR = find("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR =
      find("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("cfmakeraw"),
              FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle OPEN = find("open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle READ = find("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = find("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = find("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);

  private LibC() {}

  static int posixOpenpt(MemorySegment state, int flags) {
    return (int) call(POSIX_OPENPT, state, flags);
  }

  static int grantpt(MemorySegment state, int fd) {
    return (int) call(GRANTPT, state, fd);
  }

  static int unlockpt(MemorySegment state, int fd) {
    return (int) call(UNLOCKPT, state, fd);
  }

  static int ptsname(MemorySegment state, int fd, MemorySegment name) {
    return (int) call(PTSNAME_R, state, fd, name, name.byteSize());
  }

  static int tcgetattr(MemorySegment state, int fd, MemorySegment termios) {
    return (int) call(TCGETATTR, state, fd, termios);
  }

  static int tcsetattr(MemorySegment state, int fd, MemorySegment termios) {
    return (int) call(TCSETATTR, state, fd, TCSANOW, termios);
  }

  static void cfmakeraw(MemorySegment termios) {
    try {
      CFMAKERAW.invokeExact(termios);
    } catch (Throwable e) {
      throw new IllegalStateException("cfmakeraw could not be called", e);
    }
  }

  static int open(MemorySegment state, MemorySegment path, int flags) {
    return (int) call(OPEN, state, path, flags);
  }

  static long read(MemorySegment state, int fd, MemorySegment buffer) {
    return (long) call(READ, state, fd, buffer, buffer.byteSize());
  }

  static long write(MemorySegment state, int fd, MemorySegment bytes) {
    return (long) call(WRITE, state, fd, bytes, bytes.byteSize());
  }

  static int poll(MemorySegment state, MemorySegment pollfd, long count, int millis) {
    return (int) call(POLL, state, pollfd, count, millis);
  }

  static int close(MemorySegment state, int fd) {
    return (int) call(CLOSE, state, fd);
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  static IOException failure(String what, MemorySegment state) {
    return new IOException(what + " failed with errno " + errno(state));
  }

  private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(result, arguments),
            Linker.Option.captureCallState("errno"));
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("the C library could not be called", e);
    }
  }
}
