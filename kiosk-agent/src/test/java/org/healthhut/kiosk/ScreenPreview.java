package org.healthhut.kiosk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Serves the resident's page with devices in memory, to look at it. What is typed here is said by a
 * device ({@code bp-a measured systolic=148 diastolic=92}), or a command ({@code post begin},
 * {@code ack 3}, {@code hold}, {@code online false}).
 */
final class ScreenPreview {
  private ScreenPreview() {}

  public static void main(String[] args) throws Exception {
    try (var kiosk = new TestKiosk()) {
      var config = kiosk.config(args.length > 1, Integer.parseInt(args[0]), 21.5);
      var agent = kiosk.start(config);
      var console = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (var line = console.readLine(); line != null; line = console.readLine()) {
        var words = line.split(" ", 2);
        switch (words[0]) {
          case "post" -> post(agent.screenPort(), words[1]);
          case "ack" -> kiosk.districtLine().acknowledged(Long.parseLong(words[1]));
          case "online" -> kiosk.districtLine().line(Boolean.parseBoolean(words[1]) ? "mqtt" : "");
          case "hold" -> kiosk.outbox.hold();
          case "release" -> kiosk.outbox.release();
          case "skip" -> kiosk.skip(Duration.ofSeconds(Long.parseLong(words[1])));
          case "unplug" -> kiosk.port(words[1]).unplug();
          default -> kiosk.port(words[0]).say(words[1] + "\n");
        }
      }
    }
  }

  private static void post(int port, String json) throws Exception {
    var base = URI.create("http://127.0.0.1:" + port + "/");
    try (var http = HttpClient.newHttpClient()) {
      var page = http.send(HttpRequest.newBuilder(base).build(), BodyHandlers.ofString()).body();
      var token = Pattern.compile("page-token\" content=\"([0-9a-f]+)").matcher(page);
      if (!token.find()) {
        throw new IllegalStateException("no token in the page");
      }
      var request =
          HttpRequest.newBuilder(base.resolve("/commands"))
              .header("Content-Type", "application/json")
              .header("Origin", "http://127.0.0.1:" + port)
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .header("X-Page-Token", token.group(1))
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      System.out.println(http.send(request, BodyHandlers.ofString()).statusCode());
    }
  }
}
