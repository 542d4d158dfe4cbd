package org.healthhut.kiosk.voice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthhut.kiosk.web.Replies;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /voice/LANGUAGE/ID}: the site's own recording where its folder has one, else the
 * placeholder this program was built with, else nothing, and the page shows its caption alone.
 *
 * <p>Only ids of the catalogue are looked for, so no path leads anywhere else. A clip is read when
 * it is asked for and not kept.
 */
public final class Clips implements HttpHandler {
  public static final String PATH = "/voice/";

  /** A minute of uncompressed speech; what is larger is no prompt and is not served. */
  private static final long BYTES_MAX = 4_000_000;

  /** The kinds of file a clip can be, the one to prefer first. */
  private static final List<Kind> KINDS =
      List.of(new Kind(".opus", "audio/ogg"), new Kind(".wav", "audio/wav"));

  private final @Nullable Path folder;
  private final Set<String> ids =
      Prompts.all().stream().map(Prompt::id).collect(Collectors.toUnmodifiableSet());

  private record Kind(String ending, String type) {}

  private record Clip(String type, URL where) {}

  /**
   * Clips of one site.
   *
   * @param folder holds {@code zh/ID.opus} or {@code zh/ID.wav}, and the same under {@code en};
   *     null where a site has no recordings
   */
  public Clips(@Nullable Path folder) {
    this.folder = folder;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET") && !exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      Replies.refuse(exchange, 405, "this can only be read");
      return;
    }
    var asked = asked(exchange.getRequestURI().getPath());
    if (asked.isEmpty()) {
      Replies.refuse(exchange, 404, "there is no such prompt");
      return;
    }
    var clip = clip(asked.get());
    if (clip.isPresent()) {
      serve(exchange, clip.get());
    } else {
      // Nobody has recorded it yet, which is no mistake of the page's.
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private static void serve(HttpExchange exchange, Clip clip) throws IOException {
    try (exchange) {
      var connection = clip.where.openConnection();
      connection.setUseCaches(false);
      try (var in = connection.getInputStream()) {
        long length = connection.getContentLengthLong();
        if (length <= 0 || length > BYTES_MAX) {
          Replies.refuse(exchange, 404, "there is no such clip");
          return;
        }
        exchange.getResponseHeaders().set("Content-Type", clip.type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : length);
        if (!head) {
          in.transferTo(exchange.getResponseBody());
        }
      }
    }
  }

  /** {@code LANGUAGE/ID}, where the catalogue has it. */
  private Optional<String> asked(String path) {
    var parts = path.split("/", -1);
    if (parts.length != 4 || !ids.contains(parts[3])) {
      return Optional.empty();
    }
    return Language.ofCode(parts[2]).map(language -> language.code() + "/" + parts[3]);
  }

  private Optional<Clip> clip(String name) throws IOException {
    for (var kind : KINDS) {
      if (folder != null) {
        var file = folder.resolve(name + kind.ending);
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
          return Optional.of(new Clip(kind.type, file.toUri().toURL()));
        }
      }
    }
    for (var kind : KINDS) {
      var built = Clips.class.getResource("/voice/" + name + kind.ending);
      if (built != null) {
        return Optional.of(new Clip(kind.type, built));
      }
    }
    return Optional.empty();
  }
}
