package org.healthhut.district.ingest;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.KioskId;

/**
 * Opens the messages that wait, on every core, while those before them are kept. Only so many are
 * opened ahead, since opened they take several times the room; the others are opened in their turn.
 */
final class Opening implements AutoCloseable {
  private static final int AHEAD_MAX = 64;

  private final Ingest ingest;
  private final Semaphore ahead = new Semaphore(AHEAD_MAX);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("opening-", 0).factory());

  Opening(Ingest ingest) {
    this.ingest = ingest;
  }

  /** A message that is opened, or is going to be. */
  final class Waiting {
    private final FutureTask<Understood> task;
    private final boolean isAhead;

    private Waiting(FutureTask<Understood> task) {
      this.task = task;
      this.isAhead = ahead.tryAcquire();
      if (isAhead) {
        threads.execute(task);
      }
    }

    /** What it is, asked once; opened by whoever asks when no thread has come to it. */
    Understood get() throws InterruptedException {
      task.run();
      try {
        return task.get();
      } catch (ExecutionException e) {
        // Of an exception the ingest has made something.
        throw new Error("opening a message failed", e.getCause());
      } finally {
        if (isAhead) {
          ahead.release();
        }
      }
    }
  }

  Waiting begin(KioskId kiosk, Bytes message) {
    return new Waiting(new FutureTask<>(() -> ingest.understand(kiosk, message)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
