package org.healthhut.kiosk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.ConfigException;
import org.healthhut.kiosk.config.ConfigFile;

/** The program on a kiosk. */
public final class Main {
  private static final String USAGE =
      """
      Usage: java -jar kiosk-agent.jar COMMAND

        run --config kiosk.yaml      runs the kiosk until it is told to end
        check --config kiosk.yaml    says what is wrong with the file, and starts nothing
        devices                      lists the models that a kiosk can use
      """;

  /** Time, level, event and, where there is one, the stack trace; one line an event. */
  private static final String LOG_FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %5$s%6$s%n";

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  /** Longer than all parts may take to close together. */
  private static final int CLOSE_SECONDS = 20;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", LOG_FORMAT);
    }
    var words = List.of(arguments);
    int status;
    if (words.equals(List.of("devices"))) {
      status = devices();
    } else if (words.size() == 3 && words.get(1).equals("--config")) {
      status = configured(words.getFirst(), Path.of(words.get(2)));
    } else {
      status = misused();
    }
    System.exit(status);
  }

  private static int configured(String command, Path file) throws InterruptedException {
    if (!List.of("run", "check").contains(command)) {
      return misused();
    }
    try {
      var config = ConfigFile.read(file, Catalogue::find);
      return command.equals("run") ? run(config) : checked(file);
    } catch (ConfigException e) {
      e.mistakes().forEach(System.err::println);
      return MISUSED;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  private static int run(AgentConfig config) throws IOException, InterruptedException {
    var asked = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> hold(asked, closed), "shutdown"));
    try (var agent =
        Agent.start(config, new MachineParts(SystemClock.ofMachine(), new SecureRandom()))) {
      System.out.println("kiosk screen http://127.0.0.1:" + agent.screenPort() + "/");
      asked.await();
    } finally {
      closed.countDown();
    }
    return OK;
  }

  /** Holds up the end of the process until everything is closed. */
  private static void hold(CountDownLatch asked, CountDownLatch closed) {
    asked.countDown();
    try {
      if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("not everything closed within " + CLOSE_SECONDS + " s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int checked(Path file) {
    System.out.println(file + " is in order");
    return OK;
  }

  private static int devices() {
    for (var model : Catalogue.models()) {
      System.out.printf(
          "%-16s %-14s %s %s%n",
          model.id(),
          model.line() == null ? "line: set it" : model.line(),
          model.chineseName(),
          model.englishName());
    }
    return OK;
  }

  private static int misused() {
    System.err.print(USAGE);
    return MISUSED;
  }
}
