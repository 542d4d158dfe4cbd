package org.healthhut.kiosk.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.visit.Equipment;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenServerTest {
  private static final Moment NOW =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));

  private final List<VisitEvent.Touch> touches = new CopyOnWriteArrayList<>();
  private final ScreenServer server;
  private volatile boolean busy;

  ScreenServerTest() throws IOException {
    server =
        ScreenServer.bind(0, () -> NOW, new Random(3), (touch, _) -> !busy && touches.add(touch));
  }

  @BeforeEach
  void start() {
    server.start();
    server.show(view("小屋"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesATouchOnceHoweverOftenItIsSaid() throws Exception {
    try (var page = new Page(server.port(), "")) {
      var request = page.request().POST(BodyPublishers.ofString("{\"command\":\"begin\"}"));
      assertEquals(202, page.status(request));
      assertEquals(200, page.status(request));
      assertEquals(List.of(new VisitEvent.Begin(NOW)), touches);
    }
  }

  @Test
  void aTouchThatCannotBeTakenMayBeSaidAgain() throws Exception {
    try (var page = new Page(server.port(), "")) {
      var request = page.request().POST(BodyPublishers.ofString("{\"command\":\"end\"}"));
      busy = true;
      assertEquals(503, page.status(request));
      busy = false;
      assertEquals(202, page.status(request));
    }
  }

  @Test
  void refusesWhatIsNoCommandOfThisScreen() throws Exception {
    try (var page = new Page(server.port(), "")) {
      for (var body :
          List.of(
              "",
              "{}",
              "[]",
              "begin",
              "{\"command\":\"reboot\"}",
              "{\"command\":\"key\",\"character\":\"12\"}",
              "{\"command\":\"key\",\"character\":\"x\"}",
              "{\"command\":\"choose\",\"kind\":\"identity\"}",
              "{\"command\":\"meal\",\"meal\":\"breakfast\"}",
              "{\"command\":\"symptom\",\"symptom\":\"boredom\"}",
              "{\"command\":\"comfort\",\"volume\":4}",
              "{\"command\":\"comfort\",\"language\":\"de\"}",
              "{\"command\":\"comfort\",\"large\":1}",
              "{\"command\":\"begin\",\"command\":\"end\"}",
              "{\"command\":\"begin\"} {}")) {
        assertEquals(400, page.status(page.request().POST(BodyPublishers.ofString(body))), body);
      }
      var long2 = "{\"command\":\"begin\",\"more\":\"" + "x".repeat(2000) + "\"}";
      assertEquals(413, page.status(page.request().POST(BodyPublishers.ofString(long2))));
      assertEquals(
          415,
          page.status(
              page.request()
                  .setHeader("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofString("{\"command\":\"begin\"}"))));
      assertEquals(
          400,
          page.status(
              page.request()
                  .setHeader("Idempotency-Key", "a b")
                  .POST(BodyPublishers.ofString("{\"command\":\"begin\"}"))));
      assertEquals(405, page.status(page.request().GET()));
    }
    assertEquals(List.of(), touches);
  }

  @Test
  void refusesWhoeverIsNotAPageOfThisStart() throws Exception {
    try (var page = new Page(server.port(), "")) {
      var begin = BodyPublishers.ofString("{\"command\":\"begin\"}");
      assertEquals(
          403, page.status(page.request().setHeader("Origin", "http://evil.example").POST(begin)));
      assertEquals(
          403, page.status(page.request().setHeader("X-Page-Token", "0".repeat(32)).POST(begin)));
      var bare =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/commands"))
              .POST(begin);
      assertEquals(403, page.status(bare));
    }
    assertTrue(
        answer("GET /events HTTP/1.1\r\nHost: evil.example\r\n\r\n").startsWith("HTTP/1.1 421"));
    assertTrue(
        answer("GET / HTTP/1.1\r\nHost: evil.example:" + server.port() + "\r\n\r\n")
            .startsWith("HTTP/1.1 421"));
    assertEquals(List.of(), touches);
  }

  @Test
  void servesThePageStrictly() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      for (var path : List.of("/", "/screen.css", "/screen.js", "/words.js", "/lib/lit-html.js")) {
        var answer = http.send(get(path), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), path);
        var headers = answer.headers();
        assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
        assertTrue(
            headers
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'self';"));
        var again =
            HttpRequest.newBuilder(get(path), (_, _) -> true)
                .header("If-None-Match", headers.firstValue("ETag").orElseThrow())
                .build();
        assertEquals(304, http.send(again, BodyHandlers.ofString()).statusCode());
      }
      for (var path : List.of("/x", "/../pom.xml", "/page/index.html", "/lib/")) {
        assertEquals(404, http.send(get(path), BodyHandlers.ofString()).statusCode(), path);
      }
    }
  }

  @Test
  void aPageThatComesBackIsSentWhatItMissed() throws Exception {
    String first;
    try (var page = new Page(server.port(), "")) {
      page.sees("小屋");
      first = page.firstId();
    }
    server.show(view("一"));
    server.show(view("二"));
    server.show(view("二"));
    try (var page = new Page(server.port(), first)) {
      page.sees("\"station\":\"一\"");
      page.sees("\"station\":\"二\"");
      assertFalse(page.text().contains("snapshot"));
    }
  }

  @Test
  void nothingOfOnePersonIsSentAgainOnceTheNextIsHere() throws Exception {
    String first;
    try (var page = new Page(server.port(), "")) {
      page.sees("小屋");
      first = page.firstId();
    }
    var scale = Catalogue.find("and-scale").orElseThrow();
    var visits = TestVisits.with(List.of(new Equipment.Device("scale-a", scale)));
    var come = after(visits, new Visit.Idle(), new VisitEvent.Begin(NOW));
    var typing = after(visits, come, new VisitEvent.ToType(NOW));
    var typed = after(visits, typing, new VisitEvent.Key(NOW, '7'));
    var later = NOW.plus(Duration.ofSeconds(1));
    var left = after(visits, typed, new VisitEvent.End(later));
    var other = after(visits, left, new VisitEvent.Begin(later));
    server.show(view(typed));
    server.show(view(other));
    try (var page = new Page(server.port(), first)) {
      page.sees("\"screen\":\"identify\"");
      assertFalse(page.text().contains("\"masked\":\"7\""));
    }
    var guest = after(visits, other, new VisitEvent.AsGuest(later));
    var weight = Map.of(Metric.WEIGHT, Quantity.of("68.7", Unit.KG));
    var weighed =
        after(
            visits,
            guest,
            new VisitEvent.Heard(
                later,
                "scale-a",
                "and-scale",
                new DeviceEvent.Measured(weight, Set.of(), null, null)));
    var ended = after(visits, weighed, new VisitEvent.End(later));
    server.show(view(weighed));
    server.show(view(after(visits, ended, new VisitEvent.AsGuest(later))));
    try (var page = new Page(server.port(), first)) {
      page.sees("\"screen\":\"menu\"");
      assertFalse(page.text().contains("68.7"));
      assertFalse(page.text().contains("whose"));
    }
  }

  private static Visit after(Visits visits, Visit visit, VisitEvent event) {
    return visits.step(visit, event).visit();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
  }

  /** The first line of what comes back for raw bytes. */
  private String answer(String request) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var buffer = new byte[64];
      int n = socket.getInputStream().read(buffer);
      return new String(buffer, 0, Math.max(0, n), StandardCharsets.US_ASCII);
    }
  }

  private ScreenView view(String station) {
    return view(new Visit.Idle(), station);
  }

  private ScreenView view(Visit visit) {
    return view(visit, "小屋");
  }

  private ScreenView view(Visit visit, String station) {
    return Screens.view(
        visit,
        new Surroundings(
            server.startId(),
            new Surroundings.Place(station, false, 21.5, "", Optional.empty(), false),
            List.of(),
            "mqtt",
            0,
            false,
            false,
            false,
            NOW),
        Optional.empty());
  }
}
