package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.screen.Page;
import org.healthhut.wire.KioskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent whose outbox cannot be opened yet. */
class AgentWaitsTest {
  @TempDir Path data = Path.of("");

  private final TestKiosk kiosk = new TestKiosk();

  @AfterEach
  void stop() {
    kiosk.close();
  }

  private Outbox journaled(String id) throws IOException {
    return JournaledOutbox.open(
        data,
        new KioskId(id),
        kiosk.config(false, 0, 21.5).district().key(),
        new Random(3),
        kiosk.clock(),
        OutboxSettings.usual());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private CompletableFuture<Agent> started(int port) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return kiosk.start(kiosk.config(false, port, 21.5));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    });
  }

  private static Page page(int port) {
    var opened = new AtomicReference<Page>();
    Waiting.until(() -> {
      try {
        opened.set(new Page(port, ""));
        return true;
      } catch (IOException _) {
        return false;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    return Objects.requireNonNull(opened.get());
  }

  @Test
  void showsThatAnotherProgramHasTheFolderAndGoesOnWhenItIsFree() throws Exception {
    int port = freePort();
    kiosk.store = () -> journaled("hut-001");
    CompletableFuture<Agent> agent;
    Page page;
    try (var other = journaled("hut-001")) {
      agent = started(port);
      page = page(port);
      page.sees("\"screen\":\"store-in-use\"");
      assertFalse(agent.isDone());
      assertEquals(0, other.standing().captured());
    }
    try (page) {
      page.sees("\"screen\":\"idle\"");
      page.post("{\"command\":\"guest\"}");
      page.sees("\"screen\":\"menu\"");
    }
    agent.join();
  }

  @Test
  void waitsForAnAgentThatHasThePortAsWell() throws Exception {
    kiosk.store = () -> journaled("hut-001");
    int port = kiosk.start(kiosk.config(false, 0, 21.5)).screenPort();
    try (var next = new TestKiosk()) {
      var tries = new AtomicInteger();
      next.store =
          () -> {
            tries.incrementAndGet();
            return journaled("hut-001");
          };
      var agent =
          CompletableFuture.supplyAsync(() -> {
            try {
              return next.start(next.config(false, port, 21.5));
            } catch (IOException e) {
              throw new CompletionException(e);
            }
          });
      Waiting.until(() -> tries.get() > 1);
      assertFalse(agent.isDone());
      kiosk.close();
      assertEquals(port, agent.join().screenPort());
    }
  }

  @Test
  void goesOnWhenTheDiskAnswersAgain() throws Exception {
    int port = freePort();
    var failing = new AtomicBoolean(true);
    kiosk.store =
        () -> {
          if (failing.get()) {
            throw new IOException("input/output error");
          }
          return kiosk.outbox;
        };
    var agent = started(port);
    try (var page = page(port)) {
      page.sees("\"screen\":\"store-failing\"");
      failing.set(false);
      page.sees("\"screen\":\"idle\"");
    }
    agent.join();
  }

  @Test
  void aFolderOfAnotherKioskEndsTheStart() throws Exception {
    journaled("hut-002").close();
    kiosk.store = () -> journaled("hut-001");
    var refused = started(0).handle((_, failure) -> String.valueOf(failure)).join();
    assertTrue(refused.contains("belongs to kiosk hut-002"), refused);
  }
}
