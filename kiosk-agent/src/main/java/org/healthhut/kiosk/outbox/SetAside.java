package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moves what cannot be used out of the way, under a dated name; nothing is ever deleted. */
final class SetAside {
  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private SetAside() {}

  /** As the new names have it. */
  static String dated(Instant at) {
    return DATED.format(at);
  }

  /**
   * Renames {@code file}; a machine whose clock begins anew at each start says the same date twice,
   * so a name that is taken is counted on.
   *
   * @param mark follows the file's name: why it was moved, and {@link #dated when}
   * @return its new name
   */
  static Path move(Disk disk, Path file, String mark) throws IOException {
    return move(disk, file, mark, "");
  }

  /**
   * As above.
   *
   * @param ending of the file's name, which the new one keeps behind the mark
   */
  static Path move(Disk disk, Path file, String mark, String ending) throws IOException {
    var name = file.getFileName().toString();
    var marked = name.substring(0, name.length() - ending.length()) + mark;
    var aside = file.resolveSibling(marked + ending);
    for (int i = 2; disk.exists(aside); i++) {
      aside = file.resolveSibling(marked + "-" + i + ending);
    }
    disk.move(file, aside);
    return aside;
  }

  /** Moves a segment of a numbering that is over, or of which nothing tells what it is. */
  static void segment(Disk disk, Segments.Known segment, String dated) throws IOException {
    var _ = move(disk, segment.file(), ".set-aside-" + dated);
  }
}
