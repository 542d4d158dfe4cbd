package org.healthhut.kiosk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** A technician with the service page open, as far as HTTP goes. */
final class Technician implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("page-token\" content=\"([0-9a-f]+)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String token;
  private String session = "";

  Technician(int port) throws IOException, InterruptedException {
    base = URI.create("http://127.0.0.1:" + port + "/service");
    var html = http.send(HttpRequest.newBuilder(base).build(), BodyHandlers.ofString()).body();
    var matcher = TOKEN.matcher(html);
    if (!matcher.find()) {
      throw new AssertionError("no token in the page");
    }
    token = matcher.group(1);
  }

  HttpResponse<String> post(String what, String json) throws IOException, InterruptedException {
    return http.send(
        request(what)
            .header("X-Page-Token", token)
            .header("X-Service-Session", session)
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String what) {
    return HttpRequest.newBuilder(URI.create(base + "/" + what))
        .header("Content-Type", "application/json")
        .header("Origin", "http://127.0.0.1:" + base.getPort());
  }

  int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  /** Types the PIN and answers the status. */
  int enter(String pin) throws IOException, InterruptedException {
    var answer = post("enter", "{\"pin\":\"" + pin + "\"}");
    if (answer.statusCode() == 200) {
      session = JSON.readTree(answer.body()).get("session").textValue();
    }
    return answer.statusCode();
  }

  /** Does something that must work. */
  void does(String what, String json) throws IOException, InterruptedException {
    var answer = post(what, json);
    if (answer.statusCode() != 200) {
      throw new AssertionError(what + " " + answer.statusCode() + " " + answer.body());
    }
  }

  JsonNode state() {
    try {
      var answer = post("state", "{}");
      if (answer.statusCode() != 200) {
        throw new AssertionError("state " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  JsonNode device(String name) {
    for (var device : state().get("devices")) {
      if (device.get("name").asText().equals(name)) {
        return device;
      }
    }
    throw new AssertionError("no " + name);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
