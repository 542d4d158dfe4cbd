package org.healthhut.kiosk;

import java.security.SecureRandom;
import java.util.List;
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
        new CommandLine(Catalogue.models(), Ports::available, parts, System.out, System.err)
            .run(List.of(arguments)));
  }
}
