package org.healthhut.kiosk.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.healthhut.device.Model;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code kiosk.yaml}. Paths in it are taken from the file's own folder. */
public final class ConfigFile {
  private final Path path;
  private final NamedFiles files;
  private final Function<String, Optional<Model>> catalogue;
  private final List<String> mistakes = new ArrayList<>();

  private ConfigFile(Path path, Function<String, Optional<Model>> catalogue) {
    this.path = path;
    this.files = new NamedFiles(path);
    this.catalogue = catalogue;
  }

  /**
   * Reads and checks the file, and the keys and certificates it names.
   *
   * @param catalogue finds a model of device by its id
   * @throws ConfigException naming every mistake at once
   */
  public static AgentConfig read(Path path, Function<String, Optional<Model>> catalogue)
      throws ConfigException {
    return new ConfigFile(path, catalogue).read();
  }

  private AgentConfig read() throws ConfigException {
    var root = new YamlMap(path.toString(), "", compose(), 1, mistakes);
    var kiosk = root.map("kiosk");
    var id =
        kiosk.value("id", KioskId.ALLOWED, text -> KioskId.valid(text) ? new KioskId(text) : null);
    var station = kiosk.text("station");
    var simulated = root.flag("simulated", false);
    var voice = root.has("voice") ? voice(root.map("voice")) : Optional.<Path>empty();
    var data = root.value("data", "a folder", files::path);
    var screen = ScreenSection.read(root.map("screen"));
    var districtSection = new DistrictSection(files);
    var district = districtSection.read(root.map("district"));
    var lines = new GpioLines();
    var deviceMaps = root.maps("devices");
    var inlet = root.has("inlet") ? InletSection.read(root.map("inlet"), data) : null;
    var devices =
        new DevicesSection(catalogue, files, new GpioSensors(lines), inlet).read(deviceMaps);
    var gpio = lines.wires(root.map("gpio"));
    var visit = VisitSection.read(root.map("visit"));
    var retentionDays = root.number("retentionDays", 1, 3650, 30);
    var limits = limits(root.map("disk"));
    var printer =
        root.has("printer")
            ? Optional.ofNullable(PrinterConfig.read(root.map("printer")))
            : Optional.<PrinterConfig>empty();
    var service =
        ServiceSection.read(root.map("service"), files::path, districtSection.certificateUntil());
    root.refuseUnknown();
    if (!mistakes.isEmpty()
        || id == null
        || station == null
        || simulated == null
        || data == null
        || screen == null
        || district == null
        || visit == null
        || retentionDays == null
        || limits == null
        || service == null) {
      throw new ConfigException(mistakes);
    }
    return new AgentConfig(
        id,
        station,
        simulated,
        voice,
        data,
        screen,
        district,
        devices,
        gpio,
        visit,
        Duration.ofDays(retentionDays),
        limits,
        printer,
        service);
  }

  private Node compose() throws ConfigException {
    var settings = LoadSettings.builder().setLabel(path.toString()).build();
    try {
      var node = new Compose(settings).composeString(Files.readString(path));
      if (node.isPresent()) {
        return node.get();
      }
      mistakes.add(path + ":1: the file is empty");
    } catch (NoSuchFileException _) {
      mistakes.add(path + ": there is no such file");
    } catch (IOException e) {
      mistakes.add(path + ": cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ")");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.add(path + ":" + line + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      mistakes.add(path + ":1: is not YAML: " + e.getMessage());
    }
    throw new ConfigException(mistakes);
  }

  private Optional<Path> voice(YamlMap map) {
    return Optional.ofNullable(
        map.value(
            "folder",
            "a folder that is there",
            text -> {
              var folder = files.path(text);
              return folder != null && Files.isDirectory(folder) ? folder : null;
            }));
  }

  private static @Nullable DiskLimits limits(YamlMap map) {
    var usual = DiskLimits.usual();
    var warn = map.number("warnPercent", 1, 98, usual.warnPercent());
    var refuse = map.number("refusePercent", 2, 99, usual.refusePercent());
    if (warn == null || refuse == null) {
      return null;
    }
    if (warn >= refuse) {
      map.mistaken("refusePercent", "must be above warnPercent, is " + refuse);
      return null;
    }
    return new DiskLimits(warn, refuse);
  }
}
