package org.healthhut.kiosk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model;
import org.healthhut.device.SelfTest;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.catalogue.CatalogueTable;
import org.healthhut.device.link.Candidate;
import org.healthhut.kiosk.command.NewConfiguration;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.ConfigException;
import org.healthhut.kiosk.config.ConfigFile;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.kiosk.devices.SelfTestRun;
import org.healthhut.kiosk.voice.Prompts;
import org.healthhut.kiosk.voice.VoiceTool;

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
        selftest --config FILE
                              test every device without a person, while the agent does not run
        devices [--markdown]  list the models of devices that a kiosk can use
        pin                   print what kiosk.yaml needs for a PIN of the service page, typed here
        ports                 list the serial ports of this machine, by the names that stay
        voice render FOLDER   make placeholder clips of what the kiosk says, with espeak-ng
        voice check FOLDER    check a folder of clips: all there, none silent, about as loud
        version               say which version this is

      Exit codes: 0 done, 1 could not run, 2 not understood, 3 mistakes in the configuration.
      """;

  private final List<Model> catalogue;
  private final Supplier<List<Candidate>> ports;
  private final Parts parts;
  private final Supplier<Optional<String>> secret;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param catalogue the models there are
   * @param ports the serial ports there are at this moment
   * @param secret a line that is typed, unseen where there is a terminal; empty when none comes
   */
  CommandLine(
      List<Model> catalogue,
      Supplier<List<Candidate>> ports,
      Parts parts,
      Supplier<Optional<String>> secret,
      PrintStream out,
      PrintStream err) {
    this.catalogue = catalogue;
    this.ports = ports;
    this.parts = parts;
    this.secret = secret;
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
    if (args.equals(List.of("devices", "--markdown"))) {
      out.print(CatalogueTable.markdown(catalogue));
      return DONE;
    }
    if (args.equals(List.of("ports"))) {
      return ports();
    }
    if (args.equals(List.of("pin"))) {
      return pin();
    }
    if (args.size() == 3 && args.getFirst().equals("voice")) {
      return voice(args.get(1), Path.of(args.get(2)));
    }
    if (args.size() != 3
        || !args.get(1).equals("--config")
        || !List.of("run", "check", "selftest").contains(args.getFirst())) {
      err.print(USAGE);
      return NOT_UNDERSTOOD;
    }
    var file = Path.of(args.get(2));
    try {
      var config = ConfigFile.read(file, this::model);
      return switch (args.getFirst()) {
        case "run" -> runAgent(file, config);
        case "selftest" -> selfTest(config);
        default -> checked(file, config);
      };
    } catch (ConfigException e) {
      e.mistakes().forEach(err::println);
      return MISCONFIGURED;
    }
  }

  private int voice(String what, Path folder) {
    var tool = new VoiceTool(Prompts.all(), out);
    try {
      switch (what) {
        case "render" -> tool.render(folder);
        case "check" -> {
          return tool.check(folder) ? DONE : FAILED;
        }
        default -> {
          err.print(USAGE);
          return NOT_UNDERSTOOD;
        }
      }
      return DONE;
    } catch (IOException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private Optional<Model> model(String id) {
    return catalogue.stream().filter(model -> model.id().equals(id)).findFirst();
  }

  private int devices() {
    for (var model : catalogue) {
      out.println(
          "%-26s %-13s %-13s %s %s%s"
              .formatted(
                  model.id(),
                  CatalogueTable.line(model),
                  model.experimental() ? "experimental" : "verified",
                  model.chineseName(),
                  model.englishName(),
                  model.measures().isEmpty() ? "" : "; " + CatalogueTable.measures(model)));
    }
    return DONE;
  }

  private int ports() {
    var found = ports.get();
    if (found.isEmpty()) {
      out.println("there is no serial port: plug in the adapter, then look at dmesg");
    }
    for (var port : found) {
      var device = port.device().equals(port.name()) ? "" : " (" + port.device() + ")";
      out.println((port.name() + device + "  " + port.description()).strip());
    }
    return DONE;
  }

  private int pin() {
    err.println("the PIN, 8 digits:");
    var typed = secret.get().orElse("").strip();
    var mistake = PinHash.mistake(typed);
    if (mistake.isPresent()) {
      err.println(mistake.get());
      return FAILED;
    }
    var salt = new byte[PinHash.SALT_BYTES];
    parts.random().nextBytes(salt);
    out.println("service: {pin: \"" + PinHash.of(typed, Bytes.copyOf(salt)).text() + "\"}");
    return DONE;
  }

  /** One after the other: devices may share a bus. */
  private int selfTest(AgentConfig config) {
    boolean passed = true;
    for (var device : config.devices()) {
      out.println(device.name() + " " + device.model().id() + " " + device.where());
      var run =
          new SelfTestRun(
              device.model(),
              device.newDriver(),
              parts.port(device),
              device.quiet(),
              Catalogue.DEVICE_ZONE,
              parts.clock());
      for (var result : run.run()) {
        passed &= result.outcome() != SelfTest.Outcome.FAILED;
        out.println(
            "  %s %-8s %s %6d ms  %s"
                .formatted(
                    mark(result.outcome()),
                    result.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    result.step().chinese(),
                    result.took().toMillis(),
                    result.detail()));
      }
    }
    parts.pins().close();
    return passed ? DONE : FAILED;
  }

  private static String mark(SelfTest.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "✓";
      case FAILED -> "✗";
      case NOT_TOLD -> "–";
    };
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

  /**
   * Runs until the process is told to stop, the district tells the agent to start again, which is
   * the service manager's work, or this thread is interrupted.
   */
  private int runAgent(Path file, AgentConfig config) {
    var replacing = new NewConfiguration(file, config, this::model);
    var reconfiguring =
        new Agent.Reconfiguring() {
          @Override
          public Optional<String> take(String text) throws IOException {
            return replacing.take(text);
          }

          @Override
          public Optional<Path> file() {
            return Optional.of(file);
          }
        };
    try (var agent = Agent.start(config, parts, reconfiguring)) {
      var hook = Thread.ofPlatform().name("agent-stop").unstarted(agent::close);
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        agent.awaitRestart();
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (InterruptedException _) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      return DONE;
    } catch (InterruptedIOException _) {
      return DONE;
    } catch (IOException e) {
      err.println("cannot start: " + e.getMessage());
      return FAILED;
    }
  }
}
