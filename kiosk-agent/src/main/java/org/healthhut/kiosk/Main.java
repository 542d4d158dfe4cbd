package org.healthhut.kiosk;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.gpio.LazyPins;
import org.healthhut.device.link.Ports;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.inlet.MeterPorts;

/** The program on a kiosk: {@link CommandLine} with the parts of a real machine. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(
        new LastWords(System.err, Runtime.getRuntime()::halt));
    for (var handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogLines());
    }
    var parts =
        new MachineParts(
            SystemClock.ofMachine(),
            new SecureRandom(),
            LazyPins.ofThisMachine(System::nanoTime),
            new MeterPorts());
    System.exit(
        new CommandLine(
                Catalogue.models(), Ports::available, parts, Main::typed, System.out, System.err)
            .run(List.of(arguments)));
  }

  /** Unseen on a terminal; from a pipe as it comes. */
  private static Optional<String> typed() {
    var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      return Optional.ofNullable(terminal.get().readPassword()).map(String::new);
    }
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
