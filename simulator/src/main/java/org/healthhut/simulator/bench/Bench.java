package org.healthhut.simulator.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.healthhut.simulator.device.DeviceState;
import org.healthhut.simulator.device.DeviceThread;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.LineFault;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/**
 * A table with virtual devices, each plugged in under its name in one folder. May be used from any
 * thread.
 */
public final class Bench implements AutoCloseable {
  /** A blood pressure monitor, a glucose meter and a scale. */
  public static final List<Place> STANDARD =
      List.of(
          new Place("bp-a", VirtualCatalogue.get("hbp-9030")),
          new Place("glu-a", VirtualCatalogue.get("sinocare-uart")),
          new Place("scale-a", VirtualCatalogue.get("and-scale")));

  /** More than a kiosk has. */
  static final int PLACES_MAX = 32;

  private final Path folder;
  private final long seed;
  private final Supplier<Duration> uptime;
  private final Feed feed = new Feed();
  private final Map<String, DeviceThread> devices = new LinkedHashMap<>();
  private final Map<String, VirtualModel> models = new LinkedHashMap<>();

  /** Guards what is drawn, so that one seed gives one sequence. */
  private final ReentrantLock drawing = new ReentrantLock();

  private final SplittableRandom random;
  private volatile Pace pace = Pace.REAL;

  /**
   * A device on the bench.
   *
   * @param name of its port, as {@code bp-a}
   */
  public record Place(String name, VirtualModel model) {
    public Place {
      if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
        throw new IllegalArgumentException("a device name is a-z, 0-9 and -, is " + name);
      }
    }
  }

  /**
   * Devices as a technician names them: {@code bp-a=hbp-9020,ox-a=cms50-v7}.
   *
   * @throws IllegalArgumentException naming what is not a device, and what could be
   */
  public static List<Place> places(String named) {
    var places = new ArrayList<Place>();
    for (var each : List.of(named.split(",", -1))) {
      var parts = each.split("=", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("a device is NAME=MODEL, is " + each);
      }
      var model =
          VirtualCatalogue.find(parts[1])
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "there is no virtual "
                          + parts[1]
                          + "; there are "
                          + VirtualCatalogue.models().stream()
                              .map(VirtualModel::id)
                              .collect(Collectors.joining(", "))));
      places.add(new Place(parts[0], model));
    }
    if (places.size() > PLACES_MAX) {
      throw new IllegalArgumentException("a bench has at most " + PLACES_MAX + " devices");
    }
    return List.copyOf(places);
  }

  /**
   * Somebody being measured.
   *
   * @param done how it ended, once the last byte is on the wire and, on a scale, they are off it
   */
  public record Run(Measurement measurement, CompletableFuture<Ending> done) {}

  private Bench(Path folder, Supplier<Duration> uptime, long seed) {
    this.folder = folder;
    this.uptime = uptime;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Makes the folder when there is none, and switches on and plugs in every device.
   *
   * @param clock what the devices' own clocks go by
   * @param uptime what every duration is measured by
   * @param seed draws values, noise and the swing of a scale
   */
  public static Bench open(
      Path folder, List<Place> places, InstantSource clock, Supplier<Duration> uptime, long seed)
      throws IOException {
    Files.createDirectories(folder);
    var bench = new Bench(folder.toRealPath(), uptime, seed);
    try {
      for (var place : places) {
        bench.add(place, clock);
      }
      return bench;
    } catch (IOException e) {
      bench.close();
      throw e;
    }
  }

  private void add(Place place, InstantSource clock) throws IOException {
    if (models.put(place.name(), place.model()) != null) {
      throw new IllegalArgumentException("two devices are called " + place.name());
    }
    devices.put(
        place.name(),
        DeviceThread.start(
            place.name(), place.model(), port(place.name()), feed, clock, uptime, random.split()));
  }

  public List<String> names() {
    return List.copyOf(devices.keySet());
  }

  /**
   * What a kiosk's configuration names: it stays the same however often the device is unplugged.
   */
  public Path port(String name) {
    return folder.resolve(name);
  }

  public long seed() {
    return seed;
  }

  public Pace pace() {
    return pace;
  }

  public List<DeviceState> devices() {
    return feed.states();
  }

  /** Measures {@code persona}, with values drawn for them. */
  public Run measure(String name, Persona persona) {
    return measure(name, persona, Wish.NONE);
  }

  /**
   * What a measurement is to be like, other than the persona would have it.
   *
   * @param values instead of drawn ones; they may be ones no person has
   * @param flags beside those that are drawn
   * @param error the device's own error to end with, or empty
   */
  public record Wish(
      Map<Metric, BigDecimal> values, Set<Flag> flags, String error, Comparator beyond) {
    public static final Wish NONE = of(Map.of());

    public static Wish of(Map<Metric, BigDecimal> values) {
      return new Wish(values, Set.of(), "", Comparator.EXACTLY);
    }
  }

  /**
   * Measures {@code persona}.
   *
   * @throws IllegalArgumentException when the device can't put what is wished for on its wire
   */
  public Run measure(String name, Persona persona, Wish wish) {
    var device = device(name);
    var model = model(name);
    var drawn = drawn(persona, model);
    var found = new EnumMap<>(drawn.values());
    for (var value : wish.values().entrySet()) {
      if (found.replace(value.getKey(), value.getValue()) == null) {
        throw new IllegalArgumentException(
            model.id() + " does not measure " + value.getKey().key());
      }
    }
    var flags = new HashSet<>(drawn.flags());
    flags.addAll(wish.flags());
    var measurement = model.checked(new Measurement(found, flags, wish.error(), wish.beyond()));
    return new Run(measurement, device.measure(measurement));
  }

  private Measurement drawn(Persona persona, VirtualModel model) {
    drawing.lock();
    try {
      return persona.draw(model, random);
    } finally {
      drawing.unlock();
    }
  }

  /** Holds a card or a code to a reader. */
  public CompletableFuture<Void> show(String name, Document document) {
    return device(name).show(document);
  }

  public CompletableFuture<Void> stop(String name) {
    return device(name).stop();
  }

  /** Does {@code fault} to each of the next {@code times} frames of a device. */
  public CompletableFuture<Void> inject(String name, LineFault fault, int times) {
    return device(name).inject(fault, times);
  }

  public CompletableFuture<Void> clearFaults(String name) {
    return device(name).clearFaults();
  }

  public CompletableFuture<Void> unplug(String name) {
    return device(name).unplug();
  }

  public CompletableFuture<Void> plug(String name) {
    return device(name).plug();
  }

  /** Sets a device's own clock {@code ahead} of the true time, or behind it. */
  public CompletableFuture<Void> skewClock(String name, Duration ahead) {
    return device(name).skewClock(ahead);
  }

  public CompletableFuture<Void> pace(Pace other) {
    pace = other;
    feed.touch();
    var all = new ArrayList<CompletableFuture<Void>>();
    for (var device : devices.values()) {
      all.add(device.pace(other));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  Feed feed() {
    return feed;
  }

  Duration uptime() {
    return uptime.get();
  }

  /** Unplugs everything. */
  @Override
  public void close() {
    devices.values().forEach(DeviceThread::close);
  }

  VirtualModel model(String name) {
    var model = models.get(name);
    if (model == null) {
      throw new IllegalArgumentException("no device is called " + name);
    }
    return model;
  }

  private DeviceThread device(String name) {
    var device = devices.get(name);
    if (device == null) {
      throw new IllegalArgumentException("no device is called " + name);
    }
    return device;
  }
}
