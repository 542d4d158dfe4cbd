package org.healthhut.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A doctor who has signed in and reads the record through the server's API. */
public final class DoctorClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http;

  private DoctorClient(URI server, HttpClient http) {
    this.server = server;
    this.http = http;
  }

  /**
   * Signs in at {@code server}.
   *
   * @throws IOException when the server is not there or does not let {@code name} in
   */
  public static DoctorClient signIn(URI server, String name, String password)
      throws IOException, InterruptedException {
    var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    var client = new DoctorClient(server, http);
    try {
      var token = CSRF.matcher(client.get("/login").body());
      if (!token.find()) {
        throw new IOException("the sign-in page of " + server + " has no form token");
      }
      var form =
          "username="
              + encode(name)
              + "&password="
              + encode(password)
              + "&_csrf="
              + encode(token.group(1));
      var answer =
          client.send(
              HttpRequest.newBuilder(server.resolve("/login"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form)));
      var target = answer.headers().firstValue("Location").orElse("");
      if (answer.statusCode() != 302 || target.contains("error")) {
        throw new IOException(server + " did not let " + name + " in");
      }
      return client;
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** The id in the record of the resident with {@code identityNumber}; empty when there is none. */
  public Optional<String> find(String identityNumber) throws IOException, InterruptedException {
    var csrf = JSON.readTree(ok(get("/api/csrf")));
    var body = JSON.createObjectNode().put("identityNumber", identityNumber).toString();
    var found =
        JSON.readTree(
            ok(
                send(
                    HttpRequest.newBuilder(server.resolve("/api/residents/search"))
                        .header("Content-Type", "application/json")
                        .header(csrf.get("header").textValue(), csrf.get("token").textValue())
                        .POST(HttpRequest.BodyPublishers.ofString(body)))));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).get("id").textValue());
  }

  /** The readings of a resident, newest first. */
  public JsonNode readings(String resident, int limit) throws IOException, InterruptedException {
    return JSON.readTree(ok(get("/api/residents/" + resident + "/readings?limit=" + limit)));
  }

  /** What the record holds of each kiosk. */
  public JsonNode kiosks() throws IOException, InterruptedException {
    return JSON.readTree(ok(get("/api/kiosks")));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
  }

  private static String ok(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(
          response.request().uri().getPath() + " answered " + response.statusCode());
    }
    return response.body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
