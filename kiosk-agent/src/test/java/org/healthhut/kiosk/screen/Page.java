package org.healthhut.kiosk.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.healthhut.kiosk.Waiting;

/** A browser with the resident's page open, as far as HTTP goes. */
public final class Page implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("page-token\" content=\"([0-9a-f]+)\"");
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final int port;
  private final String token;
  private final InputStream events;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** Opens the page and its stream, with a last event id when it is not empty. */
  public Page(int port, String lastEventId) throws IOException, InterruptedException {
    this.port = port;
    this.base = URI.create("http://127.0.0.1:" + port + "/");
    var html = http.send(HttpRequest.newBuilder(base).build(), BodyHandlers.ofString()).body();
    var matcher = TOKEN.matcher(html);
    if (!matcher.find()) {
      throw new AssertionError("no token in the page");
    }
    token = matcher.group(1);
    var request = HttpRequest.newBuilder(base.resolve("/events"));
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    events = http.send(request.build(), BodyHandlers.ofInputStream()).body();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    var buffer = new byte[8192];
    try {
      for (int n = events.read(buffer); n >= 0; n = events.read(buffer)) {
        text.write(buffer, 0, n);
      }
    } catch (IOException _) {
      // closed
    }
  }

  public int port() {
    return port;
  }

  /** Everything the stream has said. */
  public String text() {
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The newest view. */
  public String last() {
    var all = text();
    int end = all.lastIndexOf("\n\n");
    return end < 0 ? "" : all.substring(all.lastIndexOf("data: ", end), end);
  }

  public String firstId() {
    return text().substring(4, text().indexOf('\n'));
  }

  public void sees(String part) {
    Waiting.until(() -> text().contains(part));
  }

  public void post(String json) throws IOException, InterruptedException {
    int status = status(request().POST(HttpRequest.BodyPublishers.ofString(json)));
    if (status != 202) {
      throw new AssertionError(status + " for " + json);
    }
  }

  /** A command's request as the page makes it, to be changed. */
  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(base.resolve("/commands"))
        .header("Content-Type", "application/json")
        .header("Origin", "http://127.0.0.1:" + port)
        .header("Idempotency-Key", "key-of-test-" + KEYS.incrementAndGet())
        .header("X-Page-Token", token);
  }

  int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  @Override
  public void close() throws IOException {
    events.close();
    http.shutdownNow();
  }
}
