package org.healthhut.kiosk.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.healthhut.kiosk.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final EventStream stream =
      new EventStream("s1", 4, Duration.ofMillis(20), () -> "\"now\"");

  @Test
  void beginsWithASnapshotAndGoesOn() {
    stream.publish("view", "1");
    var page = new Page(stream, null);
    page.saw("id: s1-1\nevent: snapshot\ndata: \"now\"\n\n");
    stream.publish("view", "2");
    page.saw("id: s1-2\nevent: view\ndata: 2\n\n");
    page.saw(": still here\n\n");
    stream.close();
    page.ended();
  }

  @Test
  void sendsAgainOnlyWhatAPageHasMissed() {
    for (int i = 1; i <= 4; i++) {
      stream.publish("view", "v" + i);
    }
    var page = new Page(stream, "s1-2");
    page.saw("data: v3\n\n");
    page.saw("data: v4\n\n");
    assertFalse(page.text().contains("v2"));
    assertFalse(page.text().contains("snapshot"));
    stream.close();
  }

  @Test
  void givesASnapshotWhereItCannotSendAgain() {
    for (int i = 1; i <= 9; i++) {
      stream.publish("view", "v" + i);
    }
    for (var last : new String[] {"s1-2", "s0-9", "s1-10", "s1-x", "s1--1", "rubbish"}) {
      var page = new Page(stream, last);
      page.saw("id: s1-9\nevent: snapshot");
    }
    stream.close();
  }

  @Test
  void whatIsForgottenIsSentToNobody() {
    stream.publish("view", "somebody");
    stream.forget();
    stream.publish("view", "nobody");
    var page = new Page(stream, "s1-0");
    page.saw("snapshot");
    assertFalse(page.text().contains("somebody"));
    stream.close();
  }

  @Test
  void dropsAPageThatDoesNotRead() {
    var stuck = new CountDownLatch(1);
    var blocked =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              stuck.await();
            } catch (InterruptedException _) {
              throw new IOException("gone");
            }
          }
        };
    Thread.ofVirtual()
        .start(() -> {
          try {
            stream.serve(blocked, null);
          } catch (IOException | InterruptedException _) {
            // the page is gone, as intended
          }
        });
    Waiting.until(() -> stream.readers() == 1);
    for (int i = 0; i < 10; i++) {
      stream.publish("view", "v" + i);
    }
    assertEquals(0, stream.readers());
    stuck.countDown();
  }

  @Test
  void refusesDataOfTwoLines() {
    assertThrows(IllegalArgumentException.class, () -> stream.publish("view", "a\nb"));
  }

  /** A page that listens. */
  private static final class Page {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Thread thread;

    Page(EventStream stream, @Nullable String lastEventId) {
      thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  stream.serve(out, lastEventId);
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
    }

    String text() {
      return out.toString(StandardCharsets.UTF_8);
    }

    void saw(String part) {
      Waiting.until(() -> text().contains(part));
    }

    void ended() {
      Waiting.until(() -> !thread.isAlive());
      assertTrue(text().startsWith("id: "));
    }
  }
}
