package org.healthhut.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.healthhut.simulator.device.DeviceState;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.LineFault;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/** The bench as JSON. */
final class BenchJson {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final HexFormat HEX = HexFormat.of();

  private BenchJson() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  /** Everything but the frames. */
  static ObjectNode bench(Bench bench) {
    var node = object();
    node.put("simulated", true);
    node.put("seed", bench.seed());
    node.put("speed", bench.pace().key());
    var speeds = node.putArray("speeds");
    for (var pace : Pace.values()) {
      speeds.add(pace.key());
    }
    var devices = node.putArray("devices");
    bench.devices().forEach(state -> devices.add(device(state)));
    var personas = node.putArray("personas");
    for (var persona : Persona.ALL) {
      personas
          .addObject()
          .put("id", persona.id())
          .put("chinese", persona.chineseName())
          .put("english", persona.englishName());
    }
    var faults = node.putArray("faults");
    for (var fault : LineFault.values()) {
      faults
          .addObject()
          .put("fault", fault.key())
          .put("chinese", fault.chineseName())
          .put("english", fault.englishName());
    }
    return node;
  }

  private static ObjectNode device(DeviceState state) {
    var node = object();
    node.put("name", state.name());
    node.set("model", model(state.model()));
    node.put("port", state.port().toString());
    var terminal = state.terminal();
    node.put("terminal", terminal == null ? null : terminal.toString());
    node.put("plugged", state.plugged());
    node.put("opened", state.opened());
    node.put("measuring", state.measuring());
    var panel = state.panel();
    node.putObject("panel")
        .put("mood", panel.mood().name().toLowerCase(Locale.ROOT))
        .put("big", panel.big())
        .put("unit", panel.unit())
        .put("chinese", panel.chinese())
        .put("english", panel.english())
        .put("percent", panel.percent());
    var faults = node.putArray("faults");
    state.faults().forEach(fault -> faults.add(fault.key()));
    node.put("clockSkewSeconds", state.clockSkew().toSeconds());
    return node;
  }

  private static ObjectNode model(VirtualModel model) {
    var node = object();
    node.put("id", model.id());
    node.put("chinese", model.chineseName());
    node.put("english", model.englishName());
    node.put("line", model.line());
    node.put("hasChecksum", model.hasChecksum());
    node.put("reads", model.reads());
    var fields = node.putArray("fields");
    for (var field : model.fields()) {
      fields
          .addObject()
          .put("metric", field.metric().key())
          .put("unit", field.unit().shown())
          .put("decimals", field.decimals());
    }
    var flags = node.putArray("flags");
    model.flags().stream().map(Flag::key).sorted().forEach(flags::add);
    var errors = node.putArray("errors");
    for (var error : model.errors()) {
      errors
          .addObject()
          .put("code", error.code())
          .put("fault", error.fault().code())
          .put("chinese", error.chinese())
          .put("english", error.english());
    }
    var beyond = node.putArray("beyond");
    model.beyond().stream().map(Comparator::sign).sorted().forEach(beyond::add);
    return node;
  }

  static ArrayNode frames(List<Feed.Numbered> frames) {
    var array = NODES.arrayNode();
    for (var numbered : frames) {
      var frame = numbered.frame();
      array
          .addObject()
          .put("n", numbered.number())
          .put("dev", frame.device())
          .put("dir", frame.direction().key())
          .put("ms", frame.at().toNanos() / 1_000_000.0)
          .put("hex", HEX.formatHex(frame.bytes().toArray()))
          .put("note", frame.note().text())
          .put("check", frame.note().verdict().key());
    }
    return array;
  }

  /** A frame as a line of a capture: seconds, device, direction, hex. */
  static ObjectNode capture(Feed.Numbered numbered) {
    var frame = numbered.frame();
    return object()
        .put("t", frame.at().toNanos() / 1_000_000_000.0)
        .put("dev", frame.device())
        .put("dir", frame.direction().key())
        .put("hex", HEX.formatHex(frame.bytes().toArray()))
        .put("note", frame.note().text());
  }

  static ObjectNode values(Measurement measurement) {
    var values = object();
    measurement
        .values()
        .forEach((metric, value) -> values.set(metric.key(), NODES.numberNode(value)));
    return values;
  }

  static Bench.Wish wish(JsonNode node) {
    var flags = EnumSet.noneOf(Flag.class);
    for (var key : node.path("flags")) {
      flags.add(
          Flag.ofKey(key.asText())
              .orElseThrow(() -> new IllegalArgumentException("no such flag: " + key.asText())));
    }
    var sign = node.path("beyond").asText("");
    var beyond =
        Comparator.ofSign(sign)
            .orElseThrow(() -> new IllegalArgumentException("beyond must be < or >, is " + sign));
    return new Bench.Wish(
        values(node.path("values")), flags, node.path("error").asText(""), beyond);
  }

  /** A code, something that can't be read, or the card of an invented person. */
  static Document document(JsonNode node) {
    if (node.has("unreadable")) {
      return new Document.Unreadable(node.path("unreadable").asText());
    }
    if (node.has("code")) {
      return new Document.Code(node.path("code").asText());
    }
    var card = node.path("card");
    try {
      var until = card.path("validUntil").asText("");
      return new Document.IdCard(
          card.path("name").asText("王小明"),
          card.path("sex").asInt(1),
          card.path("ethnicGroup").asText("01"),
          LocalDate.parse(card.path("born").asText("1985-04-12")),
          card.path("address").asText("测试市示范路1号"),
          card.path("number").asText("99999919850412001X"),
          card.path("issuer").asText("测试市公安局"),
          LocalDate.parse(card.path("validFrom").asText("2019-03-01")),
          until.isEmpty() ? null : LocalDate.parse(until));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a date is written 2019-03-01", e);
    }
  }

  /** The values somebody gave; those left out or empty are drawn. */
  static Map<Metric, BigDecimal> values(JsonNode node) {
    var values = new EnumMap<Metric, BigDecimal>(Metric.class);
    for (var entry : node.properties()) {
      var metric =
          Metric.ofKey(entry.getKey())
              .orElseThrow(() -> new IllegalArgumentException("no such value: " + entry.getKey()));
      if (!entry.getValue().isNumber()) {
        throw new IllegalArgumentException(entry.getKey() + " must be a number");
      }
      values.put(metric, entry.getValue().decimalValue());
    }
    return values;
  }

  static Persona persona(JsonNode node) {
    var id = node.path("persona").asText(Persona.ALL.getFirst().id());
    return Persona.ALL.stream()
        .filter(persona -> persona.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such persona: " + id));
  }

  static LineFault fault(JsonNode node) {
    var key = node.path("fault").asText("");
    return LineFault.ofKey(key)
        .orElseThrow(() -> new IllegalArgumentException("no such fault: " + key));
  }

  static Pace pace(JsonNode node) {
    var key = node.path("speed").asText("");
    for (var pace : Pace.values()) {
      if (pace.key().equals(key)) {
        return pace;
      }
    }
    throw new IllegalArgumentException("speed must be x1, x10 or instant, is " + key);
  }

  static Duration skew(JsonNode node) {
    long seconds = node.path("seconds").asLong(0);
    if (Math.abs(seconds) > Duration.ofDays(36_500).toSeconds()) {
      throw new IllegalArgumentException("seconds must be within a hundred years");
    }
    return Duration.ofSeconds(seconds);
  }
}
