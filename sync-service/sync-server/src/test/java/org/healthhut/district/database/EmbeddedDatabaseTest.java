package org.healthhut.district.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  private static final String TABLE = "create table if not exists kept (n integer)";

  private static int addAndCount(EmbeddedDatabase database) throws SQLException {
    try (var connection = DriverManager.getConnection(database.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute("insert into kept values (1)");
      try (var rows = statement.executeQuery("select count(*) from kept")) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** A program that ends with its database open and nothing closed. */
  static final class Killed {
    static final int EXIT = 77;

    private Killed() {}

    public static void main(String[] arguments) throws IOException, SQLException {
      addAndCount(EmbeddedDatabase.start(Path.of(arguments[0]), 0));
      Runtime.getRuntime().halt(EXIT);
    }
  }

  private static Path pidFile(Path folder) {
    return folder.resolve("postgresql").resolve("postmaster.pid");
  }

  @Test
  void dataOutlivesEveryKindOfEnd(@TempDir Path folder) throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertEquals(1, addAndCount(database));
    }
    assertFalse(Files.exists(pidFile(folder)));

    // The program is killed: its server still runs.
    kill(folder);
    assertTrue(postmaster(folder).isAlive());
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertEquals(3, addAndCount(database));
    }

    // Power is lost: the server is gone, and its process id is another program's by now.
    kill(folder);
    var server = postmaster(folder);
    var all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    Files.writeString(
        pidFile(folder),
        Files.readString(pidFile(folder))
            .replaceFirst("[0-9]+", "" + ProcessHandle.current().pid()));
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertEquals(5, addAndCount(database));
    }
  }

  /** A server that is asked to end politely waits for its clients, and a pool never leaves. */
  @Test
  void aServerLeftBehindIsStoppedAlthoughSomebodyIsConnected(@TempDir Path folder)
      throws Exception {
    kill(folder);
    var port = Files.readAllLines(pidFile(folder)).get(3).strip();
    try (var client =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres")) {
      assertTrue(client.isValid(1));
      try (var database = EmbeddedDatabase.start(folder, 0)) {
        assertEquals(2, addAndCount(database));
      }
    }
  }

  @Test
  void aSecondStartFailsAndLeavesTheFirstAlone(@TempDir Path folder) throws Exception {
    try (var first = EmbeddedDatabase.start(folder, 0)) {
      for (int i = 0; i < 2; i++) {
        var refused = assertThrows(IOException.class, () -> EmbeddedDatabase.start(folder, 0));
        assertTrue(refused.toString().contains(folder.toRealPath().toString()));
        assertTrue(refused.toString().contains("stop it"));
      }
      var other = run(folder);
      assertTrue(other.waitFor() != Killed.EXIT);
      assertEquals(1, addAndCount(first));
    }
    try (var next = EmbeddedDatabase.start(folder, 0)) {
      assertEquals(2, addAndCount(next));
    }
  }

  @Test
  void aServerOnOtherDataIsLeftAlone(@TempDir Path folder, @TempDir Path other) throws Exception {
    try (var database = EmbeddedDatabase.start(other, 0)) {
      Files.createDirectories(folder.resolve("postgresql"));
      // The process id is that server's by now.
      var stale = Files.readString(pidFile(other)).replace(other.toString(), folder.toString());
      Files.writeString(pidFile(folder), stale);
      try (var here = EmbeddedDatabase.start(folder, 0)) {
        assertEquals(1, addAndCount(here));
        assertEquals(1, addAndCount(database));
      }
    }
  }

  private static void kill(Path folder) throws IOException, InterruptedException {
    assertEquals(Killed.EXIT, run(folder).waitFor());
  }

  private static Process run(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            folder.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static ProcessHandle postmaster(Path folder) throws IOException {
    var pid = Files.readAllLines(pidFile(folder)).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }
}
