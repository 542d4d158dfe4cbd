package org.healthhut.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.healthhut.kiosk.outbox.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room for records where there is little: the oldest of the logs that a technician had
 * written goes, one at a time. They are the only logs the agent writes to a file, and only those on
 * the records' own disk stand in their way.
 */
final class Clearing {
  private static final Logger log = LoggerFactory.getLogger(Clearing.class);

  private final Path data;
  private final Path logs;
  private final String prefix;
  private final Supplier<Room> room;

  /**
   * Does nothing yet.
   *
   * @param logs where logs are written to
   * @param prefix of their names, which go on with the time
   */
  Clearing(Path data, Path logs, String prefix, Supplier<Room> room) {
    this.data = data;
    this.logs = logs;
    this.prefix = prefix;
    this.room = room;
  }

  /** To be run now and then, by one thread. */
  void step() {
    if (room.get() == Room.ENOUGH) {
      return;
    }
    try {
      if (Files.isDirectory(logs) && Files.getFileStore(logs).equals(Files.getFileStore(data))) {
        try (Stream<Path> files = Files.list(logs)) {
          var oldest =
              files
                  .filter(file -> file.getFileName().toString().startsWith(prefix))
                  .min(Comparator.comparing(file -> file.getFileName().toString()));
          if (oldest.isPresent()) {
            Files.deleteIfExists(oldest.get());
            log.atWarn().addKeyValue("file", oldest.get().getFileName()).log("log.deleted");
          }
        }
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("log.notDeleted");
    }
  }
}
