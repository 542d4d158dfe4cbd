package org.healthhut.simulator.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.web.StaticFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bench as a page and an HTTP API, on the loopback interface alone.
 *
 * <p>It has no sign-in: it answers only requests that name a loopback host and, where they name an
 * origin, come from its own pages, so that a page from elsewhere open in the same browser can't
 * press its buttons.
 */
public final class BenchServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BenchServer.class);

  private static final int BODY_MAX = 16 * 1024;
  private static final int FRAMES_MAX = 1000;
  private static final int STREAMS_MAX = 16;
  private static final Duration ORDER_MAX = Duration.ofSeconds(8);
  private static final Duration MEASURE_MAX = Duration.ofMinutes(3);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
              "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store");

  private static final String FILES = "org/healthhut/simulator/bench/page/";
  private static final StaticFiles PAGE =
      StaticFiles.builder()
          .with("/", FILES + "index.html")
          .with("/bench.css", FILES + "bench.css")
          .with("/bench.js", FILES + "bench.js")
          .with("/wire.js", FILES + "wire.js")
          .with("/icon.svg", FILES + "icon.svg")
          .withLit()
          .build();

  private final Bench bench;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore streams = new Semaphore(STREAMS_MAX);
  private final Set<String> hosts;

  /** What to answer: a status and a body of some type. */
  private record Answer(int status, String type, Bytes body) {
    static Answer json(int status, JsonNode node) {
      return new Answer(status, "application/json; charset=utf-8", Bytes.utf8(node.toString()));
    }

    static Answer mistake(int status, @Nullable String what) {
      return json(status, BenchJson.object().put("error", what));
    }
  }

  private BenchServer(Bench bench, HttpServer server) {
    this.bench = bench;
    this.server = server;
    int port = server.getAddress().getPort();
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  /**
   * Serves {@code bench} until closed. The bench stays open.
   *
   * @param port 0 for any free one
   * @throws IOException when it cannot; the message names the port and the remedy
   */
  public static BenchServer start(Bench bench, int port) throws IOException {
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "port %d on 127.0.0.1 is taken (%s): end the program that has it, or choose another port"
              .formatted(port, e.getMessage()),
          e);
    }
    var started = new BenchServer(bench, server);
    server.createContext("/", started::handle);
    server.setExecutor(started.requests);
    server.start();
    return started;
  }

  /** The page, as {@code http://127.0.0.1:8090/}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Ends every request and stream. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SECURITY.forEach(exchange.getResponseHeaders()::set);
      var path = exchange.getRequestURI().getPath();
      if (!isFromHere(exchange)) {
        send(exchange, Answer.mistake(403, "only requests from this machine's own pages"));
      } else if (path.equals("/api/stream") && exchange.getRequestMethod().equals("GET")) {
        stream(exchange);
      } else if (!path.startsWith("/api/")) {
        PAGE.handle(exchange);
      } else {
        send(exchange, answer(exchange, path));
      }
    } catch (InterruptedException e) {
      log.atInfo().log("bench.request.interrupted");
    }
  }

  private boolean isFromHere(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var host = headers.getFirst("Host");
    var origin = headers.getFirst("Origin");
    return host != null
        && hosts.contains(host)
        && (origin == null || hosts.stream().anyMatch(own -> origin.equals("http://" + own)));
  }

  private Answer answer(HttpExchange exchange, String path) throws InterruptedException {
    try {
      return switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> Answer.mistake(405, "GET or POST");
      };
    } catch (IllegalArgumentException e) {
      return Answer.mistake(400, e.getMessage());
    } catch (IllegalStateException e) {
      return Answer.mistake(409, e.getMessage());
    } catch (JacksonException e) {
      return Answer.mistake(400, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      log.atWarn().setCause(e).log("bench.request.failed");
      return Answer.mistake(500, e.getMessage());
    }
  }

  private Answer get(HttpExchange exchange, String path) throws IOException {
    return switch (path) {
      case "/api/devices" -> Answer.json(200, BenchJson.bench(bench));
      case "/api/frames" -> frames(exchange);
      case "/api/capture.jsonl" -> capture();
      default -> Answer.mistake(404, "no such answer");
    };
  }

  private Answer frames(HttpExchange exchange) {
    long after = number(exchange, "after", 0);
    int limit = Math.clamp(number(exchange, "limit", FRAMES_MAX), 1, FRAMES_MAX);
    var frames = bench.feed().after(after, limit);
    var node = BenchJson.object();
    node.set("frames", BenchJson.frames(frames));
    node.put("next", frames.isEmpty() ? after : frames.getLast().number());
    return Answer.json(200, node);
  }

  /** Everything still in the ring as a capture: a header line, then a line a frame. */
  private Answer capture() {
    var text = new StringBuilder();
    var header = BenchJson.object().put("capture", 1).put("sim", true).put("seed", bench.seed());
    var devices = header.putObject("devices");
    bench
        .devices()
        .forEach(state ->
            devices
                .putObject(state.name())
                .put("model", state.model().id())
                .put("line", state.model().line()));
    text.append(header).append('\n');
    for (var frame : bench.feed().after(0, Feed.FRAMES_MAX)) {
      text.append(BenchJson.capture(frame)).append('\n');
    }
    return new Answer(200, "application/jsonl; charset=utf-8", Bytes.utf8(text.toString()));
  }

  private Answer post(HttpExchange exchange, String path) throws IOException, InterruptedException {
    var body = body(exchange);
    if (path.equals("/api/speed")) {
      return done(bench.pace(BenchJson.pace(body)));
    }
    var parts = path.split("/", -1);
    if (parts.length != 5 || !path.startsWith("/api/devices/")) {
      return Answer.mistake(404, "no such action");
    }
    var name = parts[3];
    if (!bench.names().contains(name)) {
      return Answer.mistake(404, "no device is called " + name);
    }
    return switch (parts[4]) {
      case "measure" -> measure(name, body);
      case "show" -> done(bench.show(name, BenchJson.document(body)));
      case "stop" -> done(bench.stop(name));
      case "fault" ->
          body.path("fault").asText().equals("none")
              ? done(bench.clearFaults(name))
              : done(bench.inject(name, BenchJson.fault(body), body.path("times").asInt(1)));
      case "unplug" -> done(bench.unplug(name));
      case "plug" -> done(bench.plug(name));
      case "clock" -> done(bench.skewClock(name, BenchJson.skew(body)));
      default -> Answer.mistake(404, "no such action");
    };
  }

  private Answer measure(String name, JsonNode body) throws IOException, InterruptedException {
    var run = bench.measure(name, BenchJson.persona(body), BenchJson.wish(body));
    var node = BenchJson.object().put("device", name);
    node.set("values", BenchJson.values(run.measurement()));
    if (body.path("wait").asBoolean(false)) {
      node.put("ending", get(run.done(), MEASURE_MAX).name());
      return Answer.json(200, node);
    }
    if (run.done().isCompletedExceptionally()) {
      get(run.done(), ORDER_MAX);
    }
    return Answer.json(202, node);
  }

  private static Answer done(CompletableFuture<Void> order)
      throws IOException, InterruptedException {
    get(order, ORDER_MAX);
    return Answer.json(200, BenchJson.object().put("done", true));
  }

  /** Waits for what a device's thread does, and throws what it threw. */
  private static <T> T get(CompletableFuture<T> future, Duration longest)
      throws IOException, InterruptedException {
    try {
      return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IllegalArgumentException mistake -> throw mistake;
        case IllegalStateException refused -> throw refused;
        case IOException failed -> throw failed;
        case null, default -> throw new IOException("the device could not do it", e);
      }
    } catch (TimeoutException e) {
      throw new IOException("the device has not done it within " + longest, e);
    }
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
    if (bytes.length > BODY_MAX) {
      throw new IllegalArgumentException("a body has at most " + BODY_MAX + " bytes");
    }
    var body = bytes.length == 0 ? MissingNode.getInstance() : BenchJson.MAPPER.readTree(bytes);
    if (!body.isMissingNode() && !body.isObject()) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    return body;
  }

  private static long number(HttpExchange exchange, String name, long otherwise) {
    var query = exchange.getRequestURI().getQuery();
    if (query == null) {
      return otherwise;
    }
    for (var part : List.of(query.split("&", -1))) {
      if (part.startsWith(name + "=")) {
        return Long.parseLong(part.substring(name.length() + 1));
      }
    }
    return otherwise;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), answer.body().length());
    exchange.getResponseBody().write(answer.body().toArray());
  }

  /** Frames and states as server-sent events, until the reader goes or the server closes. */
  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    if (!streams.tryAcquire()) {
      send(exchange, Answer.mistake(503, STREAMS_MAX + " pages are open already"));
      return;
    }
    try {
      long number = number(exchange, "after", 0);
      var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
      if (last != null) {
        number = Long.parseLong(last);
      }
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      follow(exchange.getResponseBody(), number);
    } catch (NumberFormatException e) {
      send(exchange, Answer.mistake(400, "after must be a number"));
    } finally {
      streams.release();
    }
  }

  private void follow(OutputStream out, long from) throws IOException, InterruptedException {
    long number = from;
    long version = -1;
    while (true) {
      long now = bench.feed().await(new Feed.Place(number, version), KEEP_ALIVE);
      var frames = bench.feed().after(number, FRAMES_MAX);
      if (!frames.isEmpty()) {
        number = frames.getLast().number();
        event(out, "frames", number, BenchJson.frames(frames));
      }
      if (now > version) {
        version = now;
        event(out, "bench", number, BenchJson.bench(bench));
      } else if (frames.isEmpty()) {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
    }
  }

  private static void event(OutputStream out, String name, long id, JsonNode data)
      throws IOException {
    out.write(
        "id: %d\nevent: %s\ndata: %s\n\n"
            .formatted(id, name, data)
            .getBytes(StandardCharsets.UTF_8));
  }
}
