package org.healthhut.simulator.demo;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the packaged programs lie in this build. */
public record Programs(Path simulator, Path agent, Path server) {

  /** Finds them from where this class was loaded: {@code simulator/target/…}. */
  public static Programs ofThisBuild() {
    try {
      var loaded =
          Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      var root = loaded.resolve("../../..").normalize();
      return new Programs(
          root.resolve("simulator/target/simulator.jar"),
          root.resolve("kiosk-agent/target/kiosk-agent.jar"),
          root.resolve("sync-service/sync-server/target/sync-server.jar"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class loaded from nowhere", e);
    }
  }
}
