package org.healthhut.simulator.screen;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, beside the scripts of one page until it is left. */
record Axe(Page page) {
  private static final String RUN =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .map(each => each.id + ' ' + each.nodes.map(node => node.html.slice(0, 160)).join(' | '))
      """;

  static Axe on(Page page) throws IOException {
    try (var in = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IOException("axe-core is not on the class path");
      }
      page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return new Axe(page);
  }

  /** What axe-core has against the page as it is now. */
  List<String> violations() {
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }
}
