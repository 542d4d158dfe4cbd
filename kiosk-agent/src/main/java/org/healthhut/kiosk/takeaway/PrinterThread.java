package org.healthhut.kiosk.takeaway;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.Ports;
import org.healthhut.kiosk.config.PrinterConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints slips on one platform thread, since a printer without paper holds its writer. What is not
 * printed by the deadline has failed and is not printed later: whoever asked for it may have left.
 */
public final class PrinterThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PrinterThread.class);

  /** One at work and one that waits: two people do not stand at one kiosk. */
  private static final int WAITING_MAX = 1;

  /** What is in the line's buffers goes out before the question does. */
  private static final Duration LAST_ANSWER_MAX = Duration.ofSeconds(20);

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final Link.Port port;
  private final Duration firstAnswerMax;
  private final Duration deadline;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Job running;
  private volatile boolean stopping;

  private record Job(Bytes slip, CompletableFuture<Printed> outcome) {}

  /**
   * Does nothing until {@link #start}; the printer is opened for each slip anew.
   *
   * @param firstAnswerMax after which a printer counts as one that never says whether it has paper
   * @param deadline for one slip, from when it was asked for
   */
  public PrinterThread(Link.Port port, Duration firstAnswerMax, Duration deadline) {
    this.port = port;
    this.firstAnswerMax = firstAnswerMax;
    this.deadline = deadline;
    this.thread = Thread.ofPlatform().name("printer").daemon().unstarted(this::run);
  }

  /** The port a configuration names. */
  public static Link.Port port(PrinterConfig config) {
    return config.file() ? FileLink.port(config.port()) : Ports.port(config.port(), config.line());
  }

  public void start() {
    thread.start();
  }

  /**
   * Prints; never blocks.
   *
   * @param told what came of it, once and by the deadline, on any thread
   */
  public void print(Bytes slip, Consumer<Printed> told) {
    var job = new Job(slip, new CompletableFuture<>());
    var inTime =
        job.outcome
            .copy()
            .completeOnTimeout(Printed.FAILED, deadline.toNanos(), TimeUnit.NANOSECONDS);
    var _ =
        inTime.thenAccept(printed -> {
          if (job.outcome.complete(printed)) {
            log.atWarn().log("printer.late");
            giveUp(job);
          }
          told.accept(printed);
        });
    if (stopping || !jobs.offer(job)) {
      job.outcome.complete(Printed.FAILED);
    }
  }

  /** What waits is not printed. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_MAX)) {
        log.atWarn().log("printer.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    jobs.forEach(job -> job.outcome.complete(Printed.FAILED));
  }

  private void run() {
    while (!stopping) {
      Job job;
      try {
        job = jobs.take();
      } catch (InterruptedException _) {
        continue; // this is to stop
      }
      if (begin(job)) {
        var printed = print(job.slip);
        end();
        log.atInfo().addKeyValue("outcome", printed).log("slip.printed");
        job.outcome.complete(printed);
      }
    }
  }

  /** Whether the job is still wanted; from here on whoever gives it up interrupts it. */
  private boolean begin(Job job) {
    lock.lock();
    try {
      if (job.outcome.isDone()) {
        return false;
      }
      running = job;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** From here on an interrupt is not about the job that was running. */
  private void end() {
    lock.lock();
    try {
      running = null;
      var _ = Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Frees the thread or the queue of a job that is late; the job after it must not be hit. */
  private void giveUp(Job late) {
    var _ = jobs.remove(late);
    lock.lock();
    try {
      if (late.equals(running)) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private Printed print(Bytes slip) {
    try (var link = port.open()) {
      var before = paper(link, firstAnswerMax);
      if (before == EscPos.Paper.OUT) {
        return Printed.NO_PAPER;
      }
      link.write(slip);
      if (before == EscPos.Paper.UNTOLD) {
        return Printed.PRINTED;
      }
      return switch (paper(link, LAST_ANSWER_MAX)) {
        case THERE -> Printed.PRINTED;
        case OUT -> Printed.NO_PAPER;
        case UNTOLD -> Printed.FAILED;
      };
    } catch (IOException | RuntimeException e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("printer.failed");
      return Printed.FAILED;
    }
  }

  private static EscPos.Paper paper(Link link, Duration wait) throws IOException {
    link.write(EscPos.ASK_PAPER);
    return EscPos.paper(link.read(wait));
  }
}
