package org.healthhut.kiosk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.gpio.Hx711Wiring;
import org.healthhut.device.gpio.UltrasonicWiring;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.device.ultrasonic.Mounting;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.command.NewConfiguration;
import org.healthhut.kiosk.devices.LineDriver;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.SharedKey;
import org.healthhut.vital.Metric;
import org.healthhut.wire.CommandSigner;
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

  private static final String SENSORS =
      """
      devices:
        - name: scale-a
          model: hx711
          data: 5
          clock: 6
          offset: -84213
          countsPerKg: -74200.5
          calibratedOn: 2026-03-01
          celsius: 21.5
        - name: height-a
          model: hc-sr04
          trigger: 23
          echo: 24
          mountingHeightMm: 2400
          celsius: 20
      gpio:
        startButton: {line: 17}
        presence: {line: 27, active: low}
        lamp: {line: 22}
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
  void aNewConfigurationIsCheckedAndTheOldOneKeptBeside() throws Exception {
    var good = GOOD.replace("key: district.jwk", "key: district.jwk\n  commandKeys: command.jwks");
    Files.writeString(
        folder.resolve("command.jwks"),
        CommandSigner.parse(CommandSigner.generate("c1")).publicKeys());
    var now = read(good);
    assertFalse(now.district().commandKeys().isNone());
    var file = folder.resolve("replaced.yaml");
    Files.writeString(file, good);
    var replacing = new NewConfiguration(file, now, ConfigFileTest::model);
    for (var bad :
        List.of(
            good.replace("hut-001", "hut-002"),
            good.replace("data: data", "data: elsewhere"),
            GOOD,
            "rubbish",
            good + "unknown: 1\n")) {
      assertTrue(replacing.take(bad).isPresent(), bad);
      assertEquals(good, Files.readString(file));
    }
    var next = good.replace("simulated: true", "simulated: false");
    assertEquals(Optional.empty(), replacing.take(next));
    assertEquals(next, Files.readString(file));
    var before = folder.resolve("replaced.yaml.before");
    assertEquals(good, Files.readString(before));

    // The answer was lost to a power cut, so the district sends the same to the next start.
    var restarted = new NewConfiguration(file, read(next), ConfigFileTest::model);
    assertEquals(Optional.empty(), restarted.take(next));
    assertEquals(next, Files.readString(file));
    assertEquals(good, Files.readString(before), "the way back");
  }

  @Test
  void readsAGoodFile() throws Exception {
    var config = read(GOOD);
    assertEquals("hut-001", config.kiosk().value());
    assertEquals(folder.resolve("data"), config.data());
    assertTrue(config.simulated());
    assertEquals(new AgentConfig.Screen(8080, 27, "", Optional.empty()), config.screen());
    assertEquals(LineSettings.of8N1(9600), line(config, 0));
    assertEquals(
        new LineSettings(19_200, 7, LineSettings.Parity.EVEN, 1, Duration.ofMillis(40)),
        line(config, 1));
    assertEquals(
        new AgentConfig.Visit(
            new Visits.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(30)),
            Protocol.DEFAULT,
            true),
        config.visit());
    assertEquals(Duration.ofDays(14), config.retention());
    assertEquals("d1", config.district().key().keyId());
  }

  @Test
  void readsHowFullTheDiskMayBe() throws Exception {
    assertEquals(new DiskLimits(80, 95), read(GOOD).limits());
    var told = read(GOOD + "disk: {warnPercent: 60, refusePercent: 90}\n");
    assertEquals(new DiskLimits(60, 90), told.limits());
    assertEquals(
        List.of("kiosk.yaml:28: disk.refusePercent must be above warnPercent, is 70"),
        mistakes(GOOD + "disk: {refusePercent: 70}\n"));
  }

  @Test
  void takesAFolderOfRecordingsThatIsThere() throws Exception {
    assertTrue(read(GOOD).voice().isEmpty());
    var voice = read(GOOD + "voice: {folder: .}\n").voice().orElseThrow();
    assertTrue(Files.isSameFile(folder, voice));
    assertEquals(
        List.of("kiosk.yaml:28: voice.folder must be a folder that is there, is 'gone'"),
        mistakes(GOOD + "voice: {folder: gone}\n"));
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
        List.of(
            "kiosk.yaml:17: devices[0].model names wireless, which is wireless: its port must be"
                + " coap: and the identity it is paired under"),
        mistakes);
  }

  @Test
  void readsSensorsOnGpioLines() throws Exception {
    var config = read(withSensors(SENSORS));
    assertEquals(
        new Hx711Wiring(
            5,
            6,
            new LoadCellCalibration(
                -84_213,
                new BigDecimal("-74200.5"),
                LocalDate.of(2026, 3, 1),
                new BigDecimal("21.5"))),
        assertInstanceOf(AgentConfig.LoadCellScale.class, config.devices().get(0)).wiring());
    assertEquals(
        new UltrasonicWiring(23, 24, new Mounting(2400, new BigDecimal("20"))),
        assertInstanceOf(AgentConfig.UltrasonicGauge.class, config.devices().get(1)).wiring());
    assertEquals("GPIO data 5, clock 6", config.devices().get(0).where());
    assertEquals(
        new AgentConfig.Gpio(
            new AgentConfig.Wire(17, false),
            new AgentConfig.Wire(27, false),
            new AgentConfig.Wire(22, true)),
        config.gpio());
    assertEquals(AgentConfig.Gpio.NONE, read(GOOD).gpio());
  }

  @Test
  void namesEveryMistakeAboutGpioLines() throws IOException {
    assertEquals(
        List.of(
            "kiosk.yaml:18: devices[0].port must be taken out: hx711 is on GPIO lines and has no"
                + " port",
            "kiosk.yaml:20: devices[0].clock must be a line of its own, is 5 like devices[0].data",
            "kiosk.yaml:21: devices[0].offset must be the counts of the empty plate,"
                + " -8388606..8388606, is '8388607'",
            "kiosk.yaml:22: devices[0].countsPerKg must be how many counts a known mass adds for"
                + " each kg, 500..1000000 or the same below zero, is '499.9'",
            "kiosk.yaml:23: devices[0].calibratedOn must be the day of the calibration, as"
                + " 2026-03-01, is '2026-02-30'",
            "kiosk.yaml:24: devices[0].celsius must be the temperature at the calibration in °C,"
                + " -20..60 with at most one decimal, is '21.55'",
            "kiosk.yaml:27: devices[1].trigger must be the BCM number of the line that Trig is on,"
                + " 0..27, is '28'",
            "kiosk.yaml:29: devices[1].mountingHeightMm must be how high the sensor hangs over the"
                + " floor in mm, 2220..4000, is '240'",
            "kiosk.yaml:25: devices[1].celsius is missing; it must be the temperature usual in the"
                + " room in °C, -10..45 with at most one decimal",
            "kiosk.yaml:32: gpio.presence.line must be a line of its own, is 24 like"
                + " devices[1].echo",
            "kiosk.yaml:32: gpio.presence.active must be high or low, is 'on'"),
        mistakes(
            withSensors(
                SENSORS
                    .replace("data: 5", "port: /dev/ttyUSB0\n    data: 5")
                    .replace("clock: 6", "clock: 5")
                    .replace("-84213", "8388607")
                    .replace("-74200.5", "499.9")
                    .replace("2026-03-01", "2026-02-30")
                    .replace("21.5", "21.55")
                    .replace("trigger: 23", "trigger: 28")
                    .replace("2400", "240")
                    .replace("    celsius: 20\n", "")
                    .replace("{line: 27, active: low}", "{line: 24, active: on}"))));
  }

  @Test
  void everySensorOfTheCatalogueCanBeConfigured() throws Exception {
    var sensors =
        Catalogue.models().stream()
            .filter(model -> model.transport() == Model.Transport.GPIO)
            .map(Model::id)
            .toList();
    var devices = read(withSensors(SENSORS)).devices();
    assertEquals(
        Set.copyOf(sensors),
        devices.stream().map(device -> device.model().id()).collect(Collectors.toSet()));
  }

  /** A good file whose devices are these. */
  private static String withSensors(String sensors) {
    return GOOD.replaceFirst("(?s)devices:.*visit:", Matcher.quoteReplacement(sensors + "visit:"));
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

  private static LineSettings line(AgentConfig config, int device) {
    return assertInstanceOf(AgentConfig.SerialDevice.class, config.devices().get(device)).line();
  }

  @Test
  void thePinOfTheServicePageIsNeverTold() throws Exception {
    assertEquals(Optional.empty(), read(GOOD).service().pin());
    assertTrue(read(GOOD).service().certificateUntil().isPresent());
    var hash = PinHash.of("80412295", Bytes.copyOf(new byte[PinHash.SALT_BYTES]));
    var service = read(GOOD + "service: {pin: \"" + hash.text() + "\", logsTo: usb}\n").service();
    assertEquals(Optional.of(hash), service.pin());
    assertEquals(Optional.of(folder.resolve("usb")), service.logsTo());
    assertFalse(service.toString().contains(hash.text().substring(14)));
    assertEquals(
        List.of(
            "kiosk.yaml:28: service.pin must be what the command pin prints, as pbkdf2:200000:…"),
        mistakes(GOOD + "service: {pin: 80412295}\n"));
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
      default -> Catalogue.find(id);
    };
  }

  private static void pem(String name, String what, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(der), what));
  }

  @Test
  void aSpareLineUsesTheCertificateOrASharedKey() throws Exception {
    assertTrue(read(GOOD).district().coap().isEmpty());
    var coap =
        read(spare("coap: {address: \"coaps://127.0.0.1:5684\"}")).district().coap().orElseThrow();
    assertEquals(5684, coap.address().getPort());
    assertEquals(Duration.ofMinutes(2), coap.after());
    assertInstanceOf(Credentials.class, coap.proof());

    Files.writeString(folder.resolve("shared"), "ab".repeat(32) + "\n");
    var shared =
        read(spare(
                "coap: {address: \"coaps://127.0.0.1:5684\", sharedKey: shared,"
                    + " afterSeconds: 30}"))
            .district()
            .coap()
            .orElseThrow();
    assertInstanceOf(SharedKey.class, shared.proof());
    assertEquals(Duration.ofSeconds(30), shared.after());
  }

  @Test
  void everyMistakeOfASpareLineIsTold() throws Exception {
    Files.writeString(folder.resolve("short"), "abcd");
    var mistakes =
        mistakes(spare("coap: {address: \"coap://127.0.0.1\", sharedKey: short, afterSeconds: 1}"));
    assertEquals(3, mistakes.size(), mistakes.toString());
    assertTrue(
        mistakes.get(0).contains("district.coap.address must be an address as coaps://host:5684"));
    assertTrue(mistakes.get(1).contains("district.coap.afterSeconds must be"));
    assertTrue(
        mistakes.get(2).contains("district.coap.sharedKey names a file that cannot be used"));
    assertTrue(mistakes.stream().noneMatch(mistake -> mistake.contains("abcd")));
  }

  private static String spare(String coap) {
    return GOOD.replace("key: district.jwk", "key: district.jwk\n  " + coap);
  }

  @Test
  void aWirelessMeterIsPairedByIdentityAndKey() throws Exception {
    Files.writeString(folder.resolve("meter.key"), "cd".repeat(16));
    var config =
        read(
            GOOD.replace("model: known\n    port: /dev/ttyUSB0", PAIRED)
                + "inlet: {address: 127.0.0.1}\n");
    var meter = assertInstanceOf(AgentConfig.PairedMeter.class, config.devices().getFirst());
    assertEquals("m-31", meter.identity());
    assertEquals("coap:m-31", meter.where());
    assertEquals(5684, meter.inlet().address().getPort());
    assertEquals(config.data().resolve("meters"), meter.inlet().counters());
  }

  @Test
  void everyMistakeOfAPairedMeterIsTold() throws Exception {
    Files.writeString(folder.resolve("meter.key"), "cd".repeat(16));
    var mistakes =
        mistakes(
            GOOD.replace("model: known\n    port: /dev/ttyUSB0", PAIRED + "\n    baud: 9600")
                    .replace(
                        "model: unsettled\n    port: /dev/ttyUSB1",
                        "model: unsettled\n    key: none\n    port: coap:M 31")
                + "inlet: {address: 0.0.0.0, port: 0}\n");
    for (var told :
        List.of(
            "inlet.port must be 1..65535, is '0'",
            "inlet.address must be the kiosk's address on the meters' network, is '0.0.0.0'",
            "devices[0].baud must be taken out: a meter that comes by CoAP has no line",
            "devices[0].port needs inlet.address",
            "devices[1].port must be coap: and an identity of 1 to 32 of a-z",
            "devices[1].key names a file that is not there")) {
      assertTrue(mistakes.stream().anyMatch(mistake -> mistake.contains(told)), told + mistakes);
    }
  }

  private static final String PAIRED = "model: wireless\n    port: coap:m-31\n    key: meter.key";
}
