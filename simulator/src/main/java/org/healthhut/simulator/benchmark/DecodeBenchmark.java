package org.healthhut.simulator.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.healthhut.device.Driver;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.noise.Use;
import org.healthhut.vital.Moment;

/**
 * What decoding costs: each driver is told again what it was told while its virtual device was used
 * by one person after another, as fast as it goes.
 *
 * <p>Silences and wake-ups are told too and count, since a driver does work on them. It is the
 * thread's own time on a core, and the best of several rounds, so that others on the machine do not
 * count.
 */
public final class DecodeBenchmark {
  /** Bytes a second on a line of 115200 baud, one start bit and one stop bit each. */
  private static final double LINE = 115_200 / 10.0;

  private static final int USES = 12;
  private static final int ROUNDS = 9;
  private static final long ROUND_NANOS = 80_000_000;
  private static final Duration REOPENED = Duration.ofSeconds(2);

  private final PrintStream out;
  private final ThreadMXBean threads;

  /** One thing a driver is told, and when. */
  private record Told(Stimulus stimulus, Moment at) {}

  /** Everything the driver of one opened line is told. */
  private record Session(List<Told> told) {
    long frames() {
      return told.stream().filter(one -> one.stimulus() instanceof Stimulus.Received).count();
    }

    long bytes() {
      return told.stream()
          .mapToLong(
              one -> one.stimulus() instanceof Stimulus.Received(var bytes) ? bytes.length() : 0)
          .sum();
    }
  }

  /**
   * What it costs to decode one model's traffic.
   *
   * @param core the share of one core that a full line of it takes, 0..1
   */
  private record Cost(
      String model, long frames, double bytesOfFrame, double nanos, double allocated, double core) {
    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %.1f | %.0f | %.0f | %.3f %% |",
          model,
          frames,
          bytesOfFrame,
          nanos,
          allocated,
          100 * core);
    }

    String json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("model", model)
          .put("frames", frames)
          .put("bytesPerFrame", bytesOfFrame)
          .put("nanosPerFrame", nanos)
          .put("allocatedPerFrame", allocated)
          .put("shareOfCore", core)
          .toString();
    }
  }

  public DecodeBenchmark(PrintStream out) {
    this.out = out;
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting)) {
      throw new IllegalStateException("this Java does not count what a thread allocates");
    }
    this.threads = counting;
  }

  /** Measures every model that has a virtual device, and prints a table and lines of JSON. */
  public void run() {
    var costs = new ArrayList<Cost>();
    for (var virtual : VirtualCatalogue.models()) {
      Catalogue.find(virtual.id()).ifPresent(model -> costs.add(cost(model, virtual)));
    }
    out.println(
        "| model | frames | bytes/frame | ns/frame | allocated bytes/frame | of a core at 115200 |");
    out.println("|---|--:|--:|--:|--:|--:|");
    costs.forEach(cost -> out.println(cost.row()));
    costs.forEach(cost -> out.println(cost.json()));
  }

  private Cost cost(Model model, VirtualModel virtual) {
    var sessions = new ArrayList<Session>();
    for (int seed = 0; seed < USES; seed++) {
      sessions.addAll(record(new Use(model, virtual, seed)));
    }
    long frames = sessions.stream().mapToLong(Session::frames).sum();
    long bytes = sessions.stream().mapToLong(Session::bytes).sum();
    if (frames == 0) {
      throw new IllegalStateException(model.id() + " sends nothing");
    }
    double nanos = Double.MAX_VALUE;
    double allocated = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long began = threads.getCurrentThreadCpuTime();
      long took = 0;
      long played = 0;
      while (took < ROUND_NANOS) {
        sessions.forEach(session -> play(model.newDriver().get(), session));
        played += frames;
        took = threads.getCurrentThreadCpuTime() - began;
      }
      nanos = Math.min(nanos, (double) took / played);
      allocated =
          Math.min(
              allocated, (double) (threads.getCurrentThreadAllocatedBytes() - before) / played);
    }
    double bytesOfFrame = (double) bytes / frames;
    return new Cost(
        model.id(), frames, bytesOfFrame, nanos, allocated, nanos / 1e9 * LINE / bytesOfFrame);
  }

  private static void play(Driver driver, Session session) {
    for (var told : session.told()) {
      driver.on(told.stimulus(), told.at());
    }
  }

  /** What the drivers of a use were told, each from when its line was opened. */
  private static List<Session> record(Use use) {
    var sessions = new ArrayList<List<Told>>();
    var meeting = use.begin();
    meeting.record((stimulus, at) -> {
      if (stimulus instanceof Stimulus.Opened) {
        sessions.add(new ArrayList<>());
      }
      if (!sessions.isEmpty()) {
        sessions.getLast().add(new Told(stimulus, at));
      }
    });
    meeting.replug();
    meeting.pass(REOPENED);
    use.play(meeting);
    return sessions.stream().map(Session::new).toList();
  }
}
