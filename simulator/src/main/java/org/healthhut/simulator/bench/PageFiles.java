package org.healthhut.simulator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.healthhut.bytes.Bytes;

/** The files of the page, from the class path, and no others. */
final class PageFiles {
  private static final String LIT_VERSION = "/META-INF/maven/org.mvnpm/lit-html/pom.properties";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, Source> FILES =
      Map.of(
          "/", new Source("page/index.html", "text/html; charset=utf-8"),
          "/bench.css", new Source("page/bench.css", "text/css; charset=utf-8"),
          "/bench.js", new Source("page/bench.js", SCRIPT),
          "/wire.js", new Source("page/wire.js", SCRIPT),
          "/icon.svg", new Source("page/icon.svg", "image/svg+xml"),
          "/lib/lit-html.js", new Source(litHtml(), SCRIPT));

  private record Source(String resource, String type) {}

  /** A file ready to send. */
  record PageFile(String type, Bytes body) {}

  private PageFiles() {}

  static Optional<PageFile> find(String path) throws IOException {
    var source = FILES.get(path);
    if (source == null) {
      return Optional.empty();
    }
    try (var in = PageFiles.class.getResourceAsStream(source.resource())) {
      if (in == null) {
        throw new IOException("the program was built without " + source.resource());
      }
      return Optional.of(new PageFile(source.type(), Bytes.copyOf(in.readAllBytes())));
    }
  }

  /** The library stands in its jar under its version, which the jar itself tells. */
  private static String litHtml() {
    try (var in = PageFiles.class.getResourceAsStream(LIT_VERSION)) {
      if (in == null) {
        throw new IllegalStateException("lit-html is not on the class path");
      }
      var properties = new Properties();
      properties.load(in);
      return "/META-INF/resources/_static/lit-html/%s/lit-html.js"
          .formatted(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
