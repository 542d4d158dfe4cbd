package org.healthhut.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.healthhut.simulator.device.DeviceState;

/** A bench with its server on a free port, and a client of its HTTP API. */
final class RealBench implements AutoCloseable {
  /** 12:00 in China. */
  static final Instant NOON = Instant.parse("2025-03-08T04:00:00Z");

  final Bench bench;
  final BenchServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  RealBench(Path folder) throws IOException {
    this(folder, Bench.STANDARD);
  }

  RealBench(Path folder, List<Bench.Place> places) throws IOException {
    long started = System.nanoTime();
    bench =
        Bench.open(
            folder,
            places,
            InstantSource.fixed(NOON),
            () -> Duration.ofNanos(System.nanoTime() - started),
            42);
    server = BenchServer.start(bench, 0);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send(request(path).GET()));
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(send(posting(path, body)));
  }

  HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
  }

  URI uri(String path) {
    return server.address().resolve(path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  DeviceState device(String name) {
    return bench.devices().stream()
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return BenchJson.MAPPER.readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
    bench.close();
    client.close();
  }
}
