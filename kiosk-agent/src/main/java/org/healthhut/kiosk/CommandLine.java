package org.healthhut.kiosk;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.healthhut.device.Model;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.ConfigException;
import org.healthhut.kiosk.config.ConfigFile;

/** What can be asked of the program on its command line. */
final class CommandLine {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int NOT_UNDERSTOOD = 2;
  static final int MISCONFIGURED = 3;

  static final String USAGE =
      """
      Health Hut kiosk agent

        run --config FILE     run the kiosk until it is stopped
        check --config FILE   check the configuration and the files it names, and do nothing else
        devices               list the models of devices that a kiosk can use
        version               say which version this is

      Exit codes: 0 done, 1 could not run, 2 not understood, 3 mistakes in the configuration.
      """;

  private final List<Model> catalogue;
  private final Parts parts;
  private final PrintStream out;
  private final PrintStream err;

  CommandLine(List<Model> catalogue, Parts parts, PrintStream out, PrintStream err) {
    this.catalogue = catalogue;
    this.parts = parts;
    this.out = out;
    this.err = err;
  }

  /** Does what {@code args} ask for and answers the exit code. */
  int run(List<String> args) {
    if (args.equals(List.of("version"))) {
      out.println(Agent.VERSION);
      return DONE;
    }
    if (args.equals(List.of("devices"))) {
      return devices();
    }
    if (args.size() != 3
        || !args.get(1).equals("--config")
        || !List.of("run", "check").contains(args.getFirst())) {
      err.print(USAGE);
      return NOT_UNDERSTOOD;
    }
    var file = Path.of(args.get(2));
    try {
      var config = ConfigFile.read(file, this::model);
      return args.getFirst().equals("run") ? runAgent(config) : checked(file, config);
    } catch (ConfigException e) {
      e.mistakes().forEach(err::println);
      return MISCONFIGURED;
    }
  }

  private Optional<Model> model(String id) {
    return catalogue.stream().filter(model -> model.id().equals(id)).findFirst();
  }

  private int devices() {
    for (var model : catalogue) {
      out.println(
          "%-16s %-16s %s %s"
              .formatted(
                  model.id(),
                  model.line() == null ? "(set baud)" : model.line(),
                  model.chineseName(),
                  model.englishName()));
    }
    return DONE;
  }

  private int checked(Path file, AgentConfig config) {
    out.println(
        file
            + " is good: kiosk "
            + config.kiosk()
            + ", "
            + config.devices().size()
            + " devices, district "
            + config.district().broker());
    return DONE;
  }

  /** Runs until the process is told to stop, or this thread is interrupted. */
  private int runAgent(AgentConfig config) {
    try (var agent = Agent.start(config, parts)) {
      var hook = Thread.ofPlatform().name("agent-stop").unstarted(agent::close);
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      return DONE;
    } catch (IOException e) {
      err.println("cannot start: " + e.getMessage());
      return FAILED;
    }
  }
}
