package org.healthhut.kiosk.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to any number of pages.
 *
 * <p>Every page is first given a snapshot, unless it says with {@code Last-Event-ID} what it had
 * last and all that followed is still here; then it is given just that. Ids hold the start they
 * belong to, so that a page that outlived a restart gets a snapshot.
 */
public final class EventStream implements HttpHandler, AutoCloseable {
  private final String start;
  private final int bufferMax;
  private final Duration heartbeat;
  private final Snapshot snapshot;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Event> buffer = new ArrayDeque<>();
  private final Set<Reader> readers = new LinkedHashSet<>();
  private long last;
  private boolean closed;

  /** Everything a page needs to begin with, as data on one line. */
  @FunctionalInterface
  public interface Snapshot {
    String data();
  }

  private record Event(long id, String name, String data) {}

  /**
   * A stream of this start of the program.
   *
   * @param start names the start in ids: letters and digits
   * @param bufferMax how many events are kept for pages that come back; a page that falls further
   *     behind than this is dropped and comes back for a snapshot
   * @param heartbeat after so much silence a comment is sent, which also finds pages that are gone
   */
  public EventStream(String start, int bufferMax, Duration heartbeat, Snapshot snapshot) {
    this.start = start;
    this.bufferMax = bufferMax;
    this.heartbeat = heartbeat;
    this.snapshot = snapshot;
  }

  /**
   * Sends an event to every page. Never waits for one.
   *
   * @param data without a line break, as JSON is
   */
  public void publish(String name, String data) {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("an event's data is one line");
    }
    lock.lock();
    try {
      var event = new Event(++last, name, data);
      buffer.addLast(event);
      if (buffer.size() > bufferMax) {
        buffer.removeFirst();
      }
      readers.removeIf(reader -> !reader.offer(event));
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is kept for pages that come back: it was about a person who has left. */
  public void forget() {
    lock.lock();
    try {
      buffer.clear();
    } finally {
      lock.unlock();
    }
  }

  /** How many pages are listening. */
  public int readers() {
    lock.lock();
    try {
      return readers.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      readers.forEach(Reader::drop);
      readers.clear();
      buffer.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      Replies.refuse(exchange, 405, "this can only be read");
      return;
    }
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      serve(exchange.getResponseBody(), exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes to one page until it goes away, falls behind or the stream is closed. */
  void serve(OutputStream out, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    var reader = new Reader(bufferMax);
    try {
      for (var event : join(reader, lastEventId)) {
        write(out, event);
      }
      out.flush();
      while (!reader.dropped) {
        var event = reader.queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
          out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
        } else if (event.id() > 0) {
          write(out, event);
        }
        out.flush();
      }
    } finally {
      leave(reader);
    }
  }

  /** What the page must be given before what is published from now on. */
  private List<Event> join(Reader reader, @Nullable String lastEventId) {
    lock.lock();
    try {
      if (closed) {
        reader.drop();
        return List.of();
      }
      readers.add(reader);
      long had = number(lastEventId);
      boolean complete = had == last || (!buffer.isEmpty() && buffer.getFirst().id() <= had + 1);
      if (had >= 0 && had <= last && complete) {
        var missed = new ArrayList<Event>();
        buffer.stream().filter(event -> event.id() > had).forEach(missed::add);
        return missed;
      }
      return List.of(new Event(last, "snapshot", snapshot.data()));
    } finally {
      lock.unlock();
    }
  }

  private void leave(Reader reader) {
    lock.lock();
    try {
      readers.remove(reader);
    } finally {
      lock.unlock();
    }
  }

  private long number(@Nullable String id) {
    var prefix = start + "-";
    if (id == null || !id.startsWith(prefix)) {
      return -1;
    }
    try {
      return Long.parseLong(id.substring(prefix.length()));
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private void write(OutputStream out, Event event) throws IOException {
    var text =
        "id: "
            + start
            + "-"
            + event.id()
            + "\nevent: "
            + event.name()
            + "\ndata: "
            + event.data()
            + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One page: what it has not been sent yet. */
  private static final class Reader {
    private static final Event WAKE = new Event(0, "", "");

    private final BlockingQueue<Event> queue;
    private volatile boolean dropped;

    Reader(int max) {
      this.queue = new ArrayBlockingQueue<>(max);
    }

    boolean offer(Event event) {
      if (queue.offer(event)) {
        return true;
      }
      drop();
      return false;
    }

    void drop() {
      dropped = true;
      queue.clear();
      queue.offer(WAKE);
    }
  }
}
