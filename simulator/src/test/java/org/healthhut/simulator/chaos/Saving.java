package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.healthhut.simulator.demo.Child;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/** A {@link Saver} in a process of its own, started again whenever it ends. */
final class Saving implements AutoCloseable {
  /** One number of one numbering. */
  record RecordNumber(String epoch, long seq) {}

  /** Where the kiosk says it stands; the process that said so. */
  record Standing(long pid, String epoch, long captured, long acknowledged) {
    long waiting() {
      return captured - acknowledged;
    }
  }

  private final District district;
  private final KioskId kiosk;
  private final Path work;
  private final Path data;
  private final Cable cable;
  private List<String> prefix = List.of();
  private @Nullable Child child;

  private Saving(District district, KioskId kiosk, Path data, Cable cable) throws IOException {
    this.district = district;
    this.kiosk = kiosk;
    this.work = Files.createDirectories(district.folder().resolve(kiosk.value()));
    this.data = data;
    this.cable = cable;
  }

  /** Starts one that saves nothing yet. */
  static Saving start(District district, KioskId kiosk, Cable cable) throws IOException {
    return start(district, kiosk, district.folder().resolve(kiosk.value()).resolve("data"), cable);
  }

  /** With its store in {@code data}. */
  static Saving start(District district, KioskId kiosk, Path data, Cable cable) throws IOException {
    var saving = new Saving(district, kiosk, data, cable);
    saving.rate(0);
    saving.start();
    return saving;
  }

  /** What its command begins with from the next {@link #start} on. */
  void prefix(List<String> words) {
    prefix = List.copyOf(words);
  }

  void start() throws IOException {
    var command = new ArrayList<>(cable.prefix());
    command.addAll(prefix);
    command.add(Child.JAVA.toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1"));
    command.addAll(cable.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Saver.class.getName()));
    command.addAll(List.of("--work", work.toString(), "--data", data.toString()));
    command.addAll(List.of("--kiosk", kiosk.value(), "--broker", cable.broker()));
    command.addAll(List.of("--keys", district.keys().toString()));
    child = Child.start(kiosk.value(), command, work.resolve("log"), System.out);
  }

  /** Ends it in order, as a service manager would, and does not start it again. */
  void stop() {
    var running = child;
    child = null;
    if (running != null) {
      running.close();
    }
  }

  void kill() {
    handle().destroyForcibly();
  }

  private ProcessHandle handle() {
    if (child == null) {
      throw new IllegalStateException("the saver of " + kiosk + " is stopped");
    }
    return child.handle();
  }

  /** Readings a second from now on. */
  void rate(int rate) throws IOException {
    var draft = Files.writeString(work.resolve("rate.draft"), "" + rate);
    Files.move(draft, work.resolve("rate"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until at least {@code more} records have been called saved from now on. */
  void awaitSaid(int more) throws Exception {
    int before = said().size();
    District.await(
        kiosk + " has saved " + more + " more",
        District.UP_LIMIT,
        () -> said().size() >= before + more);
  }

  void awaitUp() throws Exception {
    District.await(kiosk + " is up", District.UP_LIMIT, this::isUp);
  }

  KioskId kiosk() {
    return kiosk;
  }

  Path data() {
    return data;
  }

  /** Whether the process now running has its outbox open. */
  boolean isUp() throws IOException {
    var standing = standing();
    return standing != null && handle().isAlive() && standing.pid() == handle().pid();
  }

  @Nullable Standing standing() throws IOException {
    var file = work.resolve("standing");
    if (!Files.exists(file)) {
      return null;
    }
    var words = Files.readString(file).split(" ", -1);
    return new Standing(
        Long.parseLong(words[0]), words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
  }

  /** What the resident was told is saved, by number. A number told twice is a failure. */
  Map<RecordNumber, String> said() throws IOException {
    var said = new HashMap<RecordNumber, String>();
    try (Stream<Path> files = Files.list(work)) {
      for (var file :
          files.filter(each -> each.getFileName().toString().startsWith("said-")).toList()) {
        var text = Files.readString(file);
        // The last line of a killed process may be cut.
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        Arrays.stream(whole.split("\n", -1))
            .filter(line -> !line.isEmpty())
            .map(line -> line.split(" ", 3))
            .forEach(words -> {
              var number = new RecordNumber(words[0], Long.parseLong(words[1]));
              if (said.put(number, words[2]) != null) {
                throw new AssertionError(kiosk + " gave the number " + number + " twice");
              }
            });
      }
    }
    return said;
  }

  @Override
  public void close() {
    stop();
  }
}
