package org.healthhut.device.link;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The serial ports of a Linux machine, from its folders of devices. */
final class SerialDevices {
  /** Real ports; virtual consoles and pseudo-terminals have no hardware behind them. */
  private static final String NAMES = "tty{S,USB,ACM,AMA,THS,mxc,O}[0-9]*";

  /** From a port up to its USB adapter: port, interface, adapter. */
  private static final int LEVELS_MAX = 4;

  private final Path dev;
  private final Path sys;

  /**
   * @param dev usually {@code /dev}
   * @param sys usually {@code /sys}
   */
  SerialDevices(Path dev, Path sys) {
    this.dev = dev;
    this.sys = sys;
  }

  /** Those with a stable name first. */
  List<Candidate> available() {
    var stable = stableNames();
    var named = new TreeMap<String, Candidate>();
    var others = new TreeMap<String, Candidate>();
    for (var tty : list(sys.resolve("class/tty"), NAMES)) {
      var device = dev.resolve(tty.getFileName());
      if (!Files.exists(device) || !hasHardware(tty)) {
        continue;
      }
      var name = stable.get(device);
      var description = description(tty);
      if (name == null) {
        others.put(
            device.toString(), new Candidate(device.toString(), device.toString(), description));
      } else {
        named.put(name.toString(), new Candidate(name.toString(), device.toString(), description));
      }
    }
    return Stream.concat(named.values().stream(), others.values().stream()).toList();
  }

  private Map<Path, Path> stableNames() {
    var names = new HashMap<Path, Path>();
    for (var link : list(dev.resolve("serial/by-id"), "*")) {
      try {
        names.putIfAbsent(
            link.resolveSibling(Files.readSymbolicLink(link)).toAbsolutePath().normalize(), link);
      } catch (IOException _) {
        // Just unplugged, or no link.
      }
    }
    return names;
  }

  /** The kernel lists four ports of an old PC whether it has them or not: those have type 0. */
  private static boolean hasHardware(Path tty) {
    return Files.exists(tty.resolve("device")) && !"0".equals(line(tty.resolve("type")));
  }

  /** The adapter's own words, which stand some folders above the port's. */
  private static String description(Path tty) {
    try {
      @Nullable Path folder = tty.resolve("device").toRealPath();
      for (int level = 0; level < LEVELS_MAX && folder != null; level++) {
        var product = line(folder.resolve("product"));
        if (product != null) {
          return Stream.of(line(folder.resolve("manufacturer")), product)
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" "));
        }
        folder = folder.getParent();
      }
    } catch (IOException _) {
      // Just unplugged.
    }
    return "";
  }

  private static @Nullable String line(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : null;
    } catch (IOException _) {
      return null;
    }
  }

  private static List<Path> list(Path folder, String glob) {
    var paths = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var stream = Files.newDirectoryStream(folder, glob)) {
        stream.forEach(paths::add);
      } catch (IOException | DirectoryIteratorException _) {
        return paths;
      }
    }
    return paths.stream().sorted().toList();
  }
}
