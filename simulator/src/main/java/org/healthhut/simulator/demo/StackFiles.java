package org.healthhut.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.demo.DemoOptions.Part;

/** The keys, the password and the settings that the programs of a {@link Stack} are given. */
final class StackFiles {
  /** The account of the one doctor. */
  static final String DOCTOR = "doctor";

  /** Of the demo's service page, whose devices are all virtual. */
  static final String SERVICE_PIN = "80412295";

  private final DemoOptions options;
  private final Enrolment enrolment;
  private final String password;

  private StackFiles(DemoOptions options, Enrolment enrolment, String password) {
    this.options = options;
    this.enrolment = enrolment;
    this.password = password;
  }

  /** Those of the data folder; keys and password are made once and kept. */
  static StackFiles in(DemoOptions options, InstantSource clock, RandomGenerator random)
      throws IOException {
    Files.createDirectories(options.data());
    var keys = options.data().resolve("keys");
    var enrolment = Enrolment.in(keys, List.of(Stack.KIOSK), clock, random);
    return new StackFiles(options, enrolment, password(options.data().resolve("sign-in"), random));
  }

  private static String password(Path file, RandomGenerator random) throws IOException {
    if (!Files.exists(file)) {
      var drawn = new byte[6];
      random.nextBytes(drawn);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "hut-" + HexFormat.of().formatHex(drawn));
    }
    return Files.readString(file).strip();
  }

  String password() {
    return password;
  }

  Path writeServerSettings() throws IOException {
    var settings = options.data().resolve("sync-server.properties");
    Files.writeString(
        settings,
        """
        server.port=%d
        district.keys=%s
        district.command-key=%s
        district.broker.uri=%s
        district.broker.authority=%s
        district.broker.certificate=%s
        district.broker.key=%s
        district.database.url=jdbc:postgresql://127.0.0.1:%d/postgres
        district.database.user=postgres
        district.first-account.name=%s
        district.first-account.password=%s
        district.first-account.role=doctor
        """
            .formatted(
                options.port(Part.DOCTOR),
                enrolment.districtPrivate(),
                enrolment.commandPrivate(),
                broker(),
                enrolment.authority(),
                enrolment.certificate(Enrolment.DISTRICT),
                enrolment.privateKey(Enrolment.DISTRICT),
                options.port(Part.DATABASE),
                DOCTOR,
                password));
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
    return settings;
  }

  Path writeKioskSettings(Bench bench) throws IOException {
    var settings = options.data().resolve("kiosk.yaml");
    Files.writeString(
        settings,
        """
        # Written by the demo at each start.
        kiosk:
          id: %s
          station: 青松社区健康小屋
        simulated: true
        data: kiosk
        visit:
          # Virtual devices may be told to measure in no time.
          quickestMeasurement: false
          # Shorter than anywhere else, for who tries it: 300 and 60 are usual.
          bloodPressure: {restSeconds: 30, intervalSeconds: 15}
        screen:
          port: %d
          diagonalInches: 21.5
          staff: 8:30–11:30
          takeAway: http://127.0.0.1:%d/t/
        service: {pin: "%s"}
        district:
          broker: %s
          authority: %s
          certificate: %s
          privateKey: %s
          key: %s
          commandKeys: %s
        devices:
          - name: bp-a
            model: hbp-9030
            port: %s
          - name: glu-a
            model: sinocare-uart
            port: %s
            baud: 9600
          - name: scale-a
            model: and-scale
            port: %s
        """
            .formatted(
                Stack.KIOSK,
                options.port(Part.KIOSK),
                options.port(Part.DOCTOR),
                PinHash.of(SERVICE_PIN, Bytes.copyOf(new byte[PinHash.SALT_BYTES])).text(),
                broker(),
                enrolment.authority(),
                enrolment.certificate(Stack.KIOSK.value()),
                enrolment.privateKey(Stack.KIOSK.value()),
                enrolment.districtPublic(),
                enrolment.commandPublic(),
                bench.port("bp-a"),
                bench.port("glu-a"),
                bench.port("scale-a")));
    return settings;
  }

  private String broker() {
    return "ssl://localhost:" + options.port(Part.BROKER);
  }
}
