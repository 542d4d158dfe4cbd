package org.healthhut.district;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.healthhut.district.ingest.Sealing;
import org.healthhut.district.ingest.SharedDatabase;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.ConfigurableWebApplicationContext;

/**
 * The whole program but for the broker, on {@link SharedDatabase}, at a time that the test sets.
 * Started once for all tests; Spring stops it when they are over.
 */
final class TestProgram {
  private static @Nullable TestProgram shared;

  private final AtomicReference<Instant> now = new AtomicReference<>(Sealing.NOW);
  private final ConfigurableWebApplicationContext context;

  static synchronized TestProgram shared() {
    if (shared == null) {
      shared = new TestProgram();
    }
    return shared;
  }

  private TestProgram() {
    try {
      var folder = Files.createTempDirectory("district-pages");
      context = start(folder);
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigurableWebApplicationContext start(Path folder) throws IOException {
    var keys = folder.resolve("keys.json");
    Files.writeString(keys, DistrictKeys.generate("test"));
    var commandKey = folder.resolve("command.jwk");
    Files.writeString(commandKey, CommandSigner.generate("c1"));
    var application = new SpringApplication(Main.class);
    ApplicationContextInitializer<GenericApplicationContext> wiring =
        program -> {
          var beans = program.getBeanFactory();
          beans.registerSingleton("settings", Settings.from(program.getEnvironment()));
          beans.registerSingleton("clock", (InstantSource) now::get);
          beans.registerSingleton("random", new SecureRandom());
        };
    application.addInitializers(wiring);
    return (ConfigurableWebApplicationContext)
        application.run(
            "--server.port=0",
            "--district.keys=" + keys,
            "--district.command-key=" + commandKey,
            "--district.broker.uri=off",
            "--district.database.url=" + SharedDatabase.jdbcUrl(),
            "--district.first-account.name=doctor",
            "--district.first-account.password=paper-lantern");
  }

  MockMvc mvc() {
    return MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
  }

  void at(Instant time) {
    now.set(time);
  }
}
