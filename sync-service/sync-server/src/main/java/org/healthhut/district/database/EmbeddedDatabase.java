package org.healthhut.district.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own that keeps its data in a folder and outlives restarts, also those after
 * kill -9. It listens on the loopback address only, and anybody who may run programs on the machine
 * can connect: where others work on it, configure a database with a password instead.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final FolderLock lock;

  private EmbeddedDatabase(EmbeddedPostgres postgres, FolderLock lock) {
    this.postgres = postgres;
    this.lock = lock;
  }

  /**
   * Starts on the data in {@code folder}, which is made when it does not exist. A server that an
   * earlier start left behind on the same data is stopped first.
   *
   * @param port where to listen; 0 for any free one
   * @throws IOException also when a program that is running has the folder; nothing is stopped then
   */
  public static EmbeddedDatabase start(Path folder, int port) throws IOException {
    Files.createDirectories(folder);
    var lock = FolderLock.take(folder);
    try {
      return new EmbeddedDatabase(postgres(folder.toAbsolutePath(), port), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
    var data = folder.resolve("postgresql");
    stopLeftBehind(data);
    var builder =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver(EmbeddedDatabase::programs)
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_MAX)
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            // Made for tests, the library turns both off; an acknowledged reading needs them.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            // The server's own log holds no value either.
            .setServerConfig("log_error_verbosity", "terse")
            .setServerConfig("log_min_error_statement", "panic")
            .setLocaleConfig("locale", "C");
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  /**
   * PostgreSQL's programs for this machine. The library's own search gives up where a class path
   * names them twice, as a program's jar and its build's repository do together.
   */
  private static InputStream programs(String system, String machine) throws IOException {
    var name = "/postgres-linux-%s.txz".formatted(machine.equals("aarch64") ? "arm_64" : "x86_64");
    var programs = EmbeddedPostgres.class.getResourceAsStream(name);
    if (programs == null) {
      throw new IOException("there is no PostgreSQL for " + system + " on " + machine);
    }
    return programs;
  }

  /** The address of the one database, user included. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
  }

  /** Ends running transactions, writes everything down and stops. The data stays. */
  @Override
  public void close() throws IOException {
    try (lock) {
      postgres.close();
    }
  }

  private static void stopLeftBehind(Path data) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    var running = postmaster(pidFile, data);
    if (running.isEmpty()) {
      // The number may be another program's by now; PostgreSQL would refuse to start over it.
      Files.deleteIfExists(pidFile);
      return;
    }
    long pid = running.get().pid();
    log.atWarn().addKeyValue("pid", pid).log("database.foundRunning");
    try {
      endNow(running.get());
      running.get().onExit().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the database with process id " + pid + " does not stop", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for the database with process id " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the database to stop", e);
    }
  }

  /** What SIGTERM asks for would wait for clients to leave, and their pools never do. */
  private static void endNow(ProcessHandle server) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + server.pid())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The process that {@code pidFile} names, when it is a live PostgreSQL on {@code data}. */
  private static Optional<ProcessHandle> postmaster(Path pidFile, Path data) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    var told = Path.of(lines.size() > 1 ? lines.get(1).strip() : "");
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().orElse("").endsWith("postgres"))
        .filter(process -> isSame(runsIn(process).orElse(told), data));
  }

  /**
   * The folder the process works in, which is its data: also when the process id has become another
   * server's, or the folder was copied or has another name by now. The file's second line knows
   * only where the data were when the server started.
   */
  private static Optional<Path> runsIn(ProcessHandle process) {
    try {
      return Optional.of(Path.of("/proc/" + process.pid() + "/cwd").toRealPath());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isSame(Path folder, Path data) {
    try {
      return Files.isSameFile(folder, data);
    } catch (IOException _) {
      return false;
    }
  }
}
