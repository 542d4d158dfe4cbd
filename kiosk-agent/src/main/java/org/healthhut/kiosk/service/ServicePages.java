package org.healthhut.kiosk.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.web.Bodies;
import org.healthhut.kiosk.web.Replies;
import org.healthhut.kiosk.web.StaticFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The technician's page: {@code GET /service} is its door, and everything else is a {@code POST}
 * below it. {@code enter} answers a session, which every later request shows in {@link #SESSION};
 * it lives in the page's memory alone, so whoever loads the page again types the PIN again.
 */
final class ServicePages implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(ServicePages.class);

  static final String ROOT = "/service";

  /** The header that holds the session. */
  static final String SESSION = "X-Service-Session";

  private static final String FILES = "org/healthhut/kiosk/screen/page/";
  private static final int BODY_MAX = 1024;
  private static final Pattern PIN = Pattern.compile("[0-9]{8}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StaticFiles files;
  private final ServiceDesk desk;
  private final ServiceActions actions;
  private final ServiceViews views;
  private final ConfigHistory history;
  private final Checkup checkup;
  private final KioskClock clock;
  private volatile Duration asked;

  ServicePages(
      String token,
      double inches,
      ServiceDesk desk,
      ServiceActions actions,
      ServiceViews views,
      ConfigHistory history,
      Checkup checkup,
      KioskClock clock) {
    this.files =
        StaticFiles.builder()
            .with(
                ROOT,
                FILES + "service.html",
                html -> html.replace("{{token}}", token).replace("{{inches}}", "" + inches))
            .with(ROOT + "/service.css", FILES + "service.css")
            .with(ROOT + "/service.js", FILES + "service.js")
            .with(ROOT + "/desk.js", FILES + "service-desk.js")
            .with(ROOT + "/words.js", FILES + "service-words.js")
            .build();
    this.desk = desk;
    this.actions = actions;
    this.views = views;
    this.history = history;
    this.checkup = checkup;
    this.clock = clock;
    this.asked = clock.now().uptime();
  }

  /** How long no page of a technician has asked for anything. */
  Duration silent() {
    return clock.now().uptime().minus(asked);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      files.handle(exchange);
      return;
    }
    asked = clock.now().uptime();
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      Replies.refuse(exchange, 415, "a request is application/json");
      return;
    }
    var body = Bodies.read(exchange, BODY_MAX);
    if (body.isEmpty()) {
      Replies.refuse(exchange, 413, "a request has at most " + BODY_MAX + " bytes");
      return;
    }
    var form = Form.read(body.get());
    var path = exchange.getRequestURI().getPath();
    var what = path.startsWith(ROOT + "/") ? path.substring(ROOT.length() + 1) : "";
    try {
      switch (what) {
        case "door" -> door(exchange);
        case "enter" -> enter(exchange, form);
        default -> inside(exchange, what, form);
      }
    } catch (IOException e) {
      // The disk; where it is the connection, the answer fails as well.
      log.atWarn().addKeyValue("what", what).setCause(e).log("service.failed");
      Replies.json(exchange, 500, "{\"why\":\"disk\"}");
    }
  }

  private void door(HttpExchange exchange) throws IOException {
    json(
        exchange, 200, Map.of("pin", desk.hasPin(), "lockedSeconds", desk.lockedFor().toSeconds()));
  }

  private void enter(HttpExchange exchange, Form form) throws IOException {
    var typed = form.text("pin", PIN);
    if (typed.isEmpty()) {
      json(exchange, 400, Map.of("why", "pin"));
      return;
    }
    switch (desk.enter(typed.get())) {
      case ServiceDesk.Entered.In(var session) -> {
        checkup.begin();
        json(exchange, 200, Map.of("session", session));
      }
      case ServiceDesk.Entered.Wrong(int left) ->
          json(exchange, 403, Map.of("why", "wrong", "left", left));
      case ServiceDesk.Entered.Locked(var left) ->
          json(exchange, 423, Map.of("why", "locked", "lockedSeconds", left.toSeconds()));
      case ServiceDesk.Entered.Visiting _ -> json(exchange, 409, Map.of("why", "visiting"));
      case ServiceDesk.Entered.Shut _ -> json(exchange, 403, Map.of("why", "shut"));
    }
  }

  private void inside(HttpExchange exchange, String what, Form form) throws IOException {
    var session = exchange.getRequestHeaders().getFirst(SESSION);
    if (session == null || !desk.admits(session)) {
      json(exchange, 401, Map.of("why", "left"));
      return;
    }
    // Looking at the state is what the page does by itself.
    if (!what.equals("state")) {
      desk.touch(session);
    }
    switch (what) {
      case "state" -> json(exchange, 200, views.view(desk.left()));
      case "touch" -> json(exchange, 200, Map.of());
      case "leave" -> {
        desk.leave(session);
        json(exchange, 200, Map.of());
      }
      case "logs" -> json(exchange, 200, Map.of("text", actions.logText()));
      case "changes" ->
          json(
              exchange,
              200,
              history.changes().stream()
                  .map(line -> List.of(String.valueOf(line.sign()), line.text()))
                  .toList());
      default -> {
        switch (actions.act(what, form)) {
          case ServiceActions.Done.Ok _ -> json(exchange, 200, Map.of());
          case ServiceActions.Done.Refused(var why) -> json(exchange, 409, Map.of("why", why));
        }
        if (!desk.admits(session)) {
          // It ended while something was begun for it.
          actions.forget();
        }
      }
    }
  }

  private static void json(HttpExchange exchange, int status, Object answer) throws IOException {
    try {
      Replies.json(exchange, status, JSON.writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer did not become JSON", e);
    }
  }
}
