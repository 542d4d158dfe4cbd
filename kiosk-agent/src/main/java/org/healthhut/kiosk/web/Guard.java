package org.healthhut.kiosk.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/**
 * Lets a request through only when it comes from a page that this start of the program has served.
 *
 * <p>Another site open in a browser on the same machine is stopped by the host (it may have bound
 * its own name to this address), the origin and the token; what it may do at most is be refused.
 */
public final class Guard extends Filter {
  /** The header that a page sends its token in. */
  public static final String TOKEN = "X-Page-Token";

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final byte[] token;

  /**
   * A guard for one start.
   *
   * @param token drawn at the start and given to the page; whatever changes something must show it
   */
  public Guard(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String description() {
    return "only pages of this start";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    int port = exchange.getLocalAddress().getPort();
    var hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
    var host = exchange.getRequestHeaders().getFirst("Host");
    var origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean changing = !READING.contains(exchange.getRequestMethod());
    if (host == null || !hosts.contains(host)) {
      Replies.refuse(exchange, 421, "this address is served to this machine only");
    } else if (origin == null ? changing : !origin.equals("http://" + host)) {
      Replies.refuse(exchange, 403, "only this server's own pages may ask");
    } else if (changing && !shown(exchange)) {
      Replies.refuse(exchange, 403, "the page is from another start; load it again");
    } else {
      chain.doFilter(exchange);
    }
  }

  private boolean shown(HttpExchange exchange) {
    var shown = exchange.getRequestHeaders().getFirst(TOKEN);
    return shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token);
  }
}
