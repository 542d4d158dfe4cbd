package org.healthhut.simulator.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds who listens on a TCP port, by what Linux shows under {@code /proc}. */
final class PortHolder {
  private static final String LISTENING = "0A";

  private PortHolder() {}

  /** The process as {@code name (pid 123)}; empty when the system does not tell. */
  static Optional<String> of(int port) {
    try {
      var sockets = new HashSet<String>();
      for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        sockets.addAll(listening(Path.of(table), port));
      }
      return sockets.isEmpty() ? Optional.empty() : owner(sockets);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The socket inodes that listen on {@code port}, as {@code socket:[123]}. */
  private static Set<String> listening(Path table, int port) throws IOException {
    var wanted = ":" + String.format(Locale.ROOT, "%04X", port);
    var sockets = new HashSet<String>();
    if (Files.isReadable(table)) {
      for (var line : Files.readAllLines(table)) {
        var columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[1].endsWith(wanted) && columns[3].equals(LISTENING)) {
          sockets.add("socket:[" + columns[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static Optional<String> owner(Set<String> sockets) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        if (holds(process, sockets)) {
          var name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(name + " (pid " + process.getFileName() + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var file : files) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      return false; // ended meanwhile, or another user's
    }
  }
}
