package org.healthhut.simulator.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a disk holds: files and names as programs see them, the same as they are on the disk, and in
 * order every change that is not on it yet. Used by one thread at a time.
 */
final class Platter {
  private static final int SECTOR = 512;
  private static final int PAGE = 4096;

  /** A failed force leaves changes of which nobody can say whether they are on the disk. */
  private record Pending(Change change, boolean isDoubtful) {}

  private final NavigableMap<Path, SimulatedFile> seen = new TreeMap<>();
  private final NavigableMap<Path, SimulatedFile> safe = new TreeMap<>();
  private final NavigableSet<Path> folders = new TreeSet<>();
  private final List<Pending> pending = new ArrayList<>();

  boolean isFolder(Path path) {
    return path.getParent() == null || folders.contains(path);
  }

  /** A folder is on the disk at once. */
  void addFolder(Path folder) {
    for (var path = folder; path != null; path = path.getParent()) {
      folders.add(path);
    }
  }

  @Nullable SimulatedFile file(Path name) {
    return seen.get(name);
  }

  List<Path> names(Path folder) {
    return seen.keySet().stream().filter(name -> folder.equals(name.getParent())).toList();
  }

  long used() {
    return seen.values().stream().mapToLong(file -> file.seen.size()).sum();
  }

  SimulatedFile create(Path name) {
    var file = new SimulatedFile();
    seen.put(name, file);
    pending.add(new Pending(new Change.Named(name, file), false));
    return file;
  }

  void delete(Path name) {
    if (seen.remove(name) != null) {
      pending.add(new Pending(new Change.Unnamed(name), false));
    }
  }

  void move(Path from, Path to, SimulatedFile file) {
    seen.remove(from);
    seen.put(to, file);
    pending.add(new Pending(new Change.Renamed(from, to, file), false));
  }

  void write(SimulatedFile file, int at, Bytes bytes) {
    resize(file, Math.max(file.seen.size(), at + bytes.length()));
    file.seen.write(at, bytes);
    pending.add(new Pending(new Change.Written(file, at, bytes), false));
  }

  void resize(SimulatedFile file, int size) {
    if (size != file.seen.size()) {
      file.seen.resize(size);
      pending.add(new Pending(new Change.Resized(file, size), false));
    }
  }

  /** Puts a file's bytes and length on the disk; what an earlier force failed at is gone. */
  void force(SimulatedFile file) {
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      var next = all.next();
      if (next.change() instanceof Change.OfFile change && change.file() == file) {
        all.remove();
        if (!next.isDoubtful()) {
          apply(change, safe, Function.identity());
        }
      }
    }
  }

  /** Puts the names of a folder on the disk. */
  void forceNames(Path folder) {
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      var next = all.next();
      if (next.change() instanceof Change.OfName change && change.isIn(folder)) {
        all.remove();
        apply(change, safe, Function.identity());
      }
    }
  }

  /** From now on nobody knows what is on the disk of that which was not forced. */
  void failForce(SimulatedFile file) {
    pending.replaceAll(next ->
        next.change() instanceof Change.OfFile change && change.file() == file
            ? new Pending(change, true)
            : next);
  }

  /** What may be found after the power has gone and come back. */
  Platter survivor(Survival survival, RandomGenerator random) {
    var changes = new ArrayList<Change>();
    int blockSize = random.nextBoolean() ? SECTOR : PAGE;
    for (var next : pending) {
      if (next.change() instanceof Change.Written written) {
        changes.addAll(written.blocks(blockSize));
      } else {
        changes.add(next.change());
      }
    }
    var next = new Platter();
    next.folders.addAll(folders);
    var copies = new IdentityHashMap<SimulatedFile, SimulatedFile>();
    Function<SimulatedFile, SimulatedFile> copy =
        file -> copies.computeIfAbsent(file, SimulatedFile::safeCopy);
    safe.forEach((name, file) -> next.safe.put(name, copy.apply(file)));
    for (var change : survivors(changes, survival, random)) {
      apply(change, next.safe, copy);
    }
    next.seen.putAll(next.safe);
    next.seen.values().forEach(SimulatedFile::settle);
    return next;
  }

  private static List<Change> survivors(
      List<Change> changes, Survival survival, RandomGenerator random) {
    if (changes.isEmpty()) {
      return changes;
    }
    int count = changes.size();
    return switch (survival) {
      case NOTHING -> List.of();
      case PREFIX -> {
        int kept = random.nextInt(count + 1);
        var some = new ArrayList<>(changes.subList(0, kept));
        if (kept < count) {
          some.add(torn(changes.get(kept), random));
        }
        yield some;
      }
      case SUBSET -> {
        double share = random.nextDouble();
        var some = new ArrayList<Change>();
        for (var change : changes) {
          if (random.nextDouble() < share) {
            some.add(random.nextInt(8) == 0 ? torn(change, random) : change);
          }
        }
        yield some;
      }
      case REORDERED -> {
        int from = random.nextInt(count);
        int to = from + 1 + random.nextInt(count - from);
        var some = new ArrayList<>(changes.subList(0, from));
        some.addAll(changes.subList(to, count));
        yield some;
      }
    };
  }

  /** The beginning of a block, and behind it what was there before or what nobody wrote. */
  private static Change torn(Change change, RandomGenerator random) {
    if (!(change instanceof Change.Written(var file, int at, var bytes))) {
      return change;
    }
    int whole = random.nextInt(bytes.length());
    var kept = bytes.slice(0, whole);
    if (at >= file.safe.size() && random.nextBoolean()) {
      var junk = new byte[bytes.length() - whole];
      random.nextBytes(junk);
      kept = kept.plus(Bytes.copyOf(junk));
    }
    return new Change.Written(file, at, kept);
  }

  private static void apply(
      Change change,
      NavigableMap<Path, SimulatedFile> names,
      Function<SimulatedFile, SimulatedFile> as) {
    switch (change) {
      case Change.Written(var file, int at, var bytes) -> as.apply(file).safe.write(at, bytes);
      case Change.Resized(var file, int size) -> as.apply(file).safe.resize(size);
      case Change.Named(var name, var file) -> names.put(name, as.apply(file));
      case Change.Unnamed(var name) -> names.remove(name);
      case Change.Renamed(var from, var to, var file) -> {
        names.remove(from);
        names.put(to, as.apply(file));
      }
    }
  }
}
