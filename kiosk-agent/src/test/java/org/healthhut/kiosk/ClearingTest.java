package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.healthhut.kiosk.outbox.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingTest {
  @TempDir Path data = Path.of("");

  private Room room = Room.ENOUGH;

  private List<String> files() throws IOException {
    try (var files = Files.list(data.resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theOldestLogGoesWhileThereIsLittleRoomAndNothingElse() throws IOException {
    var logs = Files.createDirectories(data.resolve("logs"));
    var others = List.of("a-note.txt", "hut-002-log-20250101-090000.txt");
    for (var name : others) {
      Files.writeString(logs.resolve(name), "x");
    }
    Files.writeString(logs.resolve("hut-001-log-20260302-090000.txt"), "x");
    Files.writeString(logs.resolve("hut-001-log-20260301-090000.txt"), "x");
    var clearing = new Clearing(data, logs, "hut-001-log-", () -> room);
    clearing.step();
    assertEquals(4, files().size());
    room = Room.SHORT;
    clearing.step();
    assertEquals(
        List.of("a-note.txt", "hut-001-log-20260302-090000.txt", others.getLast()), files());
    room = Room.NONE;
    clearing.step();
    clearing.step();
    assertEquals(others, files());
    new Clearing(data, data.resolve("nowhere"), "hut-001-log-", () -> room).step();
  }
}
