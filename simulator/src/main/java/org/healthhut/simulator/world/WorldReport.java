package org.healthhut.simulator.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.healthhut.simulator.shell.Options;

/**
 * {@code world}: runs one world after the other, on all cores, and prints what happened in them.
 */
public final class WorldReport {
  /** How it is called. */
  public static final String USAGE = "world [--steps 100000] [--seed 0] [--seeds N]";

  /** So many are begun at a time, on however many cores, so that the last seed is the same one. */
  private static final int BLOCK = 16;

  private WorldReport() {}

  /** What came of several worlds. */
  record Summary(
      long seeds, long steps, long records, long crashes, Map<Fault, Long> faults, long trace) {
    Summary {
      faults = new EnumMap<>(faults);
    }

    static Summary empty() {
      return new Summary(0, 0, 0, 0, new EnumMap<>(Fault.class), 0);
    }

    Summary plus(World.Outcome outcome) {
      var all = new EnumMap<>(faults);
      outcome.faults().forEach((fault, count) -> all.merge(fault, count, Long::sum));
      return new Summary(
          seeds + 1,
          steps + outcome.steps(),
          records + outcome.records(),
          crashes + outcome.crashes(),
          all,
          31 * trace + outcome.trace());
    }

    ObjectNode json() {
      var node =
          JsonNodeFactory.instance
              .objectNode()
              .put("seeds", seeds)
              .put("steps", steps)
              .put("records", records)
              .put("crashes", crashes)
              .put("trace", "%016x".formatted(trace));
      var counts = node.putObject("faults");
      faults.forEach((fault, count) -> counts.put(fault.name(), count));
      return node;
    }
  }

  /**
   * Runs and prints a table and a line of JSON.
   *
   * @throws IllegalArgumentException when the options cannot be understood
   * @throws PromiseBroken when a seed is found that breaks a promise
   */
  public static void run(Options options, PrintStream out) throws InterruptedException {
    int steps = options.number("steps", 100_000, 1, Integer.MAX_VALUE);
    int first = options.number("seed", 0, 0, Integer.MAX_VALUE);
    int seeds = options.number("seeds", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    options.requireAllKnown();
    boolean counted = seeds < Integer.MAX_VALUE;
    try (var _ = new Quiet()) {
      var summary = counted ? of(first, seeds) : until(first, so -> so.steps() >= steps);
      out.println("seeds %d to %d".formatted(first, first + summary.seeds() - 1));
      out.println();
      out.println("| fault | times |");
      out.println("|---|--:|");
      summary.faults().forEach((fault, count) -> out.println("| " + fault + " | " + count + " |"));
      out.println();
      out.println(
          "%d steps, %d records saved, %d crashes: none lost, none doubled"
              .formatted(summary.steps(), summary.records(), summary.crashes()));
      out.println(summary.json());
    }
  }

  /** So many seeds from {@code first} on. */
  static Summary of(long first, int seeds) throws InterruptedException {
    return until(first, so -> so.seeds() >= seeds);
  }

  private static Summary until(long first, Predicate<Summary> enough) throws InterruptedException {
    var summary = Summary.empty();
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (long next = first; ; next += BLOCK) {
        for (var outcome : begin(executor, next)) {
          summary = summary.plus(outcome.get());
          if (enough.test(summary)) {
            executor.shutdownNow();
            return summary;
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PromiseBroken broken) {
        throw broken;
      }
      throw new IllegalStateException("a world ended", e.getCause());
    }
  }

  private static List<Future<World.Outcome>> begin(ExecutorService executor, long first) {
    var outcomes = new ArrayList<Future<World.Outcome>>();
    for (long seed = first; seed < first + BLOCK; seed++) {
      long of = seed;
      Callable<World.Outcome> run = () -> World.run(of, new Parts());
      outcomes.add(executor.submit(run));
    }
    return outcomes;
  }
}
