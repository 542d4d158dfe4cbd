package org.healthhut.simulator.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;

/**
 * The files by which kiosks, broker and district know each other, in one folder:
 *
 * <pre>
 * authority.pem                          whom all of them trust
 * broker.pem, broker.key                 the broker, on the loopback names
 * broker-bundle.pem                      both in one file, as some brokers want them
 * district.pem, district.key             the server: as a client of the broker, and for CoAP
 * KIOSK.pem, KIOSK.key                   a kiosk, its id as common name
 * district-private.jwks                  what opens sealed records; the server's alone
 * district-public.jwk                    what kiosks seal to
 * command-private.jwk                    what signs commands; the server's alone
 * command-public.jwks                    whose commands kiosks carry out
 * </pre>
 */
public final class Enrolment {
  /** The common name of the district's certificate: the one client that may read every topic. */
  public static final String DISTRICT = "district";

  private static final String KEY_ID = "district-1";
  private static final String COMMAND_KEY_ID = "command-1";
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  private final Path folder;

  private Enrolment(Path folder) {
    this.folder = folder;
  }

  /**
   * The enrolment in {@code folder}, made there if it is not yet. It is made whole or not at all: a
   * start that was cut short leaves nothing that a later start would take for it.
   */
  public static Enrolment in(
      Path folder, List<KioskId> kiosks, InstantSource clock, RandomGenerator random)
      throws IOException {
    var enrolment = new Enrolment(folder);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      var draft = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "keys-");
      new Enrolment(draft).make(kiosks, clock, random);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    if (!Files.exists(enrolment.commandPrivate())) {
      // A folder of an earlier version.
      enrolment.makeCommandKey();
    }
    return enrolment;
  }

  private void make(List<KioskId> kiosks, InstantSource clock, RandomGenerator random)
      throws IOException {
    var authority = new Authority("Health Hut bench authority", clock, random);
    write("authority.pem", authority.certificatePem(), false);
    var broker = authority.issue("broker", LOOPBACK);
    write("broker", broker);
    write("broker-bundle.pem", broker.privateKeyPem() + broker.certificatePem(), true);
    write(DISTRICT, authority.issue(DISTRICT, LOOPBACK));
    for (var kiosk : kiosks) {
      write(kiosk.value(), authority.issue(kiosk.value(), List.of()));
    }
    var keys = DistrictKeys.generate(KEY_ID);
    write("district-private.jwks", keys, true);
    write("district-public.jwk", DistrictKeys.parse(keys).publicKey(KEY_ID), false);
    makeCommandKey();
  }

  /** The private key last: it says that both are there. */
  private void makeCommandKey() throws IOException {
    var key = CommandSigner.generate(COMMAND_KEY_ID);
    Files.deleteIfExists(commandPublic());
    write("command-public.jwks", CommandSigner.parse(key).publicKeys(), false);
    write("command-private.jwk", key, true);
  }

  public Path authority() {
    return folder.resolve("authority.pem");
  }

  public Path certificate(String machine) {
    return folder.resolve(machine + ".pem");
  }

  public Path privateKey(String machine) {
    return folder.resolve(machine + ".key");
  }

  public Path brokerBundle() {
    return folder.resolve("broker-bundle.pem");
  }

  public Path districtPrivate() {
    return folder.resolve("district-private.jwks");
  }

  public Path districtPublic() {
    return folder.resolve("district-public.jwk");
  }

  public Path commandPrivate() {
    return folder.resolve("command-private.jwk");
  }

  public Path commandPublic() {
    return folder.resolve("command-public.jwks");
  }

  private void write(String machine, Authority.Credential credential) throws IOException {
    write(machine + ".pem", credential.certificatePem(), false);
    write(machine + ".key", credential.privateKeyPem(), true);
  }

  private void write(String name, String content, boolean secret) throws IOException {
    var file = folder.resolve(name);
    Files.createFile(
        file,
        PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--")));
    Files.writeString(file, content);
  }
}
