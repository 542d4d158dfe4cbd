package org.healthhut.simulator.noise;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.shell.Options;

/**
 * {@code noise}: tries every kind of noise on every model, on all cores, and prints what came of
 * it.
 */
public final class NoiseReport {
  /** How it is called. */
  public static final String USAGE = "noise [--model ID] [--bytes 10000000] [--seed 1]";

  private final List<Tally> tallies;

  private NoiseReport(List<Tally> tallies) {
    this.tallies = tallies;
  }

  /**
   * Runs and prints a table and lines of JSON.
   *
   * @throws IllegalArgumentException when the options cannot be understood
   */
  public static void run(Options options, PrintStream out) throws InterruptedException {
    var only = options.text("model", "");
    int bytes = options.number("bytes", 10_000_000, 1, Integer.MAX_VALUE);
    int seed = options.number("seed", 1, 0, Integer.MAX_VALUE);
    options.requireAllKnown();
    var models =
        Catalogue.models().stream()
            .filter(model -> only.isEmpty() || model.id().equals(only))
            .toList();
    if (models.isEmpty()) {
      throw new IllegalArgumentException("no model '" + only + "'");
    }
    out.println("seed " + seed);
    var report = of(models, bytes, seed);
    report.rows().forEach(out::println);
    report.tallies.forEach(tally -> out.println(tally.json()));
  }

  /** Divides {@code bytes} evenly among the models and kinds there are. */
  static NoiseReport of(List<Model> models, long bytes, long seed) throws InterruptedException {
    int kinds =
        models.stream()
            .mapToInt(model -> VirtualCatalogue.find(model.id()).isPresent() ? 5 : 2)
            .sum();
    long share = Math.max(1, bytes / kinds);
    var results = new ArrayList<Future<Optional<Tally>>>();
    var tallies = new ArrayList<Tally>();
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var model : models) {
        for (var noise : Noise.values()) {
          Callable<Optional<Tally>> run = () -> NoiseRun.of(model, noise, share, seed);
          results.add(executor.submit(run));
        }
      }
      for (var result : results) {
        result.get().ifPresent(tallies::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a driver threw", e.getCause());
    }
    return new NoiseReport(tallies);
  }

  List<Tally> tallies() {
    return List.copyOf(tallies);
  }

  /**
   * A table for people, in Markdown: of each kind of noise the false readings of all readings, and
   * of flipped bits and replaced bytes how many in a million damaged frames.
   */
  List<String> rows() {
    var models = new LinkedHashMap<Model, Map<Noise, Tally>>();
    for (var tally : tallies) {
      models
          .computeIfAbsent(tally.model(), _ -> new EnumMap<>(Noise.class))
          .put(tally.noise(), tally);
    }
    var rows = new ArrayList<String>();
    rows.add(
        "| model | checksum | MB | damaged frames | random | text | torn | bit | bit/million |"
            + " byte | byte/million |");
    rows.add("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    models.forEach((model, kinds) -> rows.add(row(model.id(), kinds.values())));
    rows.add(row("all", tallies));
    return rows;
  }

  private static String row(String name, Collection<Tally> tallies) {
    boolean played = tallies.stream().anyMatch(tally -> tally.noise().damages());
    boolean checksum = tallies.stream().allMatch(Tally::checksum);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %d | %s | %s | %s | %s | %s | %s | %s |",
        name,
        name.equals("all") || !played ? "" : checksum ? "yes" : "no",
        tallies.stream().mapToLong(Tally::bytes).sum() / 1e6,
        tallies.stream().mapToLong(Tally::damaged).sum(),
        cell(tallies, Noise.RANDOM),
        cell(tallies, Noise.TEXT),
        cell(tallies, Noise.TORN),
        cell(tallies, Noise.BIT),
        inMillion(tallies, Noise.BIT),
        cell(tallies, Noise.BYTE),
        inMillion(tallies, Noise.BYTE));
  }

  private static String cell(Collection<Tally> tallies, Noise noise) {
    var of = tallies.stream().filter(tally -> tally.noise() == noise).toList();
    return of.isEmpty()
        ? "–"
        : of.stream().mapToLong(Tally::falseReadings).sum()
            + " of "
            + of.stream().mapToLong(Tally::readings).sum();
  }

  private static String inMillion(Collection<Tally> tallies, Noise noise) {
    var of = tallies.stream().filter(tally -> tally.noise() == noise).toList();
    long damaged = of.stream().mapToLong(Tally::damaged).sum();
    return damaged == 0
        ? "–"
        : String.format(
            Locale.ROOT, "%.0f", 1e6 * of.stream().mapToLong(Tally::falseReadings).sum() / damaged);
  }
}
