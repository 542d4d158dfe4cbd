package org.healthhut.kiosk.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.healthhut.bytes.Bytes;

/**
 * A fixed set of files out of the class path, read once. What is not in the set does not exist, so
 * no path can lead anywhere else.
 */
public final class StaticFiles implements HttpHandler {
  /** Where {@link Builder#withLit} puts lit-html. */
  public static final String LIT = "/lib/lit-html.js";

  private static final String LIT_RESOURCE =
      "META-INF/resources/_static/lit-html/3.3.3/lit-html.js";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final Map<String, File> files;

  private record File(String type, String etag, Bytes content) {}

  private StaticFiles(Map<String, File> files) {
    this.files = Map.copyOf(files);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var file = files.get(exchange.getRequestURI().getPath());
    if (file == null) {
      Replies.refuse(exchange, 404, "there is no such page");
      return;
    }
    if (!exchange.getRequestMethod().equals("GET") && !exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      Replies.refuse(exchange, 405, "this can only be read");
      return;
    }
    exchange.getResponseHeaders().set("ETag", file.etag());
    if (file.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      try (exchange) {
        exchange.sendResponseHeaders(304, -1);
      }
      return;
    }
    Replies.bytes(exchange, 200, file.type(), file.content().toArray());
  }

  /** Names the files, each by the path it is served at. */
  public static final class Builder {
    private final Map<String, File> files = new LinkedHashMap<>();

    private Builder() {}

    /** Serves a resource of the class path; the path's or the resource's ending tells its type. */
    public Builder with(String path, String resource) {
      return with(path, resource, UnaryOperator.identity());
    }

    /** Serves a resource of text after {@code change}. */
    public Builder with(String path, String resource, UnaryOperator<String> change) {
      var content = Bytes.utf8(change.apply(load(resource).utf8()));
      var type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalArgumentException("no content type for " + resource);
      }
      files.put(path, new File(type, etag(content), content));
      return this;
    }

    /** Serves lit-html at {@link #LIT}. */
    public Builder withLit() {
      return with(LIT, LIT_RESOURCE);
    }

    public StaticFiles build() {
      return new StaticFiles(files);
    }

    private static Bytes load(String resource) {
      try (var in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalArgumentException("not on the class path: " + resource);
        }
        return Bytes.copyOf(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource, e);
      }
    }

    private static String etag(Bytes content) {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(content.toArray());
        return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
