package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.KEY;
import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.healthhut.wire.DistrictKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves records and is killed while it does. */
class KillTest {
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  /** The process: prints {@code seq name} for each record once it has been told it is saved. */
  static final class Saver {
    public static void main(String[] args) throws Exception {
      var key = DistrictKey.parse(Files.readString(Path.of(args[1])));
      var outbox =
          JournaledOutbox.open(
              Path.of(args[0]), KIOSK, key, new SecureRandom(), () -> NOON, TestRecords.SMALL);
      var waiting = new ArrayDeque<CompletableFuture<String>>();
      for (int i = 0; ; i++) {
        var name = args[2] + "-" + i;
        waiting.add(outbox.append(TestRecords.record(name)).thenApply(seq -> seq + " " + name));
        if (waiting.size() > 20) {
          System.out.println(waiting.remove().get(60, TimeUnit.SECONDS));
          System.out.flush();
        }
      }
    }
  }

  @Test
  void everythingSaidToBeSavedIsThereAfterEachKillAndNothingTwice() throws Exception {
    var key = folder.resolve("key");
    Files.writeString(key, TestRecords.DISTRICT.publicKey("test"));
    assertEquals(KEY.keyId(), DistrictKey.parse(Files.readString(key)).keyId());
    long seed = System.nanoTime();
    var random = new Random(seed);
    var promised = new TreeMap<Long, String>();
    for (int round = 0; round < ROUNDS; round++) {
      kill(key, round, 1 + random.nextInt(400), promised);
      try (var outbox = TestRecords.open(folder.resolve("data"))) {
        var found = TestRecords.all(outbox, 0);
        assertEquals(found.size(), new HashSet<>(found).size(), "seed " + seed);
        promised.forEach((seq, name) ->
            assertEquals(name, found.get(seq.intValue() - 1), "seq " + seq + ", seed " + seed));
      }
    }
    assertTrue(promised.size() >= ROUNDS);
  }

  private void kill(Path key, int round, int after, Map<Long, String> promised)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Saver.class.getName(),
                folder.resolve("data").toString(),
                key.toString(),
                "r" + round)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      int lines = 0;
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        var words = line.split(" ", 2);
        promised.put(Long.valueOf(words[0]), words[1]);
        if (++lines == after) {
          process.toHandle().destroyForcibly();
        }
      }
      assertTrue(lines >= after, "round " + round + " ended after " + lines + " records");
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
  }
}
