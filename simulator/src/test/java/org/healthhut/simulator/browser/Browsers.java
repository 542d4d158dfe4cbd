package org.healthhut.simulator.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium, driven by Playwright.
 *
 * <p>On a machine without it a test is skipped and says why; where {@code
 * HEALTHHUT_BROWSER=required} is set, as environment or system property, it fails instead.
 *
 * <p>{@code -Dbrowser.late=1500} lets every request of a page leave up to so many milliseconds
 * late: a test that does not wait for what it touched then fails each time, and not once in a
 * hundred.
 */
public final class Browsers implements AutoCloseable {
  private static final String SETTING = "HEALTHHUT_BROWSER";
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** What a page is to show or to do, it does within this time, also on a machine that is busy. */
  private static final Duration DONE_WITHIN = Duration.ofMinutes(2);

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts the browser, or ends the test as skipped or failed. */
  public static Browsers open() {
    var chromium = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (chromium.isEmpty()) {
      var why = "no Chromium at " + PLACES + ": install the package chromium";
      if (isRequired()) {
        Assertions.fail(SETTING + "=required, but " + why);
      }
      Assumptions.abort(why);
    }
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout((double) DONE_WITHIN.toMillis());
    try {
      return new Browsers(
          playwright,
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(chromium.orElseThrow())
                      .setArgs(FLAGS)));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static boolean isRequired() {
    return "required".equals(System.getProperty(SETTING, System.getenv(SETTING)));
  }

  /** A page of its own context, whose scripts may make no mistake: see {@link #complaints}. */
  public Page page(int width, int height) {
    var page =
        browser
            .newContext(new Browser.NewContextOptions().setViewportSize(width, height))
            .newPage();
    page.setDefaultTimeout((double) DONE_WITHIN.toMillis());
    int late = Integer.getInteger("browser.late", 0);
    if (late > 0) {
      page.addInitScript(late(late));
    }
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    return page;
  }

  /** Requests leave late, each by another time. */
  private static String late(int millisMax) {
    return """
    {
      const promptly = window.fetch;
      window.fetch = async (...request) => {
        await new Promise(done => setTimeout(done, Math.random() * %d));
        return promptly(...request);
      };
    }
    """
        .formatted(millisMax);
  }

  /**
   * All the body of a page holds: texts and attributes, seen and unseen. Not its comments, in which
   * lit marks its places with nine random digits.
   */
  public static String held(Page page) {
    return (String)
        page.evaluate(
            """
            () => {
              const body = document.body.cloneNode(true);
              const walk = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
              const comments = [];
              while (walk.nextNode()) comments.push(walk.currentNode);
              for (const comment of comments) comment.remove();
              return body.outerHTML;
            }
            """);
  }

  /** What pages have said on their consoles as errors: broken scripts, refused resources. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
