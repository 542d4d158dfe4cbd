package org.healthhut.simulator.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A resident's finger and eyes: touches the kiosk's screen and sees its views, by the same HTTP as
 * the page. Lives through restarts of the kiosk.
 */
public final class KioskClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TOKEN = Pattern.compile("name=\"page-token\" content=\"([^\"]+)\"");
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration RECONNECT = Duration.ofMillis(100);

  private final URI screen;
  private final Supplier<Duration> uptime;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong touches = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread reader;
  private @Nullable Seen latest;

  /**
   * A view of the screen.
   *
   * @param at the uptime at which it was here
   */
  public record Seen(JsonNode view, Duration at) {}

  /**
   * Begins to look at {@code screen}; it need not be there yet.
   *
   * @param uptime what arrival times are measured by
   */
  public KioskClient(URI screen, Supplier<Duration> uptime) {
    this.screen = screen;
    this.uptime = uptime;
    this.reader = Thread.ofVirtual().name("kiosk-view").start(this::read);
  }

  /**
   * Touches the screen as {@code POST /commands} takes it.
   *
   * @throws IOException when the screen is not there or refuses the touch
   */
  public void touch(String command, Map<String, String> more)
      throws IOException, InterruptedException {
    var page = send(HttpRequest.newBuilder(screen.resolve("/")).GET());
    var token = TOKEN.matcher(page);
    if (!token.find()) {
      throw new IOException("the page at " + screen + " has no token");
    }
    var body = JSON.createObjectNode().put("command", command);
    more.forEach(body::put);
    send(
        HttpRequest.newBuilder(screen.resolve("/commands"))
            .header("Content-Type", "application/json")
            .header("Origin", "http://" + screen.getAuthority())
            .header("X-Page-Token", token.group(1))
            .header(
                "Idempotency-Key",
                "client-" + touches.incrementAndGet() + "-" + uptime.get().toNanos())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /**
   * Types who one is, says that it is oneself, and consents where one is asked to.
   *
   * @throws TimeoutException when a screen that belongs to it does not come within {@code limit}
   */
  public void signIn(String number, Duration limit)
      throws IOException, InterruptedException, TimeoutException {
    touch("begin", Map.of());
    touch("type", Map.of());
    for (int i = 0; i < number.length(); i++) {
      touch("key", Map.of("character", number.substring(i, i + 1)));
    }
    touch("confirm", Map.of());
    await("who it is", view -> on(view).equals("confirm"), limit);
    touch("yes", Map.of("on", "confirm"));
    var asked = await("the consent", view -> on(view).equals("consent") || visiting(view), limit);
    if (on(asked.view()).equals("consent")) {
      touch("yes", Map.of("on", "consent"));
    }
    await("the visit", KioskClient::visiting, limit);
  }

  /** The key of the screen, as {@code menu}. */
  public static String on(JsonNode view) {
    return view.path("screen").asText();
  }

  /** Whether a visit is open. */
  public static boolean visiting(JsonNode view) {
    return view.has("who");
  }

  /** The visit's readings, oldest first. */
  public static JsonNode readings(JsonNode view) {
    return view.path("parts").path("readings");
  }

  /** How far a reading has come, as {@code saved}. */
  public static String kept(JsonNode view, int number) {
    return readings(view).path(number - 1).path("kept").asText();
  }

  /** Whether everything that this kiosk measures can be measured now. */
  public static boolean ready(JsonNode view) {
    var kinds = view.path("kinds");
    return !kinds.isEmpty()
        && StreamSupport.stream(kinds.spliterator(), false)
            .allMatch(kind -> kind.path("health").asText().equals("ready"));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          response.request().uri().getPath() + " answered " + response.statusCode());
    }
    return response.body();
  }

  /**
   * Waits until the screen shows what {@code condition} asks for.
   *
   * @param what for the message when it never does
   */
  public Seen await(String what, Predicate<JsonNode> condition, Duration limit)
      throws TimeoutException, InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (true) {
        if (latest != null && condition.test(latest.view())) {
          return latest;
        }
        if (left <= 0) {
          throw new TimeoutException(
              "The kiosk screen did not show " + what + " within " + limit.toSeconds() + " s");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          var request = HttpRequest.newBuilder(screen.resolve("/events")).GET().build();
          var lines = http.send(request, BodyHandlers.ofLines());
          if (lines.statusCode() == 200) {
            try (var body = lines.body()) {
              body.forEach(this::line);
            }
          }
        } catch (IOException | UncheckedIOException _) {
          forget(); // The kiosk is away; what it showed is no longer shown.
        }
        TimeUnit.NANOSECONDS.sleep(RECONNECT.toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void line(String line) {
    if (line.startsWith("data:")) {
      var at = uptime.get();
      try {
        see(new Seen(JSON.readTree(line.substring("data:".length())), at));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void forget() {
    see(null);
  }

  private void see(@Nullable Seen seen) {
    lock.lock();
    try {
      latest = seen;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    http.shutdownNow();
  }
}
