package org.healthhut.kiosk.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.jspecify.annotations.Nullable;

/** Reads {@code devices:}, the ones on ports, on GPIO lines and without a wire. */
final class DevicesSection {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final String NAME_ALLOWED = "1 to 32 of a-z, 0-9 and -, not starting with -";
  private static final Pattern LINE = Pattern.compile("([78])([NEO])([12])");
  private static final int DEVICES_MAX = 16;

  /** The keys of a device on a port, which one that comes by CoAP does not have. */
  private static final List<String> OF_A_LINE = List.of("baud", "line", "quietMillis");

  private static final String COAP = "coap:";

  private final Function<String, Optional<Model>> catalogue;
  private final NamedFiles files;
  private final GpioSensors sensors;

  /** Where wireless meters come in; null where they do not. */
  private final AgentConfig.@Nullable Inlet inlet;

  private final Set<String> identities = new HashSet<>();

  DevicesSection(
      Function<String, Optional<Model>> catalogue,
      NamedFiles files,
      GpioSensors sensors,
      AgentConfig.@Nullable Inlet inlet) {
    this.catalogue = catalogue;
    this.files = files;
    this.sensors = sensors;
    this.inlet = inlet;
  }

  List<AgentConfig.Device> read(List<YamlMap> maps) {
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
              ? sensors.read(map, name, model)
              : paired ? paired(map, name, model) : onPort(map, name, model);
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
    var experimental = map.flag("experimental", false);
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
      YamlMap map, @Nullable String name, @Nullable Model model) {
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
    var key = files.sharedKey(map, "key");
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

  /** The model's own line settings, with what the file says put in their place. */
  private static @Nullable LineSettings line(YamlMap map, @Nullable Model model) {
    var own = model == null ? null : model.line();
    var standard = own == null ? LineSettings.of8N1(9600) : own;
    if (model != null && own == null && !map.has("baud")) {
      map.mistaken("baud", "must be given: the catalogue does not know it for " + model.id());
    }
    var baud = map.number("baud", 300, 921_600, standard.baud());
    var quiet = map.number("quietMillis", 5, 5_000, (int) standard.quiet().toMillis());
    var line = map.value("line", standard, "as 8N1, 7E1 or 8O2", DevicesSection::shape);
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
}
