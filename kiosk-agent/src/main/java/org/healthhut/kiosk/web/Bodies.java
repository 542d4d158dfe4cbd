package org.healthhut.kiosk.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/** Reads what a request carries, within limits. */
public final class Bodies {
  private Bodies() {}

  /** The body, or empty when it is longer than {@code max} bytes; the rest is not read. */
  public static Optional<Bytes> read(HttpExchange exchange, int max) throws IOException {
    var body = exchange.getRequestBody().readNBytes(max + 1);
    return body.length <= max ? Optional.of(Bytes.copyOf(body)) : Optional.empty();
  }
}
