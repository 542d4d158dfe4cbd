package org.healthhut.kiosk.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The ways to answer a request. Each ends the exchange. */
public final class Replies {
  private Replies() {}

  public static void json(HttpExchange exchange, int status, String json) throws IOException {
    bytes(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** One line that says why a request was refused; it must hold nothing of the request. */
  public static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    bytes(
        exchange,
        status,
        "text/plain; charset=utf-8",
        (why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
