package org.healthhut.kiosk.screen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.web.Bodies;
import org.healthhut.kiosk.web.EventStream;
import org.healthhut.kiosk.web.Guard;
import org.healthhut.kiosk.web.LoopbackServer;
import org.healthhut.kiosk.web.Replies;
import org.healthhut.kiosk.web.StaticFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resident's page: {@code GET /} is the page, {@code GET /events} what to show, live, and
 * {@code POST /commands} takes one touch.
 *
 * <p>A touch comes with an {@code Idempotency-Key}: saying it again after a lost answer does
 * nothing twice.
 */
public final class ScreenServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScreenServer.class);

  private static final String PAGE = "org/healthhut/kiosk/screen/page/";
  private static final int BODY_MAX = 1024;
  private static final int KEYS_MAX = 256;
  private static final int EVENTS_MAX = 32;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int TOKEN_BYTES = 16;

  /** Four of the page's beats. */
  private static final Duration BEAT_MISSED = Duration.ofSeconds(20);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LoopbackServer server;
  private final Guard guard;
  private final String token;
  private final EventStream stream;
  private final String start;
  private final KioskClock clock;
  private final Touches touches;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashSet<String> keys = new LinkedHashSet<>();
  private volatile String shown = "{}";
  private volatile @Nullable Duration beat;
  private String whose = "";

  /** Where touches go. */
  @FunctionalInterface
  public interface Touches {
    /**
     * Answers false when it cannot be taken now.
     *
     * @param on the key of the screen it was made on; empty when the page did not say. A touch of a
     *     screen that has gone means nothing on the one that has come
     */
    boolean touched(VisitEvent.Touch touch, String on);
  }

  private ScreenServer(
      LoopbackServer server, String token, String start, KioskClock clock, Touches touches) {
    this.server = server;
    this.token = token;
    this.guard = new Guard(token);
    this.start = start;
    this.clock = clock;
    this.touches = touches;
    this.stream = new EventStream(start, EVENTS_MAX, HEARTBEAT, () -> shown);
  }

  /**
   * Binds the port; the page is served once {@link #start} is called.
   *
   * @param port on the loopback address; 0 takes any free one
   * @throws IOException when the port is taken; the message names it
   */
  public static ScreenServer bind(
      int port, KioskClock clock, RandomGenerator random, Touches touches) throws IOException {
    var token = draw(random);
    var server = LoopbackServer.bind(port);
    var screen = new ScreenServer(server, token, draw(random), clock, touches);
    var page =
        StaticFiles.builder()
            .with("/", PAGE + "index.html", html -> html.replace("{{token}}", token))
            .with("/icon.svg", PAGE + "icon.svg")
            .with("/screen.css", PAGE + "screen.css")
            .with("/visit.css", PAGE + "visit.css")
            .with("/screen.js", PAGE + "screen.js")
            .with("/line.js", PAGE + "line.js")
            .with("/say.js", PAGE + "say.js")
            .with("/frame.js", PAGE + "frame.js")
            .with("/voice.js", PAGE + "voice.js")
            .with("/identify.js", PAGE + "identify.js")
            .with("/measure.js", PAGE + "measure.js")
            .with("/use.js", PAGE + "use.js")
            .with("/result.js", PAGE + "result.js")
            .with("/leave.js", PAGE + "leave.js")
            .with("/charts.js", PAGE + "charts.js")
            .with("/values.js", PAGE + "values.js")
            .with("/words.js", PAGE + "words.js")
            .with("/verdicts.js", PAGE + "verdicts.js")
            .with("/pictures.js", PAGE + "pictures.js")
            .withLit()
            .build();
    server
        .with("/", page, screen.guard)
        .with("/events", screen.stream, screen.guard)
        .with("/commands", screen::command, screen.guard)
        .with("/heartbeat", screen::heartbeat, screen.guard);
    return screen;
  }

  /** Serves another page of this start, behind the same guard. */
  public void with(String path, HttpHandler page) {
    server.with(path, page, guard);
  }

  /** What the pages of this start show with everything they post. */
  public String token() {
    return token;
  }

  /** How many resident's pages are open. From any thread. */
  public int listening() {
    return stream.readers();
  }

  public void start() {
    server.start();
  }

  /** Names this start in views: {@link ScreenView#start}. */
  public String startId() {
    return start;
  }

  public int port() {
    return server.port();
  }

  /**
   * Shows {@code view} on every page; showing the same again does nothing. What was about one
   * person is forgotten as soon as the person has left, even when the next one is already here.
   */
  public void show(ScreenView view) {
    if (!view.whose().equals(whose)) {
      whose = view.whose();
      stream.forget();
    }
    var json = json(view);
    if (json.equals(shown)) {
      return;
    }
    shown = json;
    stream.publish("view", json);
  }

  @Override
  public void close() {
    stream.close();
    server.close();
  }

  static String json(ScreenView view) {
    try {
      return JSON.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view did not become JSON", e);
    }
  }

  /**
   * A page says that it is alive; whoever asks is told whether one has said so lately, so that a
   * service manager can start a browser again that hangs.
   */
  private void heartbeat(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      beat = clock.now().uptime();
      Replies.json(exchange, 200, "{}");
      return;
    }
    var last = beat;
    boolean alive = last != null && clock.now().uptime().minus(last).compareTo(BEAT_MISSED) < 0;
    Replies.json(exchange, alive ? 200 : 503, "{\"alive\":" + alive + "}");
  }

  private void command(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/commands")) {
      Replies.refuse(exchange, 404, "there is no such page");
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      Replies.refuse(exchange, 405, "a command must be posted");
      return;
    }
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      Replies.refuse(exchange, 415, "a command is application/json");
      return;
    }
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key == null || !key.matches("[A-Za-z0-9-]{8,64}")) {
      Replies.refuse(exchange, 400, "Idempotency-Key must be 8 to 64 of A-Z, a-z, 0-9 and -");
      return;
    }
    var body = Bodies.read(exchange, BODY_MAX);
    if (body.isEmpty()) {
      Replies.refuse(exchange, 413, "a command has at most " + BODY_MAX + " bytes");
      return;
    }
    var made = Commands.read(body.get(), clock.now());
    if (made.isEmpty()) {
      Replies.refuse(exchange, 400, "not a command of this screen");
      return;
    }
    if (!remember(key)) {
      Replies.json(exchange, 200, "{\"accepted\":true,\"repeated\":true}");
    } else if (touches.touched(made.get().touch(), made.get().on())) {
      Replies.json(exchange, 202, "{\"accepted\":true}");
    } else {
      forget(key);
      log.atWarn().log("touch.refused");
      Replies.refuse(exchange, 503, "too much is going on; try again");
    }
  }

  private boolean remember(String key) {
    lock.lock();
    try {
      if (!keys.add(key)) {
        return false;
      }
      if (keys.size() > KEYS_MAX) {
        keys.removeFirst();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void forget(String key) {
    lock.lock();
    try {
      keys.remove(key);
    } finally {
      lock.unlock();
    }
  }

  private static String draw(RandomGenerator random) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
