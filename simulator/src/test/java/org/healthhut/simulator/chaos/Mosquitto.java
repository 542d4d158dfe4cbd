package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.demo.Child;

/**
 * Debian's broker on the keys of a demo, with the rules and the bounds that a district gives it.
 */
record Mosquitto(Child child, Path store) {
  static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * @param hosts addresses of this machine to listen on
   */
  static Mosquitto start(Path folder, Path keys, int port, List<String> hosts) throws IOException {
    var store = Files.createDirectories(folder.resolve("mosquitto"));
    var rules =
        Files.writeString(
            folder.resolve("mosquitto.rules"),
            """
            pattern write hut/v1/%u/up
            pattern write hut/v1/%u/state
            pattern write hut/v1/%u/ask
            pattern read hut/v1/%u/down
            pattern read hut/v1/%u/answer
            user DISTRICT
            topic readwrite hut/v1/#
            """
                .replace("DISTRICT", Enrolment.DISTRICT));
    var settings =
        new StringBuilder(
            """
            user root
            acl_file %s
            persistence true
            persistence_location %s/
            autosave_interval 1
            autosave_on_changes true
            max_queued_messages 1000
            """
                .formatted(rules, store));
    for (var host : hosts) {
      settings.append(
          """
          listener %d %s
          cafile %s
          certfile %s
          keyfile %s
          require_certificate true
          use_identity_as_username true
          """
              .formatted(
                  port,
                  host,
                  keys.resolve("authority.pem"),
                  keys.resolve("broker.pem"),
                  keys.resolve("broker.key")));
    }
    var file = Files.writeString(folder.resolve("mosquitto.conf"), settings);
    var command = List.of(PROGRAM.toString(), "-c", file.toString());
    return new Mosquitto(
        Child.start("mosquitto", command, folder.resolve("log/mosquitto.log"), System.out), store);
  }

  /** Kills it and takes what it has kept before it starts again. */
  void killAndForget() throws IOException {
    var running = child.handle();
    running.destroyForcibly();
    running.onExit().join();
    Files.deleteIfExists(store.resolve("mosquitto.db"));
  }
}
