package org.healthhut.district;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** The district's server: {@code java -jar sync-server.jar --config district.properties}. */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class Main {
  private static final String USAGE =
      """
      Usage: java -jar sync-server.jar --config FILE [--SETTING=VALUE ...]

      FILE is a .properties or .yaml file. Each setting can also be given as an argument.

        server.address                   where pages are served; 127.0.0.1 unless told
        server.port                      8080 unless told
        district.keys                    the district's private keys, a JSON Web Key Set
        district.command-key             the private key that signs commands to kiosks, a JSON Web
                                         Key; without it this instance commands none
        district.broker.uri              ssl://host:port, or off to take nothing in by MQTT
        district.broker.authority        PEM: whose certificates are trusted
        district.broker.certificate      PEM: this instance's certificate
        district.broker.key              PEM: its private key, PKCS #8
        district.coap.port               UDP port for kiosks that come by CoAP (5684), or off as unless told
        district.coap.address            on which of this machine's addresses; every one unless told
        district.coap.authority, .certificate, .key
                                         PEM, as for the broker; the key on an elliptic curve
        district.coap.shared-keys        kiosks without a certificate: lines of kiosk id and key in hex
        district.instance                this instance's name at the broker; district-1 unless told
        district.ingest.workers          batches stored at a time; 4 unless told
        district.database.url            jdbc:postgresql://…; without it one of our own is started
        district.database.user, .password
        district.database.folder, .port  of our own; district-data and any free port unless told
        district.first-account.name, .password, .role
                                         made when there is no account; the role is doctor, operator or
                                         administrator
      """;

  private static final int EXIT_USAGE = 2;

  public static void main(String[] arguments) {
    var translated = translate(List.of(arguments));
    if (translated.isEmpty()) {
      System.err.print(USAGE);
      System.exit(EXIT_USAGE);
    }
    var program = new SpringApplication(Main.class);
    program.setBannerMode(Banner.Mode.OFF);
    program.addInitializers(new Wiring());
    try {
      program.run(translated.get().toArray(String[]::new));
    } catch (RuntimeException _) {
      // Spring has told what failed.
      System.exit(1);
    }
  }

  /** Spring's arguments for ours; empty when they cannot be understood. */
  static Optional<List<String>> translate(List<String> arguments) {
    var translated = new ArrayList<String>();
    var rest = arguments.iterator();
    while (rest.hasNext()) {
      var argument = rest.next();
      if (argument.equals("--config") && !rest.hasNext()) {
        return Optional.empty();
      } else if (argument.equals("--config")) {
        if (!configuration(rest.next(), translated)) {
          return Optional.empty();
        }
      } else if (argument.startsWith("--config=")) {
        if (!configuration(argument.substring("--config=".length()), translated)) {
          return Optional.empty();
        }
      } else if (argument.startsWith("--") && argument.contains("=")) {
        translated.add(argument);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(translated);
  }

  private static boolean configuration(String file, List<String> translated) {
    try {
      var path = Path.of(file).toAbsolutePath();
      if (!Files.isReadable(path) || !file.matches(".*\\.(properties|ya?ml)")) {
        System.err.println("cannot read " + file + " as a .properties or .yaml file\n");
        return false;
      }
      translated.add("--spring.config.additional-location=" + path.toUri());
      return true;
    } catch (InvalidPathException _) {
      System.err.println("not a path: " + file + "\n");
      return false;
    }
  }
}
