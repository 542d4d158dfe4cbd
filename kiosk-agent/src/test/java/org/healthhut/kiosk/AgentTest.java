package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.kiosk.screen.Page;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A whole agent, from a device's bytes to the page, with outbox, devices and district in memory.
 */
class AgentTest {
  /** As a figure of its own: a time or a port may contain it. */
  private static final Pattern SYSTOLIC = Pattern.compile("\\b148\\b");

  private static final String CANARY = "11010519491231002X";

  private final TestKiosk kiosk = new TestKiosk();
  private final LogKeeper log = new LogKeeper();
  private final Logger root = Logger.getLogger("org.healthhut");

  @BeforeEach
  void listen() {
    root.addHandler(log);
  }

  @AfterEach
  void stop() {
    kiosk.close();
    root.removeHandler(log);
  }

  @Test
  void aReadingIsShownSavedAndDelivered() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.port("bp-a").say("live cuffPressure=90\nlive cuffPressure=168\n");
      page.sees("\"screen\":\"inflating\"");
      page.sees("\"pressure\":168");
      kiosk.outbox.hold();
      kiosk.port("bp-a").say("measured systolic=148 diastolic=92 pulse=76 +irregularPulse\n");
      page.sees("\"kept\":\"saving\"");
      page.sees("\"notes\":[\"BP-05\"]");
      kiosk.outbox.release();
      page.sees("\"kept\":\"saved\"");
      page.sees("\"screen\":\"between\"");
      kiosk.districtLine().acknowledged(3);
      page.sees("\"kept\":\"delivered\"");
      page.post("{\"command\":\"next\"}");
      page.sees("\"classes\":[\"BP-1\"]");
      kiosk.port("glu-a").say("measured glucose=>33.3\n");
      page.sees("\"number\":\"33.3\",\"unit\":\"mmol/L\",\"limit\":\"above\"");
      page.post("{\"command\":\"end\"}");
      page.sees("\"ended\":{\"saving\":0,\"saved\":1,\"delivered\":1");
    }
    assertTrue(log.lines().contains("INFO reading.measured device=bp-a"));
    assertTrue(log.lines().contains("INFO reading.saved seq=3"));
    assertTrue(log.lines().contains("INFO ack.received through=3"));
    assertFalse(SYSTOLIC.matcher(log.lines()).find());
  }

  @Test
  void aCableThatIsPulledWhileTheCuffFillsIsToldAtOnce() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.port("bp-a").say("live cuffPressure=90\nlive cuffPressure=168\n");
      page.sees("\"screen\":\"inflating\"");
      kiosk.port("bp-a").unplug();
      page.sees("\"code\":\"DV-01\"");
      page.sees("\"calling\":true");
    }
  }

  @Test
  void nothingOfAResidentLeavesTheVisit() throws Exception {
    try (var page = open(true)) {
      page.post("{\"command\":\"begin\"}");
      page.post("{\"command\":\"type\"}");
      for (int i = 0; i < CANARY.length(); i++) {
        char key = CANARY.charAt(i);
        page.post("{\"command\":\"key\",\"character\":\"" + key + "\"}");
      }
      page.sees("\"length\":18,\"complete\":true");
      page.post("{\"command\":\"confirm\"}");
      page.sees("\"confirm\":{\"sex\":\"female\",\"age\":76,\"tail\":\"2X\"");
      page.post("{\"command\":\"yes\",\"on\":\"confirm\"}");
      page.post("{\"command\":\"yes\",\"on\":\"confirm\"}");
      page.sees("\"screen\":\"consent\"");
      page.post("{\"command\":\"yes\",\"on\":\"consent\"}");
      page.sees("\"who\":{\"guest\":false,\"tail\":\"2X\"}");
      kiosk.port("scale-a").say("measured weight=68.7\n");
      page.sees("\"number\":\"68.7\"");
      page.post("{\"command\":\"end\"}");
      page.sees("\"screen\":\"ended\"");
      for (var part : List.of(CANARY, CANARY.substring(0, 6), CANARY.substring(6, 14))) {
        assertFalse(page.text().contains(part), "in the stream");
        assertFalse(log.lines().contains(part), "in the log");
        assertFalse(kiosk.outbox.entries().toString().contains(part), "in an entry");
      }
      try (var next = new Page(page.port(), "")) {
        next.sees("\"screen\":\"ended\"");
        assertFalse(next.text().contains("2X"));
        assertFalse(next.text().contains("68.7"));
        assertTrue(next.text().contains("\"simulated\":true"));
      }
      try (var returning = new Page(page.port(), page.firstId())) {
        returning.sees("\"screen\":\"ended\"");
        assertFalse(returning.text().contains("68.7"));
      }
    }
  }

  @Test
  void aStoppingAgentEndsTheVisitAndClosesEverything() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
    }
    kiosk.close();
    for (var port : kiosk.ports.values()) {
      Waiting.until(() -> port.opens() == port.closes());
    }
    Waiting.until(kiosk.outbox::closed);
    var last = assertInstanceOf(Entry.VisitEnded.class, kiosk.outbox.entries().getLast());
    assertEquals("restart", last.why());
    assertInstanceOf(Entry.KioskEvent.class, kiosk.outbox.entries().getFirst());
  }

  @Test
  void aFullDiskIsToldAndNothingIsCalledSaved() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.outbox.setFull(true);
      kiosk.port("scale-a").say("measured weight=68.7\n");
      page.sees("\"kept\":\"not-saved\"");
      page.post("{\"command\":\"end\"}");
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"refused\"");
      assertFalse(page.text().contains("\"kept\":\"saved\""));
    }
  }

  @Test
  void aDiskWithoutRoomRefusesVisitsBeforeAnythingIsMeasuredUntilThereIsRoom() throws Exception {
    try (var page = open(false)) {
      kiosk.outbox.setRoom(Room.NONE);
      page.sees("\"full\":true");
      page.post("{\"command\":\"begin\"}");
      page.sees("\"screen\":\"refused\"");
      kiosk.outbox.setRoom(Room.SHORT);
      Waiting.until(() -> page.last().contains("\"full\":false"));
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.outbox.setRoom(Room.NONE);
      kiosk.port("scale-a").say("measured weight=68.7\n");
      page.sees("\"kept\":\"saved\"");
    }
  }

  @Test
  void asksBeforeItEndsAVisitNobodyAttends() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
      kiosk.skip(Duration.ofSeconds(91));
      page.sees("\"leavingInSeconds\":");
      page.post("{\"command\":\"stay\"}");
      Waiting.until(() -> !page.last().contains("leavingInSeconds"));
      kiosk.skip(Duration.ofSeconds(121));
      Waiting.until(() -> page.last().contains("\"screen\":\"idle\""));
    }
  }

  @Test
  void showsADeviceThatIsAwayAndThatItCameBack() throws Exception {
    try (var page = open(false)) {
      page.sees("\"kind\":\"glucose\"");
      kiosk.port("glu-a").unplug();
      page.sees("\"health\":\"offline\"");
      kiosk.port("glu-a").plug();
      Waiting.until(() -> !page.last().contains("\"health\":\"offline\""));
    }
  }

  @Test
  void stopsTheDeviceWhenAsked() throws Exception {
    try (var page = open(false)) {
      page.post("{\"command\":\"guest\"}");
      kiosk.port("bp-a").say("live cuffPressure=90\nlive cuffPressure=168\n");
      page.sees("\"screen\":\"inflating\"");
      page.post("{\"command\":\"stop\",\"on\":\"menu\"}");
      page.sees("\"screen\":\"stopped\"");
      Waiting.until(() -> !kiosk.port("bp-a").written().isEmpty());
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    var agent = kiosk.start(kiosk.config(false, 0, 21.5));
    try (var other = new TestKiosk()) {
      var config = other.config(false, agent.screenPort(), 21.5);
      var refused = assertThrows(IOException.class, () -> other.start(config));
      assertTrue(String.valueOf(refused.getMessage()).contains("" + agent.screenPort()));
      assertTrue(other.outbox.closed());
    }
  }

  private Page open(boolean simulated) throws IOException, InterruptedException {
    return new Page(kiosk.start(kiosk.config(simulated, 0, 21.5)).screenPort(), "");
  }

  /** Keeps what is logged as the program prints it. */
  private static final class LogKeeper extends Handler {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public void publish(LogRecord record) {
      out.writeBytes(new LogLines().format(record).getBytes(StandardCharsets.UTF_8));
    }

    String lines() {
      return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
