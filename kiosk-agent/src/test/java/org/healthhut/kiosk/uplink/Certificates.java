package org.healthhut.kiosk.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.healthhut.tls.MutualTls;

/** An authority with one certificate for {@code localhost} and one for the kiosk, by openssl. */
final class Certificates {
  private static final Path PROGRAM = Path.of("/usr/bin/openssl");

  private final Path folder;

  Certificates(Path folder) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "openssl is not installed");
    this.folder = folder;
    make("authority", "CA:TRUE", "");
    make("localhost", "CA:FALSE", "subjectAltName=DNS:localhost");
    make("hut-1", "CA:FALSE", "");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Trusts this authority and shows the kiosk's certificate of {@code shown}. */
  SSLContext context(Certificates shown) throws Exception {
    return MutualTls.context(
        Files.readString(file("authority.pem")),
        Files.readString(shown.file("hut-1.pem")),
        Files.readString(shown.file("hut-1.key")));
  }

  private void make(String name, String constraints, String extension) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                PROGRAM.toString(),
                "req",
                "-x509",
                "-nodes",
                "-days",
                "2",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-subj",
                "/CN=" + name));
    command.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
    command.addAll(List.of("-addext", "basicConstraints=critical," + constraints));
    if (!extension.isEmpty()) {
      command.addAll(List.of("-addext", extension));
    }
    if (!name.equals("authority")) {
      command.addAll(List.of("-CA", "authority.pem", "-CAkey", "authority.key"));
    }
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> name + ": see openssl.log");
  }
}
