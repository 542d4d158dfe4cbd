package org.healthhut.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.SerialEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything on the page, as the HTTP calls it is made of, with a kiosk's end of the line open. */
class BenchServerTest {
  private static final Bytes SINO = Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46");
  private static final String MEASURE_BP =
      """
      {"values": {"systolic": 131, "diastolic": 84, "pulse": 68}, "wait": true}
      """;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private Path folder;
  private RealBench real;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary;
    real = new RealBench(temporary);
    opened.add(real);
  }

  @AfterEach
  void close() throws Exception {
    for (var each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void measuringPutsTheRecordOnTheWireAndInTheView() throws Exception {
    var kiosk = kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    var answer = real.post("/api/devices/bp-a/measure", MEASURE_BP);
    assertEquals("MEASURED", answer.path("ending").asText());
    assertEquals(131, answer.path("values").path("systolic").asInt());

    var line = "2025,03,08,12,00,                    ,0,131,084,068,0\r\n";
    assertEquals(line, kiosk.receive(bytes -> bytes.length() >= line.length()).latin1());
    var frame = frames("bp-a", "rx").getLast();
    assertEquals(line, Bytes.hex(frame.path("hex").asText()).latin1());
    assertEquals("none", frame.path("check").asText());
  }

  @Test
  void aMeterShakesHandsAndItsChecksumsHold() throws Exception {
    var kiosk = kiosk("glu-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    kiosk.write(SINO);
    kiosk.receive(bytes -> bytes.length() >= 11);
    real.post("/api/devices/glu-a/measure", "{\"values\": {\"glucose\": 7.9}, \"wait\": true}");
    var all = kiosk.receive(bytes -> bytes.length() >= 11 + 7 + 7 + 19 + 19);
    assertTrue(all.hex().endsWith(all.slice(25, 44).hex()), all.hex());
    assertEquals("tx", frames("glu-a", "tx").getFirst().path("dir").asText());
    assertTrue(
        frames("glu-a", "rx").stream().allMatch(each -> each.path("check").asText().equals("ok")));
  }

  @Test
  void aScaleIsReadByWhoeverOpensIt() throws Exception {
    var kiosk = kiosk("scale-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    var answer =
        real.post("/api/devices/scale-a/measure", "{\"persona\": \"raised-68\", \"wait\": true}");
    var kg = answer.path("values").path("weight").decimalValue();
    var line = "ST,GS,+00" + kg.toPlainString() + "kg\r\n";
    kiosk.receive(bytes -> bytes.latin1().contains(line + line + line));
  }

  @Test
  void unpluggingRemovesThePortAndPluggingInBringsItBack() throws Exception {
    var port = real.bench.port("bp-a");
    var kiosk = kiosk("bp-a");
    real.post("/api/devices/bp-a/unplug", "{}");
    assertFalse(Files.exists(port, LinkOption.NOFOLLOW_LINKS));
    assertFalse(real.device("bp-a").plugged());
    Eventually.holds("the kiosk is hung up on", kiosk::isHungUp);
    kiosk.close();

    real.post("/api/devices/bp-a/plug", "{}");
    var again = kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    real.post("/api/devices/bp-a/measure", MEASURE_BP);
    assertEquals(55, again.receive(bytes -> bytes.length() >= 55).length());
  }

  @Test
  void unpluggedInMidFrameLeavesHalfARecord() throws Exception {
    var kiosk = kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    real.post("/api/devices/bp-a/fault", "{\"fault\": \"unplug\"}");
    real.post("/api/devices/bp-a/measure", MEASURE_BP);
    Eventually.holds("the port is gone", () -> !Files.exists(real.bench.port("bp-a")));
    Eventually.holds("the kiosk is hung up on", kiosk::isHungUp);
    assertEquals(27, Bytes.hex(frames("bp-a", "rx").getLast().path("hex").asText()).length());
  }

  @Test
  void faultsSpoilTheNextFrameAndAreSeenWaiting() throws Exception {
    var kiosk = kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    real.post("/api/devices/bp-a/fault", "{\"fault\": \"duplicate\", \"times\": 2}");
    real.post("/api/devices/bp-a/fault", "{\"fault\": \"none\"}");
    real.post("/api/devices/bp-a/fault", "{\"fault\": \"slice\"}");
    assertEquals("[\"slice\"]", bp().path("faults").toString());
    real.post("/api/devices/bp-a/measure", MEASURE_BP);
    assertEquals(55, kiosk.receive(bytes -> bytes.length() >= 55).length());
    assertEquals("[]", bp().path("faults").toString());
    assertEquals(19, frames("bp-a", "rx").size());
  }

  @Test
  void whatNobodyTookIsSaid() throws Exception {
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    real.post("/api/devices/bp-a/measure", MEASURE_BP);
    assertTrue(frames("bp-a", "rx").getLast().path("note").asText().contains("port not open"));
  }

  @Test
  void theStreamTellsWhatHappensAsItHappens() throws Exception {
    kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    var response =
        real.client()
            .send(
                real.request("/api/stream").GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      real.post("/api/devices/bp-a/measure", MEASURE_BP);
      var hex = "3133312c3038342c303638";
      var line = lines.readLine();
      while (line != null && !line.contains(hex)) {
        line = lines.readLine();
      }
      assertTrue(line != null, "the stream ended");
    }
  }

  @Test
  void aCaptureHasAHeaderAndALineAFrame() throws Exception {
    kiosk("bp-a");
    real.post("/api/speed", "{\"speed\": \"instant\"}");
    real.post("/api/devices/bp-a/measure", MEASURE_BP);
    var lines = real.send(real.request("/api/capture.jsonl").GET()).body().lines().toList();
    assertTrue(lines.getFirst().contains("\"sim\":true"), lines.getFirst());
    assertTrue(lines.stream().anyMatch(line -> line.contains("3133312c3038342c303638")));
  }

  @Test
  void refusesWhatCannotBeDone() throws Exception {
    assertEquals(404, status("/api/devices/nothing/measure", "{}"));
    assertEquals(404, status("/api/devices/bp-a/explode", "{}"));
    assertEquals(400, status("/api/devices/bp-a/measure", "{\"values\": {\"systolic\": 1000}}"));
    assertEquals(400, status("/api/devices/bp-a/measure", "{\"values\": {\"weight\": 60}}"));
    assertEquals(400, status("/api/devices/bp-a/measure", "{\"persona\": \"nobody\"}"));
    assertEquals(400, status("/api/devices/bp-a/fault", "{\"fault\": \"crc\"}"));
    assertEquals(400, status("/api/devices/bp-a/fault", "{\"fault\": \"slice\", \"times\": 0}"));
    assertEquals(400, status("/api/devices/bp-a/clock", "{\"seconds\": 99999999999}"));
    assertEquals(400, status("/api/speed", "{\"speed\": \"x3\"}"));
    assertEquals(400, status("/api/speed", "no json"));
    assertEquals(400, status("/api/speed", "[" + " ".repeat(20_000) + "]"));
    assertEquals(400, real.send(real.request("/api/frames?after=x").GET()).statusCode());
    assertEquals(404, real.send(real.request("/../Main.class").GET()).statusCode());
    assertEquals(200, status("/api/devices/bp-a/stop", "{}"));
    assertEquals(202, status("/api/devices/bp-a/measure", "{}"));
    assertEquals(409, status("/api/devices/bp-a/measure", "{\"wait\": true}"));
  }

  @Test
  void answersOnlyPagesOfItsOwn() throws Exception {
    var post = real.posting("/api/speed", "{\"speed\": \"x10\"}");
    assertEquals(403, real.send(post.copy().header("Origin", "http://example.org")).statusCode());
    assertEquals(403, real.send(post.copy().header("Origin", "null")).statusCode());
    var own = real.server.address().toString().replaceAll("/$", "");
    assertEquals(200, real.send(post.copy().header("Origin", own)).statusCode());
    assertTrue(statusLine("bench.example.org").contains("403"));
    assertTrue(statusLine("127.0.0.1:" + real.server.address().getPort()).contains("200"));
  }

  @Test
  void everyFileOfThePageIsThereAndKeptToItself() throws Exception {
    for (var path :
        List.of("/", "/bench.css", "/bench.js", "/wire.js", "/icon.svg", "/lib/lit-html.js")) {
      var response = real.send(real.request(path).GET());
      assertEquals(200, response.statusCode(), path);
      assertFalse(response.body().isEmpty(), path);
      assertTrue(
          response
              .headers()
              .firstValue("Content-Security-Policy")
              .orElse("")
              .startsWith("default-src 'self'"),
          path);
    }
  }

  @Test
  void aTakenPortIsNamedWithTheRemedy() {
    int port = real.server.address().getPort();
    var failure =
        assertThrows(IOException.class, () -> BenchServer.start(real.bench, port).close());
    assertTrue(String.valueOf(failure.getMessage()).contains("port " + port), failure.getMessage());
    assertTrue(String.valueOf(failure.getMessage()).contains("choose another"));
  }

  @Test
  void closingTakesThePortsAway() throws Exception {
    real.close();
    Eventually.holds(
        "no port is left",
        () -> {
          try (var left = Files.list(folder)) {
            return left.findAny().isEmpty();
          }
        });
  }

  private SerialEnd kiosk(String name) throws Exception {
    var end = SerialEnd.open(real.bench.port(name));
    opened.add(end);
    Eventually.holds("the bench sees " + name + " open", () -> real.device(name).opened());
    return end;
  }

  private JsonNode bp() throws IOException, InterruptedException {
    return real.get("/api/devices").path("devices").path(0);
  }

  private List<JsonNode> frames(String device, String direction)
      throws IOException, InterruptedException {
    var found = new ArrayList<JsonNode>();
    for (var frame : real.get("/api/frames?after=0").path("frames")) {
      if (frame.path("dev").asText().equals(device)
          && frame.path("dir").asText().equals(direction)) {
        found.add(frame);
      }
    }
    return found;
  }

  private int status(String path, String body) throws IOException, InterruptedException {
    return real.send(real.posting(path, body)).statusCode();
  }

  private String statusLine(String host) throws IOException {
    try (var socket =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), real.server.address().getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/devices HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      var line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line == null ? "" : line;
    }
  }
}
