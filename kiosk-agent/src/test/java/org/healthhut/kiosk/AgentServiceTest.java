package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.kiosk.config.ServiceSection;
import org.healthhut.kiosk.outbox.Recovery;
import org.healthhut.kiosk.screen.Page;
import org.healthhut.vital.Flag;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service page of a whole agent with devices, outbox and district in memory. */
class AgentServiceTest {
  private static final String PIN = "80412295";
  private static final PinHash HASH = PinHash.of(PIN, Bytes.copyOf(new byte[16]), 1000);

  /** Nobody's, and used by no other test. */
  private static final String CANARY = "213";

  @TempDir Path data = Path.of("");

  private final TestKiosk kiosk = new TestKiosk();

  @AfterEach
  void stop() {
    kiosk.close();
  }

  private AgentConfig config() {
    var usual = kiosk.config(true, 0, 21.5);
    return new AgentConfig(
        usual.kiosk(),
        usual.station(),
        usual.simulated(),
        usual.voice(),
        data,
        usual.screen(),
        usual.district(),
        usual.devices(),
        usual.gpio(),
        usual.visit(),
        usual.retention(),
        usual.limits(),
        usual.printer(),
        new ServiceSection(Optional.of(HASH), Optional.of(data.resolve("usb")), Optional.empty()));
  }

  private Technician technician(Agent agent) throws Exception {
    var technician = new Technician(agent.screenPort());
    assertEquals(200, technician.enter(PIN));
    return technician;
  }

  private List<String> told() {
    var told = new ArrayList<String>();
    for (var entry : kiosk.outbox.entries()) {
      if (entry instanceof Entry.KioskEvent(var _, var kind, var details)) {
        told.add(kind + " " + new TreeMap<>(details));
      }
    }
    return told;
  }

  @Test
  void theBookIsOnThePage() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      kiosk.outbox.acknowledged("epoch", 2);
      kiosk.districtLine().refused("epoch", List.of(2L));
      var account = technician.state().get("account");
      assertEquals(1, account.get("delivered").asInt());
      assertEquals(1, account.get("refused").asInt());
      assertEquals(0, account.get("lost").asInt());
      assertEquals(account.get("captured").asInt() - 2, account.get("waiting").asInt());
      assertTrue(account.get("holds").asBoolean());
    }
  }

  @Test
  void damageStaysOnTheScreenOverRestartsUntilATechnicianHasSeenIt() throws Exception {
    kiosk.outbox.setRecovery(new Recovery(false, 3, 2, 1, true, 1, 1));
    try (var page = new Page(kiosk.start(config()).screenPort(), "")) {
      page.sees("\"damaged\":true");
    }
    assertTrue(
        told()
            .contains(
                "store.damaged {indexRebuilt=true, newEpoch=false, recordsLost=1,"
                    + " segmentsDamaged=2, setAside=1}"));
    kiosk.close();
    kiosk.outbox.setRecovery(new Recovery(false, 3, 1, 0, false, 1, 0));
    var agent = kiosk.start(config());
    try (var page = new Page(agent.screenPort(), "");
        var technician = technician(agent)) {
      page.sees("\"damaged\":true");
      assertEquals(1, told().stream().filter(each -> each.startsWith("store.damaged")).count());
      var damage = technician.state().get("damage");
      assertEquals(2, damage.get("segments").asInt());
      assertEquals(1, damage.get("lost").asInt());
      assertEquals(1, damage.get("setAside").asInt());
      assertTrue(damage.get("indexRebuilt").asBoolean());
      assertFalse(damage.get("newEpoch").asBoolean());
      technician.does("damage-seen", "{}");
      assertFalse(technician.state().has("damage"));
      Waiting.until(() -> page.last().contains("\"damaged\":false"));
    }
    kiosk.close();
    try (var page = new Page(kiosk.start(config()).screenPort(), "")) {
      page.sees("\"screen\":\"idle\"");
      assertFalse(page.text().contains("\"damaged\":true"), "it is the same as was seen");
    }
  }

  @Test
  void nothingAnswersBeforeThePinOrFromElsewhere() throws Exception {
    var agent = kiosk.start(config());
    try (var stranger = new Technician(agent.screenPort())) {
      for (var what : List.of("state", "selftest", "bytes", "logs", "changes", "rollback")) {
        assertEquals(401, stranger.post(what, "{\"device\":\"bp-a\"}").statusCode(), what);
      }
      assertEquals(403, stranger.status(stranger.request("state").POST(BodyPublishers.noBody())));
      assertEquals(403, stranger.enter("80412296"));
      assertEquals(400, stranger.enter("8041229"));
      assertEquals(401, stranger.post("state", "{}").statusCode());
    }
    assertTrue(told().contains("service.refused {triesLeft=4}"));
    assertFalse(told().toString().contains("8041229"));
  }

  @Test
  void noVisitBeginsWhileItIsOpenAndItDoesNotOpenDuringOne() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent);
        var page = new Page(agent.screenPort(), "")) {
      page.sees("\"screen\":\"idle\"");
      page.post("{\"command\":\"guest\"}");
      // Taken after the touch, and still outside of any visit.
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      Waiting.until(() -> strays().equals(List.of("outside-visit")));
      technician.does("leave", "{}");
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      long begun =
          kiosk.outbox.entries().stream().filter(Entry.VisitBegan.class::isInstance).count();
      assertEquals(1, begun);
      assertEquals(409, technician.enter(PIN));
      assertFalse(technician.post("bytes", "{\"device\":\"bp-a\"}").statusCode() == 200);
    }
  }

  @Test
  void countsAndShowsWhatDevicesDo() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      kiosk.port("bp-a").say("failed BP-01\n");
      Waiting.until(() -> technician.device("bp-a").get("failed").asInt() == 1);
      assertEquals(1, technician.device("bp-a").get("measured").asInt());
      assertEquals("ready", technician.device("bp-a").get("health").asText());
      assertEquals("bp-a", technician.device("bp-a").get("where").asText());
      kiosk.port("glu-a").unplug();
      Waiting.until(() -> technician.device("glu-a").get("health").asText().equals("offline"));
      Waiting.until(() -> technician.state().get("checks").get("list").size() == 12);
      assertFalse(technician.state().toString().contains("148"));
    }
  }

  @Test
  void aSelfTestLeavesTheDeviceUsable() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      Waiting.until(() -> kiosk.port("bp-a").opens() == 1);
      technician.does("selftest", "{\"device\":\"bp-a\"}");
      Waiting.until(() -> !technician.device("bp-a").path("test").path("running").asBoolean(true));
      var steps = technician.device("bp-a").get("test").get("steps");
      assertEquals("passed", steps.get(0).get("outcome").asText());
      Waiting.until(() -> kiosk.port("bp-a").opens() == 3);
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      Waiting.until(() -> technician.device("bp-a").get("measured").asInt() == 1);
    }
    assertTrue(told().contains("selftest.done {device=bp-a, failed=}"));
  }

  @Test
  void bytesAreKeptOnlyWhileSomebodyLooks() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      Waiting.until(() -> technician.device("bp-a").get("health").asText().equals("ready"));
      kiosk.port("bp-a").say("live cuffPressure=" + CANARY + "\n");
      Waiting.until(() -> technician.device("bp-a").has("heard"));
      technician.does("bytes", "{\"device\":\"bp-a\"}");
      kiosk.port("bp-a").say("measured systo");
      kiosk.port("bp-a").say("lic=148\n");
      kiosk.port("bp-a").say("what is this\n");
      Waiting.until(() -> technician.state().get("bytes").size() == 2);
      var bytes = technician.state().get("bytes");
      assertEquals("refused", bytes.get(0).get("verdict").asText());
      assertEquals("decoded", bytes.get(1).get("verdict").asText());
      assertEquals(Bytes.ascii("measured systolic=148\n").hex(), bytes.get(1).get("hex").asText());
      assertFalse(bytes.toString().contains(Bytes.ascii(CANARY).hex()));
      technician.does("leave", "{}");
      assertEquals(200, technician.enter(PIN));
      assertEquals(0, technician.state().get("bytes").size());
      technician.does("bytes", "{\"device\":\"bp-a\"}");
      assertEquals(0, technician.state().get("bytes").size());
    }
    assertTrue(told().contains("bytes.watched {device=bp-a}"));
  }

  @Test
  void aDisabledDeviceMeasuresForNobodyUntilItIsEnabledAlsoAfterARestart() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      assertEquals(409, technician.post("disable", "{\"device\":\"bp-a\"}").statusCode());
      technician.does("disable", "{\"device\":\"bp-a\",\"note\":\"repair\"}");
    }
    agent.close();
    agent = kiosk.start(config());
    try (var page = new Page(agent.screenPort(), "");
        var technician = new Technician(agent.screenPort())) {
      page.sees("\"health\":\"disabled\"");
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.skip(Duration.ofMinutes(1));
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      Waiting.until(() -> strays().equals(List.of("device-disabled")));
      page.post("{\"command\":\"end\"}");
      page.sees("\"screen\":\"ended\"");
      assertEquals(200, technician.enter(PIN));
      assertEquals("repair", technician.device("bp-a").get("disabled").asText());
      technician.does("enable", "{\"device\":\"bp-a\"}");
      technician.does("leave", "{}");
      page.post("{\"command\":\"guest\"}");
      Waiting.until(() -> page.last().contains("\"screen\":\"menu\""));
      kiosk.skip(Duration.ofMinutes(1));
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      Waiting.until(() -> readings().size() == 1);
    }
    assertTrue(told().contains("device.disabled {device=bp-a, note=repair}"));
    assertTrue(told().contains("device.enabled {device=bp-a}"));
  }

  @Test
  void datesThatAreEnteredJudgeReadings() throws Exception {
    var agent = kiosk.start(config());
    try (var technician = technician(agent);
        var page = new Page(agent.screenPort(), "")) {
      for (var wrong :
          List.of(
              "'certificate':'','on':'2025-11-01','until':'2026-11-01'",
              "'certificate':'C-1','on':'2026-13-01','until':'2026-11-01'",
              "'certificate':'C-1','on':'2026-11-30','until':'2027-11-01'",
              "'certificate':'C-1','on':'2025-11-01','until':'2025-11-01'",
              "'certificate':'C-1','on':'2025-11-01','until':'2035-11-01'")) {
        assertEquals(409, technician.post("calibration", device("bp-a", wrong)).statusCode());
      }
      technician.does(
          "calibration",
          device("bp-a", "'certificate':'C-1','on':'2025-11-01','until':'2026-11-01'"));
      assertEquals("marked", technician.device("bp-a").get("calibration").get("state").asText());
      assertEquals(
          409,
          technician
              .post("strips", device("glu-a", "'lot':'A23','code':'','expires':'2026-11-20'"))
              .statusCode());
      technician.does("strips", device("glu-a", "'lot':'A23','code':'','expires':'2026-11-21'"));
      technician.does("control", device("glu-a", "'on':'2026-11-21','passed':true"));
      technician.does("leave", "{}");
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.skip(Duration.ofMinutes(1));
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      Waiting.until(() -> readings().size() == 1);
      assertEquals(
          Set.of(Flag.CALIBRATION_EXPIRED, Flag.SIMULATED),
          readings().getFirst().reading().flags());
      page.post("{\"command\":\"next\"}");
      page.post("{\"command\":\"next\"}");
      page.post("{\"command\":\"choose\",\"kind\":\"glucose\"}");
      page.post("{\"command\":\"meal\",\"meal\":\"random\"}");
      page.sees("\"strips\":{\"lot\":\"A23\",\"expires\":\"2026-11-21\"}");
      kiosk.port("glu-a").say("measured glucose=6.1\n");
      Waiting.until(() -> readings().size() == 2);
      page.post("{\"command\":\"end\"}");
      page.sees("\"screen\":\"ended\"");
      kiosk.skip(Duration.ofDays(12));
      Waiting.until(() -> page.last().contains("\"notice\":\"DV-05\""));
      Waiting.until(() -> page.last().contains("\"notice\":\"GL-01\""));
      page.post("{\"command\":\"guest\"}");
      Waiting.until(() -> page.last().contains("\"screen\":\"menu\""));
      kiosk.skip(Duration.ofMinutes(1));
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92\n");
      kiosk.port("glu-a").say("measured glucose=6.1\n");
      Waiting.until(() -> strays().size() == 2);
      assertEquals(Set.of("calibration-expired", "strip-expired"), Set.copyOf(strays()));
    }
    assertTrue(
        told().contains("strips.entered {code=, device=glu-a, expires=2026-11-21, lot=A23}"));
    assertTrue(told().contains("calibration.due {device=bp-a, state=marked}"));
    assertTrue(told().contains("calibration.due {device=bp-a, state=blocked}"));
  }

  @Test
  void logsGoOutWithoutPersons() throws Exception {
    Files.createDirectories(data.resolve("usb"));
    var agent = kiosk.start(config());
    try (var technician = technician(agent)) {
      assertTrue(technician.post("logs", "{}").body().contains("agent.started"));
      technician.does("export", "{}");
      try (var files = Files.list(data.resolve("usb"))) {
        var file = files.findFirst().orElseThrow();
        assertTrue(Files.readString(file).contains("service.entered"));
      }
      technician.does("upload", "{}");
      technician.does("check", "{}");
      technician.does("clock", "{\"device\":\"bp-a\"}");
      Waiting.until(() -> kiosk.port("bp-a").opens() >= 2);
    }
  }

  @Test
  void anOlderConfigurationIsTakenBackAndTheAgentEnds() throws Exception {
    var file = data.resolve("kiosk.yaml");
    Files.writeString(file, "now: 1\n");
    Files.writeString(data.resolve("kiosk.yaml.before"), "before: 1\n");
    var taken = new ArrayList<String>();
    var reconfiguring =
        new Agent.Reconfiguring() {
          @Override
          public Optional<String> take(String text) {
            taken.add(text);
            return taken.size() == 1
                ? Optional.of("kiosk.yaml:1: kiosk is missing")
                : Optional.empty();
          }

          @Override
          public Optional<Path> file() {
            return Optional.of(file);
          }
        };
    try (var agent = Agent.start(config(), kiosk, reconfiguring);
        var technician = technician(agent)) {
      assertEquals(
          "[[\"-\",\"before: 1\"],[\"+\",\"now: 1\"]]", technician.post("changes", "{}").body());
      var refused = technician.post("rollback", "{}");
      assertEquals(409, refused.statusCode());
      assertTrue(refused.body().contains("kiosk is missing"));
      technician.does("rollback", "{}");
      assertTimeoutPreemptively(Duration.ofSeconds(60), agent::awaitRestart);
    }
    assertEquals(List.of("before: 1\n", "before: 1\n"), taken);
  }

  private static String device(String name, String fields) {
    return ("{'device':'" + name + "'," + fields + "}").replace('\'', '"');
  }

  private List<String> strays() {
    return kiosk.outbox.entries().stream()
        .filter(Entry.StrayReading.class::isInstance)
        .map(entry -> ((Entry.StrayReading) entry).why())
        .toList();
  }

  private List<Entry.ReadingTaken> readings() {
    return kiosk.outbox.entries().stream()
        .filter(Entry.ReadingTaken.class::isInstance)
        .map(Entry.ReadingTaken.class::cast)
        .toList();
  }
}
