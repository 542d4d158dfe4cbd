package org.healthhut.kiosk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.kiosk.devices.LineDriver;
import org.healthhut.vital.Metric;
import org.healthhut.wire.DistrictKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String GOOD =
      """
      kiosk:
        id: hut-001
        station: 青松社区健康小屋
      data: data
      simulated: true
      screen:
        port: 8080
        diagonalInches: 27
      district:
        broker: ssl://127.0.0.1:8883
        authority: kiosk.pem
        certificate: kiosk.pem
        privateKey: kiosk.key
        key: district.jwk
      devices:
        - name: bp-a
          model: known
          port: /dev/ttyUSB0
        - name: bp-b
          model: unsettled
          port: /dev/ttyUSB1
          baud: 19200
          line: 7E1
          quietMillis: 40
      visit:
        idleSeconds: 60
      retentionDays: 14
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void keys() throws IOException, InterruptedException, GeneralSecurityException {
    var store = folder.resolve("kiosk.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "kiosk",
                "-dname",
                "CN=hut-001",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().transferTo(new ByteArrayOutputStream());
    assertEquals(0, keytool.waitFor());
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    pem("kiosk.pem", "CERTIFICATE", keys.getCertificate("kiosk").getEncoded());
    pem("kiosk.key", "PRIVATE KEY", keys.getKey("kiosk", "changeit".toCharArray()).getEncoded());
    Files.writeString(
        folder.resolve("district.jwk"),
        DistrictKeys.parse(DistrictKeys.generate("d1")).publicKey("d1"));
    Files.writeString(folder.resolve("private.jwk"), DistrictKeys.generate("d1"));
  }

  @Test
  void readsAGoodFile() throws Exception {
    var config = read(GOOD);
    assertEquals("hut-001", config.kiosk().value());
    assertEquals(folder.resolve("data"), config.data());
    assertTrue(config.simulated());
    assertEquals(new AgentConfig.Screen(8080, 27), config.screen());
    assertEquals(LineSettings.of8N1(9600), config.devices().get(0).line());
    assertEquals(
        new LineSettings(19_200, 7, LineSettings.Parity.EVEN, 1, Duration.ofMillis(40)),
        config.devices().get(1).line());
    assertEquals(
        new AgentConfig.Visit(Duration.ofSeconds(60), Duration.ofSeconds(30), true),
        config.visit());
    assertEquals(Duration.ofDays(14), config.retention());
    assertEquals("d1", config.district().key().keyId());
  }

  @Test
  void letsMeasurementsBeQuickWhereTheFileSaysSo() throws Exception {
    var visit = "  idleSeconds: 60\n";
    var config = read(GOOD.replace(visit, visit + "  quickestMeasurement: false\n"));
    assertFalse(config.visit().quickestMeasurement());
  }

  @Test
  void namesEveryMistakeAtOnce() throws IOException {
    assertEquals(
        List.of(
            "kiosk.yaml:2: kiosk.id must be 1 to 32 of a-z, 0-9 and -, not starting with -, is"
                + " 'Hut 1'",
            "kiosk.yaml:7: screen.port must be 0..65535, is '80800'",
            "kiosk.yaml:10: district.broker must be an address as ssl://host:8883, is"
                + " 'tcp://…@127.0.0.1:1883'",
            "kiosk.yaml:13: district.privateKey names a file that is not there: "
                + folder.resolve("nowhere.key"),
            "kiosk.yaml:19: devices[1].name must be given to one device only, is 'bp-a' again",
            "kiosk.yaml:22: devices[1].baud must be 300..921600, is '96oo'",
            "kiosk.yaml:23: devices[1].line must be as 8N1, 7E1 or 8O2, is '9Z1'",
            "kiosk.yaml:28: colour is not known",
            "kiosk.yaml:26: visit.idelSeconds is not known; did you mean visit.idleSeconds?"),
        mistakes(
            GOOD.replace("hut-001", "Hut 1")
                    .replace("8080", "80800")
                    .replace("ssl://127.0.0.1:8883", "tcp://user:secret@127.0.0.1:1883")
                    .replace("kiosk.key", "nowhere.key")
                    .replace("bp-b", "bp-a")
                    .replace("19200", "96oo")
                    .replace("7E1", "9Z1")
                    .replace("idleSeconds", "idelSeconds")
                + "colour: red\n"));
  }

  @Test
  void usesAnExperimentalModelOnlyWhenToldTo() throws Exception {
    assertEquals(
        List.of(
            "kiosk.yaml:17: devices[0].model names untried, of which nobody has verified on a real"
                + " device: its error digits. Give experimental: true to use it all the same"),
        mistakes(GOOD.replace("model: known", "model: untried")));
    var told = read(GOOD.replace("model: known", "model: untried\n    experimental: true"));
    assertEquals("untried", told.devices().getFirst().model().id());
  }

  @Test
  void refusesAModelWithoutALink() throws IOException {
    var mistakes = mistakes(GOOD.replace("model: known", "model: wireless\n    baud: 9600"));
    assertEquals(
        List.of("kiosk.yaml:17: devices[0].model names wireless, whose GATT link is not built yet"),
        mistakes);
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    var mistakes = mistakes("kiosk:\n  id: hut-001\ndevices:\n  - name: a\n    model: unsettled\n");
    for (var missing :
        List.of(
            "kiosk.yaml:1: kiosk.station is missing; it must be some text",
            "kiosk.yaml:1: data is missing; it must be a folder",
            "kiosk.yaml:1: screen.port is missing; it must be 0..65535",
            "kiosk.yaml:1: district.key is missing; it must be the path of a file",
            "kiosk.yaml:4: devices[0].port is missing; it must be some text",
            "kiosk.yaml:4: devices[0].baud must be given: the catalogue does not know it for"
                + " unsettled")) {
      assertTrue(mistakes.contains(missing), () -> missing + " in " + mistakes);
    }
  }

  @Test
  void refusesKeysThatCannotBeUsedAndShowsNothingOfThem() throws IOException {
    var mistakes =
        mistakes(
            GOOD.replace("key: district.jwk", "key: private.jwk")
                .replace("privateKey: kiosk.key", "privateKey: kiosk.pem"));
    assertEquals(2, mistakes.size());
    assertTrue(mistakes.get(0).startsWith("kiosk.yaml:14: district.key cannot be used: "));
    assertTrue(mistakes.get(1).startsWith("kiosk.yaml:12: district.certificate cannot be used: "));
    assertFalse(mistakes.toString().contains("BEGIN CERT"));
  }

  @Test
  void saysWhenTheFileItselfIsWrong() throws IOException {
    assertTrue(mistakes("kiosk: [\n").getFirst().startsWith("kiosk.yaml:2: is not YAML: "));
    assertEquals(List.of("kiosk.yaml:1: the file is empty"), mistakes(""));
    assertTrue(mistakes("just words\n").contains("kiosk.yaml:1: the file must hold named fields"));
    assertTrue(mistakes("data: a\ndata: b\n").contains("kiosk.yaml:2: data is given twice"));
    var missing = folder.resolve("no.yaml");
    var refused =
        assertThrows(ConfigException.class, () -> ConfigFile.read(missing, _ -> Optional.empty()));
    assertEquals(List.of(missing + ": there is no such file"), refused.mistakes());
  }

  private static AgentConfig read(String yaml) throws IOException, ConfigException {
    var file = folder.resolve("kiosk.yaml");
    Files.writeString(file, yaml);
    return ConfigFile.read(file, ConfigFileTest::model);
  }

  private static List<String> mistakes(String yaml) throws IOException {
    var refused = assertThrows(ConfigException.class, () -> read(yaml));
    return refused.mistakes().stream()
        .map(mistake -> mistake.replaceFirst("^.*kiosk.yaml:", "kiosk.yaml:"))
        .toList();
  }

  private static Optional<Model> model(String id) {
    var model = LineDriver.model(id, Model.Category.BLOOD_PRESSURE, Metric.SYSTOLIC);
    return switch (id) {
      case "known" -> Optional.of(model);
      case "unsettled" ->
          Optional.of(
              Model.of(id, model.chineseName(), model.englishName(), model.category())
                  .measures(Metric.SYSTOLIC)
                  .driver(model.newDriver()));
      case "untried" ->
          Optional.of(
              Model.of(id, model.chineseName(), model.englishName(), model.category())
                  .measures(Metric.SYSTOLIC)
                  .line(LineSettings.of8N1(9600))
                  .experimental("its error digits")
                  .driver(model.newDriver()));
      case "wireless" ->
          Optional.of(
              Model.of(id, model.chineseName(), model.englishName(), model.category())
                  .measures(Metric.SYSTOLIC)
                  .transport(Model.Transport.GATT)
                  .driver(model.newDriver()));
      default -> Optional.empty();
    };
  }

  private static void pem(String name, String what, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(der), what));
  }
}
