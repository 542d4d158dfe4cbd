package org.healthhut.simulator.demo;

import static org.healthhut.simulator.demo.SharedStack.LIMIT;
import static org.healthhut.simulator.demo.SharedStack.UPTIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.demo.DemoOptions.Part;
import org.healthhut.simulator.device.LineFault;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.vital.Metric;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong in a hut, done to the real programs: nothing that the screen called saved is
 * lost, and nothing arrives twice.
 */
class FailuresIT {
  private static int drawn;

  @TempDir Path folder;
  private final Stack stack = SharedStack.get();
  private KioskClient kiosk;
  private long before;

  FailuresIT() {
    kiosk = new KioskClient(stack.screen(), UPTIME);
  }

  @BeforeEach
  void everythingRuns() throws Exception {
    stack.bench().pace(Pace.INSTANT).join();
    kiosk.await("ready devices", KioskClient::ready, LIMIT);
    before = recorded();
  }

  @AfterEach
  void everyRecordIsThereOnce() throws Exception {
    kiosk.await(
        "nothing waiting",
        view -> view.path("place").path("line").path("waiting").asLong(1) == 0,
        LIMIT);
    for (var numbering : kiosks()) {
      assertEquals(numbering.path("highest"), numbering.path("through"), "a gap");
      assertEquals(numbering.path("highest"), numbering.path("received"), "something twice");
    }
    var seen = new HashSet<String>();
    for (var reading : readings()) {
      assertTrue(
          seen.add(reading.path("epoch").asText() + " " + reading.path("seq").asText()),
          "a reading twice");
    }
    kiosk.close();
  }

  @Test
  void theAgentIsKilledBetweenTwoReadings() throws Exception {
    begin();
    measureAndSee("bp-a", 1);
    stack.process(Part.KIOSK).destroyForcibly();
    kiosk.await("an idle kiosk", view -> view.path("screen").asText().equals("idle"), LIMIT);
    kiosk.await("ready devices", KioskClient::ready, LIMIT);
    begin();
    measureAndSee("glu-a", 1);
    end();
    assertArrived(2);
  }

  @Test
  void theBrokerIsAwayForTheLengthOfAVisit() throws Exception {
    stack.stop(Part.BROKER);
    kiosk.await(
        "no line", view -> !view.path("place").path("line").path("online").asBoolean(true), LIMIT);
    begin();
    measureAndSee("bp-a", 1);
    measureAndSee("scale-a", 2);
    assertEquals("saved", KioskClient.kept(end(), 1));
    stack.start(Part.BROKER);
    assertArrived(2);
  }

  @Test
  void theServerIsAwayForTheLengthOfAVisit() throws Exception {
    stack.stop(Part.DOCTOR);
    begin();
    measureAndSee("bp-a", 1);
    assertEquals("saved", KioskClient.kept(end(), 1));
    stack.start(Part.DOCTOR);
    assertArrived(1);
  }

  @Test
  void aDeviceIsUnpluggedInTheMiddleOfAFrame() throws Exception {
    begin();
    stack.bench().inject("bp-a", LineFault.UNPLUG, 1).join();
    measure("bp-a");
    kiosk.await(
        "an unplugged monitor", view -> health(view, "blood-pressure").equals("offline"), LIMIT);
    stack.bench().plug("bp-a").join();
    kiosk.await("a ready monitor", view -> health(view, "blood-pressure").equals("ready"), LIMIT);
    measureAndSee("bp-a", 1);
    assertEquals(1, KioskClient.readings(end()).size());
    assertArrived(1);
  }

  @Test
  void aDoubledFrameIsOneReadingAndACutOneIsNone() throws Exception {
    begin();
    stack.bench().inject("bp-a", LineFault.DUPLICATE, 1).join();
    measureAndSee("bp-a", 1);
    stack.bench().inject("bp-a", LineFault.TRUNCATE, 1).join();
    measure("bp-a");
    kiosk.await("a fault", view -> view.findValuesAsText("code").contains("DV-02"), LIMIT);
    stack.bench().inject("bp-a", LineFault.SLICE, 1).join();
    measureAndSee("bp-a", 2);
    assertEquals(2, KioskClient.readings(end()).size());
    assertArrived(2);
  }

  @Test
  void aReadingOutsideEveryVisitIsInNobodysRecord() throws Exception {
    long through = through();
    measure("bp-a");
    Eventually.holds("the stray reading has arrived", () -> through() > through);
    assertEquals(before, recorded());
  }

  @Test
  void theKioskShowsACertificateNobodyTrusts() throws Exception {
    stack.stop(Part.KIOSK);
    var keys = stack.folder().resolve("keys");
    var stranger =
        Enrolment.in(
            folder.resolve("stranger"),
            List.of(Stack.KIOSK),
            InstantSource.system(),
            new SecureRandom());
    var certificate = Stack.KIOSK + ".pem";
    var privateKey = Stack.KIOSK + ".key";
    for (var file : List.of(certificate, privateKey)) {
      Files.copy(keys.resolve(file), folder.resolve(file));
    }
    replace(stranger.certificate(Stack.KIOSK.value()), keys.resolve(certificate));
    replace(stranger.privateKey(Stack.KIOSK.value()), keys.resolve(privateKey));
    var log = new LogTail(stack.log("kiosk-agent"), UPTIME);
    stack.start(Part.KIOSK);
    log.await(Pattern.compile("check both certificates"), LIMIT);
    kiosk.await("ready devices", KioskClient::ready, LIMIT);
    begin();
    measureAndSee("bp-a", 1);
    assertEquals("saved", KioskClient.kept(end(), 1));
    assertEquals(before, recorded());

    stack.stop(Part.KIOSK);
    replace(folder.resolve(certificate), keys.resolve(certificate));
    replace(folder.resolve(privateKey), keys.resolve(privateKey));
    stack.start(Part.KIOSK);
    assertArrived(1);
  }

  @Test
  void aDaysBacklogDrains() throws Exception {
    stack.stop(Part.KIOSK);
    stack.stop(Part.BROKER);
    var clock = SystemClock.ofMachine();
    var key =
        DistrictKey.parse(Files.readString(stack.folder().resolve("keys/district-public.jwk")));
    long captured;
    try (var outbox =
        JournaledOutbox.open(
            stack.folder().resolve("kiosk"),
            Stack.KIOSK,
            key,
            new SecureRandom(),
            clock,
            OutboxSettings.usual())) {
      for (int i = 1; i < 1_000; i++) {
        var _ =
            outbox.append(
                new Entry.KioskEvent(clock.now(), "offline", Map.of("hour", "" + i % 24)));
      }
      captured =
          outbox
              .append(new Entry.KioskEvent(clock.now(), "offline", Map.of()))
              .get(60, TimeUnit.SECONDS);
    }
    stack.start(Part.BROKER);
    stack.start(Part.KIOSK);
    Eventually.holds("the backlog has drained", () -> through() > captured);
  }

  @Test
  void aConfigurationThatCannotBeUsedIsToldLineByLine() throws Exception {
    var good = Files.readString(stack.folder().resolve("kiosk.yaml"));
    var file = folder.resolve("kiosk.yaml");
    Files.writeString(
        file,
        good.replace("baud: 9600", "baud: 96oo").replace("model: hbp-9030", "model: hbp-9031"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Programs.ofThisBuild().agent().toString(),
                "run",
                "--config",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor(), said);
    int line =
        1
            + (int)
                good.substring(0, good.indexOf("baud: 9600"))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
    assertTrue(said.contains("kiosk.yaml:" + line + ": devices[1].baud"), said);
    assertTrue(said.contains("300..921600"), said);
    assertTrue(said.contains("96oo"), said);
    assertTrue(said.contains("hbp-9031"), said);
  }

  private void begin() throws Exception {
    kiosk.signIn(Demo.RESIDENT, LIMIT);
  }

  /** Ends the visit and gives back its last view. */
  private JsonNode end() throws Exception {
    var last = kiosk.await("the visit", KioskClient::visiting, LIMIT).view();
    kiosk.touch("end", Map.of());
    kiosk.await("the end of the visit", view -> !KioskClient.visiting(view), LIMIT);
    return last;
  }

  /** Values no reading before had, so that none is taken for one sent again. */
  private void measure(String device) throws Exception {
    drawn++;
    Map<Metric, BigDecimal> values =
        device.equals("bp-a")
            ? Map.of(
                Metric.SYSTOLIC, BigDecimal.valueOf(110 + drawn % 60),
                Metric.DIASTOLIC, BigDecimal.valueOf(70),
                Metric.PULSE, BigDecimal.valueOf(60 + drawn % 30))
            : Map.of();
    var _ =
        stack
            .bench()
            .measure(device, Persona.ALL.getFirst(), Bench.Wish.of(values))
            .done()
            .get(60, TimeUnit.SECONDS);
  }

  private void measureAndSee(String device, int number) throws Exception {
    measure(device);
    kiosk.await(
        "reading " + number + " saved",
        view -> List.of("saved", "delivered").contains(KioskClient.kept(view, number)),
        LIMIT);
  }

  private void assertArrived(int readings) throws Exception {
    Eventually.holds(
        readings + " more readings",
        () -> {
          try {
            return recorded() >= before + readings;
          } catch (IOException _) {
            return false; // The server or its database is still away.
          }
        });
    assertEquals(before + readings, recorded());
  }

  private static String health(JsonNode view, String kind) {
    for (var each : view.path("kinds")) {
      if (each.path("kind").asText().equals(kind)) {
        return each.path("health").asText();
      }
    }
    return "";
  }

  private long recorded() throws Exception {
    return readings().size();
  }

  private List<JsonNode> readings() throws Exception {
    try (var doctor = doctor()) {
      var resident = doctor.find(Demo.RESIDENT);
      return resident.isEmpty()
          ? List.of()
          : doctor.readings(resident.get(), 1000).valueStream().toList();
    }
  }

  private List<JsonNode> kiosks() throws Exception {
    try (var doctor = doctor()) {
      return doctor.kiosks().valueStream().toList();
    }
  }

  private long through() throws Exception {
    return kiosks().stream().mapToLong(kiosk -> kiosk.path("through").asLong()).max().orElse(0);
  }

  private DoctorClient doctor() throws Exception {
    return DoctorClient.signIn(stack.doctorApp(), stack.doctor(), stack.doctorsPassword());
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
