package org.healthhut.kiosk.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.gpio.Hx711Wiring;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.UltrasonicWiring;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.device.ultrasonic.Mounting;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.Proof;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code kiosk.yaml}. Paths in it are taken from the file's own folder. */
public final class ConfigFile {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final String NAME_ALLOWED = "1 to 32 of a-z, 0-9 and -, not starting with -";
  private static final Pattern LINE = Pattern.compile("([78])([NEO])([12])");
  private static final int DEVICES_MAX = 16;
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,7}(\\.\\d{1,4})?");

  /** The keys of a device on a port, which one on GPIO lines does not have. */
  private static final List<String> OF_A_LINE = List.of("baud", "line", "quietMillis");

  private static final String COAP = "coap:";

  private static final List<String> OF_A_PORT = List.of("port", "baud", "line", "quietMillis");

  private final Path path;
  private final Function<String, Optional<Model>> catalogue;
  private final List<String> mistakes = new ArrayList<>();

  /** The field each GPIO line is given to. */
  private final Map<Integer, String> lines = new TreeMap<>();

  private @Nullable Instant certificateUntil;

  private ConfigFile(Path path, Function<String, Optional<Model>> catalogue) {
    this.path = path;
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
    var simulated = root.value("simulated", false, "true or false", ConfigFile::bool);
    var voice = root.has("voice") ? voice(root.map("voice")) : Optional.<Path>empty();
    var data = root.value("data", "a folder", this::path);
    var screen = screen(root.map("screen"));
    var district = district(root.map("district"));
    var devices =
        devices(root.maps("devices"), root.has("inlet") ? inlet(root.map("inlet"), data) : null);
    var gpio = gpio(root.map("gpio"));
    var visit = VisitSection.read(root.map("visit"));
    var retentionDays = root.number("retentionDays", 1, 3650, 30);
    var limits = limits(root.map("disk"));
    var printer =
        root.has("printer")
            ? Optional.ofNullable(PrinterConfig.read(root.map("printer")))
            : Optional.<PrinterConfig>empty();
    var service = ServiceSection.read(root.map("service"), this::path, certificateUntil);
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
              var folder = path(text);
              return folder != null && Files.isDirectory(folder) ? folder : null;
            }));
  }

  private AgentConfig.@Nullable Screen screen(YamlMap map) {
    var port = map.number("port", 0, 65_535);
    var diagonal =
        map.value("diagonalInches", 21.5, "a size in inches, 7..100", ConfigFile::inches);
    var staff = map.text("staff", "");
    var takeAway =
        map.has("takeAway")
            ? map.value("takeAway", "an https address that ends in /", ConfigFile::takeAway)
            : "";
    return port == null || diagonal == null || staff == null || takeAway == null
        ? null
        : new AgentConfig.Screen(
            port, diagonal, staff, takeAway.isEmpty() ? Optional.empty() : Optional.of(takeAway));
  }

  /** Plain http serves a demo on one machine alone. */
  private static @Nullable String takeAway(String text) {
    return text.matches("(https://[^\\s/?#]+|http://127\\.0\\.0\\.1:\\d+)/([^\\s?#]*/)?")
        ? text
        : null;
  }

  private CommandKeys commandKeys(YamlMap map) {
    if (!map.has("commandKeys")) {
      return CommandKeys.NONE;
    }
    var jwkSet = file(map, "commandKeys");
    try {
      return jwkSet == null ? CommandKeys.NONE : CommandKeys.parse(jwkSet);
    } catch (IllegalArgumentException e) {
      map.mistaken("commandKeys", "cannot be used: " + e.getMessage());
      return CommandKeys.NONE;
    }
  }

  private AgentConfig.@Nullable District district(YamlMap map) {
    var broker = map.value("broker", "an address as ssl://host:8883", text -> address(text, "ssl"));
    var authority = file(map, "authority");
    var certificate = file(map, "certificate");
    var privateKey = file(map, "privateKey");
    var jwk = file(map, "key");
    DistrictKey key = null;
    if (jwk != null) {
      try {
        key = DistrictKey.parse(jwk);
      } catch (IllegalArgumentException e) {
        map.mistaken("key", "cannot be used: " + e.getMessage());
      }
    }
    var commandKeys = commandKeys(map);
    Credentials own = null;
    SSLContext tls = null;
    if (authority != null && certificate != null && privateKey != null) {
      try {
        own = Credentials.parse(authority, certificate, privateKey);
        tls = MutualTls.context(own);
        certificateUntil = own.chain().getFirst().getNotAfter().toInstant();
      } catch (IllegalArgumentException e) {
        map.mistaken("certificate", "cannot be used: " + e.getMessage());
      }
    }
    var coap = map.has("coap") ? coap(map.map("coap"), own) : null;
    return broker == null || key == null || tls == null
        ? null
        : new AgentConfig.District(broker, tls, key, commandKeys, Optional.ofNullable(coap));
  }

  private AgentConfig.@Nullable Coap coap(YamlMap map, @Nullable Credentials own) {
    var address =
        map.value("address", "an address as coaps://host:5684", text -> address(text, "coaps"));
    var after = map.number("afterSeconds", 10, 3600, 120);
    Proof proof = own;
    if (map.has("sharedKey")) {
      proof = sharedKey(map, "sharedKey");
    } else if (own != null && !own.ellipticCurve()) {
      map.mistaken("address", "needs a district.privateKey on an elliptic curve, or a sharedKey");
    }
    return address == null || after == null || proof == null
        ? null
        : new AgentConfig.Coap(address, proof, Duration.ofSeconds(after));
  }

  private @Nullable SharedKey sharedKey(YamlMap map, String field) {
    var content = file(map, field);
    try {
      return content == null ? null : SharedKey.parse(content);
    } catch (IllegalArgumentException e) {
      map.mistaken(field, "names a file that cannot be used: " + e.getMessage());
      return null;
    }
  }

  private AgentConfig.@Nullable Inlet inlet(YamlMap map, @Nullable Path data) {
    var port = map.number("port", 1, 65_535, 5684);
    var address =
        map.value("address", "the kiosk's address on the meters' network", ConfigFile::own);
    return port == null || address == null || data == null
        ? null
        : new AgentConfig.Inlet(new InetSocketAddress(address, port), data.resolve("meters"));
  }

  /** One address: a kiosk that listens on all of them listens on the district's side too. */
  private static @Nullable InetAddress own(String text) {
    try {
      var address = InetAddress.getByName(text);
      return address.isAnyLocalAddress() || address.isMulticastAddress() ? null : address;
    } catch (UnknownHostException _) {
      return null;
    }
  }

  private List<AgentConfig.Device> devices(List<YamlMap> maps, AgentConfig.@Nullable Inlet inlet) {
    var identities = new HashSet<String>();
    var devices = new ArrayList<AgentConfig.Device>();
    var names = new HashSet<String>();
    for (var map : maps) {
      var name =
          map.value("name", NAME_ALLOWED, text -> NAME.matcher(text).matches() ? text : null);
      if (name != null && !names.add(name)) {
        map.mistaken("name", "must be given to one device only, is '" + name + "' again");
      }
      var model =
          map.value(
              "model", "a model of the catalogue", text -> catalogue.apply(text).orElse(null));
      var port = map.peek("port");
      boolean paired = port != null && port.startsWith(COAP);
      usable(map, model, paired);
      var device =
          model != null && model.transport() == Model.Transport.GPIO
              ? sensor(map, name, model)
              : paired ? paired(map, name, model, inlet, identities) : onPort(map, name, model);
      if (device != null) {
        devices.add(device);
      }
    }
    if (maps.size() > DEVICES_MAX) {
      maps.get(DEVICES_MAX).mistaken("name", "is one too many: at most " + DEVICES_MAX);
    }
    return devices;
  }

  /** Whether a kiosk can use the model, and its operator knows what is not verified of it. */
  private static void usable(YamlMap map, @Nullable Model model, boolean paired) {
    var experimental = map.value("experimental", false, "true or false", ConfigFile::bool);
    if (model == null) {
      return;
    }
    if (model.experimental() && Boolean.FALSE.equals(experimental)) {
      map.mistaken(
          "model",
          "names "
              + model.id()
              + ", of which nobody has verified on a real device: "
              + model.unverified()
              + ". Give experimental: true to use it all the same");
    }
    switch (model.transport()) {
      case SERIAL, GPIO -> {}
      case GATT -> {
        if (!paired) {
          map.mistaken(
              "model",
              "names "
                  + model.id()
                  + ", which is wireless: its port must be coap: and the identity it is paired"
                  + " under");
        }
      }
      case HID, HDP ->
          map.mistaken(
              "model",
              "names " + model.id() + ", whose " + model.transport() + " link is not built yet");
    }
    if (paired && model.talk() == Model.Talk.POLL) {
      map.mistaken(
          "model",
          "names "
              + model.id()
              + ", which says nothing unless it is asked: by CoAP a meter can only be listened to");
    }
  }

  private AgentConfig.@Nullable Device paired(
      YamlMap map,
      @Nullable String name,
      @Nullable Model model,
      AgentConfig.@Nullable Inlet inlet,
      Set<String> identities) {
    for (var field : OF_A_LINE) {
      if (map.has(field)) {
        map.mistaken(field, "must be taken out: a meter that comes by CoAP has no line");
      }
    }
    var identity =
        map.value(
            "port",
            "coap: and an identity of " + NAME_ALLOWED,
            text -> {
              var rest = text.substring(COAP.length());
              return NAME.matcher(rest).matches() ? rest : null;
            });
    if (identity != null && !identities.add(identity)) {
      map.mistaken("port", "must be of one device only, is " + COAP + identity + " again");
    }
    if (inlet == null) {
      map.mistaken("port", "needs inlet.address: where the kiosk listens for meters");
    }
    var key = sharedKey(map, "key");
    return name == null || model == null || identity == null || inlet == null || key == null
        ? null
        : new AgentConfig.PairedMeter(name, model, identity, key, inlet);
  }

  private static AgentConfig.@Nullable Device onPort(
      YamlMap map, @Nullable String name, @Nullable Model model) {
    var port = map.text("port");
    var line = line(map, model);
    return name == null || model == null || port == null || line == null
        ? null
        : new AgentConfig.SerialDevice(name, model, port, line);
  }

  private AgentConfig.@Nullable Device sensor(YamlMap map, @Nullable String name, Model model) {
    for (var field : OF_A_PORT) {
      if (map.has(field)) {
        map.mistaken(
            field, "must be taken out: " + model.id() + " is on GPIO lines and has no port");
      }
    }
    return switch (model.id()) {
      case "hx711" -> loadCell(map, name, model);
      case "hc-sr04" -> ultrasonic(map, name, model);
      default -> {
        map.mistaken("model", "names " + model.id() + ", whose GPIO link is not built yet");
        yield null;
      }
    };
  }

  private AgentConfig.@Nullable Device loadCell(YamlMap map, @Nullable String name, Model model) {
    var data = line(map, "data", "DOUT is on");
    var clock = line(map, "clock", "PD_SCK is on");
    int countsMax = LoadCellCalibration.COUNTS_MAX;
    var offset =
        map.value(
            "offset",
            "the counts of the empty plate, %d..%d".formatted(-countsMax, countsMax),
            text -> YamlMap.integer(text, -countsMax, countsMax));
    var countsPerKg =
        map.value(
            "countsPerKg",
            "how many counts a known mass adds for each kg, %s..%s or the same below zero"
                .formatted(LoadCellCalibration.FACTOR_MIN, LoadCellCalibration.FACTOR_MAX),
            ConfigFile::factor);
    var on =
        map.value("calibratedOn", "the day of the calibration, as 2026-03-01", ConfigFile::day);
    var celsius =
        celsius(
            map,
            "at the calibration",
            LoadCellCalibration.CELSIUS_MIN,
            LoadCellCalibration.CELSIUS_MAX);
    if (name == null
        || data == null
        || clock == null
        || offset == null
        || countsPerKg == null
        || on == null
        || celsius == null) {
      return null;
    }
    var calibration = new LoadCellCalibration(offset, countsPerKg, on, celsius);
    return new AgentConfig.LoadCellScale(name, model, new Hx711Wiring(data, clock, calibration));
  }

  private AgentConfig.@Nullable Device ultrasonic(YamlMap map, @Nullable String name, Model model) {
    var trigger = line(map, "trigger", "Trig is on");
    var echo = line(map, "echo", "Echo is on, divided to 3.3 V");
    var height =
        map.value(
            "mountingHeightMm",
            "how high the sensor hangs over the floor in mm, %d..%d"
                .formatted(Mounting.HEIGHT_MIN_MM, Mounting.HEIGHT_MAX_MM),
            text -> YamlMap.integer(text, Mounting.HEIGHT_MIN_MM, Mounting.HEIGHT_MAX_MM));
    var celsius = celsius(map, "usual in the room", Mounting.CELSIUS_MIN, Mounting.CELSIUS_MAX);
    return name == null || trigger == null || echo == null || height == null || celsius == null
        ? null
        : new AgentConfig.UltrasonicGauge(
            name, model, new UltrasonicWiring(trigger, echo, new Mounting(height, celsius)));
  }

  private AgentConfig.Gpio gpio(YamlMap map) {
    return new AgentConfig.Gpio(
        wire(map, "startButton", "the button is on", false),
        wire(map, "presence", "the presence switch is on", true),
        wire(map, "lamp", "the lamp is on", true));
  }

  /** A wire of the kiosk's own; null where the kiosk has none, or it is described wrongly. */
  private AgentConfig.@Nullable Wire wire(
      YamlMap gpio, String field, String what, boolean activeHigh) {
    if (!gpio.has(field)) {
      return null;
    }
    var map = gpio.map(field);
    var line = line(map, "line", what);
    var active = map.value("active", activeHigh, "high or low", ConfigFile::level);
    return line == null || active == null ? null : new AgentConfig.Wire(line, active);
  }

  /** A GPIO line that nothing else in the file has; null with a mistake otherwise. */
  private @Nullable Integer line(YamlMap map, String field, String what) {
    var line =
        map.value(
            field,
            "the BCM number of the line that " + what + ", 0.." + Pins.LINE_MAX,
            text -> YamlMap.integer(text, 0, Pins.LINE_MAX));
    if (line == null) {
      return null;
    }
    var owner = lines.putIfAbsent(line, map.at(field));
    if (owner != null) {
      map.mistaken(field, "must be a line of its own, is " + line + " like " + owner);
      return null;
    }
    return line;
  }

  private static @Nullable BigDecimal celsius(
      YamlMap map, String when, BigDecimal lowest, BigDecimal highest) {
    return map.value(
        "celsius",
        "the temperature %s in °C, %s..%s with at most one decimal"
            .formatted(when, lowest, highest),
        text -> {
          var celsius = decimal(text);
          return celsius != null
                  && celsius.compareTo(lowest) >= 0
                  && celsius.compareTo(highest) <= 0
                  && celsius.scale() <= 1
              ? celsius
              : null;
        });
  }

  private static @Nullable BigDecimal factor(String text) {
    var factor = decimal(text);
    return factor != null
            && factor.abs().compareTo(LoadCellCalibration.FACTOR_MIN) >= 0
            && factor.abs().compareTo(LoadCellCalibration.FACTOR_MAX) <= 0
        ? factor
        : null;
  }

  private static @Nullable BigDecimal decimal(String text) {
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable Boolean level(String text) {
    return switch (text) {
      case "high" -> Boolean.TRUE;
      case "low" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** The model's own line settings, with what the file says put in their place. */
  private static @Nullable LineSettings line(YamlMap map, @Nullable Model model) {
    var own = model == null ? null : model.line();
    var standard = own == null ? LineSettings.of8N1(9600) : own;
    if (model != null && own == null && !map.has("baud")) {
      map.mistaken("baud", "must be given: the catalogue does not know it for " + model.id());
    }
    var baud = map.number("baud", 300, 921_600, standard.baud());
    var quiet = map.number("quietMillis", 5, 5_000, (int) standard.quiet().toMillis());
    var line = map.value("line", standard, "as 8N1, 7E1 or 8O2", ConfigFile::shape);
    if (baud == null || quiet == null || line == null) {
      return null;
    }
    return new LineSettings(
        baud, line.dataBits(), line.parity(), line.stopBits(), Duration.ofMillis(quiet));
  }

  private static @Nullable LineSettings shape(String text) {
    var matcher = LINE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    var parity =
        switch (matcher.group(2)) {
          case "E" -> LineSettings.Parity.EVEN;
          case "O" -> LineSettings.Parity.ODD;
          default -> LineSettings.Parity.NONE;
        };
    return new LineSettings(
        9600,
        Integer.parseInt(matcher.group(1)),
        parity,
        Integer.parseInt(matcher.group(3)),
        Duration.ofMillis(100));
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

  /** The text of a file that the field names; its content never gets into a message. */
  private @Nullable String file(YamlMap map, String field) {
    var file = map.value(field, "the path of a file", this::path);
    if (file == null) {
      return null;
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      map.mistaken(field, "names a file that is not there: " + file);
    } catch (IOException e) {
      map.mistaken(
          field, "names a file that cannot be read: " + file + " (" + e.getMessage() + ")");
    }
    return null;
  }

  private @Nullable Path path(String text) {
    try {
      return text.isBlank() ? null : path.toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException _) {
      return null;
    }
  }

  static @Nullable Boolean bool(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable Double inches(String text) {
    try {
      double inches = Double.parseDouble(text);
      return inches >= 7 && inches <= 100 ? Double.valueOf(inches) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable URI address(String text, String scheme) {
    try {
      var uri = new URI(text);
      boolean plain = uri.getUserInfo() == null && uri.getRawPath().isEmpty();
      return scheme.equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0 && plain
          ? uri
          : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
