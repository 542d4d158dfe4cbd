package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;

/**
 * The CBOR form of entries, before sealing.
 *
 * <pre>
 * every kind     {v, kind, at, clock: "sync"|"unsync", uptime, …}
 * visitBegan     {visit, token, identity?: JWE}
 * reading        {visit, reading: {…}}
 * strayReading   {why, reading: {…}}
 * visitEnded     {visit, why, readings}
 * kioskEvent     {event, details: {key: text …}}
 * reading: {…}   {model, device, serial?, at, clock, deviceTime?, values: {metric: {n, unit, cmp?} …}, flags: [text …]}
 * </pre>
 *
 * <p>Times are ISO 8601 text, numbers of readings are decimal text, so that their scale survives.
 * An entry with a kind, metric, unit or flag that this version does not know is kept whole as
 * {@link Entry.Unknown}: reading half of it could leave out the half that matters.
 */
final class EntryCodec {
  private EntryCodec() {}

  static Bytes encode(Entry entry) {
    return switch (entry) {
      case Entry.VisitBegan(Moment moment, String visit, Subject subject) -> {
        var node = node("visitBegan", moment).put("visit", visit).put("token", subject.token());
        if (subject instanceof Subject.Resident(String _, String sealedIdentity)) {
          node.put("identity", sealedIdentity);
        }
        yield Cbor.write(node);
      }
      case Entry.ReadingTaken(Moment moment, String visit, Reading reading) -> {
        var node = node("reading", moment).put("visit", visit);
        write(node.putObject("reading"), reading);
        yield Cbor.write(node);
      }
      case Entry.StrayReading(Moment moment, String why, Reading reading) -> {
        var node = node("strayReading", moment).put("why", why);
        write(node.putObject("reading"), reading);
        yield Cbor.write(node);
      }
      case Entry.VisitEnded(Moment moment, String visit, String why, int readings) ->
          Cbor.write(
              node("visitEnded", moment)
                  .put("visit", visit)
                  .put("why", why)
                  .put("readings", readings));
      case Entry.KioskEvent(Moment moment, String kind, Map<String, String> details) -> {
        var node = node("kioskEvent", moment).put("event", kind);
        var map = node.putObject("details");
        new TreeMap<>(details).forEach(map::put);
        yield Cbor.write(node);
      }
      case Entry.Unknown unknown -> unknown.content();
    };
  }

  static Entry entry(Fields fields, Bytes whole) throws Fields.Malformed {
    var kind = fields.text("kind");
    var moment =
        new Moment(instant(fields, "at"), clock(fields), parse(fields, "uptime", Duration::parse));
    return switch (kind) {
      case "visitBegan" -> new Entry.VisitBegan(moment, fields.text("visit"), subject(fields));
      case "reading" -> {
        var reading = reading(fields.map("reading"));
        yield reading.isPresent()
            ? new Entry.ReadingTaken(moment, fields.text("visit"), reading.get())
            : new Entry.Unknown(moment, kind, whole);
      }
      case "strayReading" -> {
        var reading = reading(fields.map("reading"));
        yield reading.isPresent()
            ? new Entry.StrayReading(moment, fields.text("why"), reading.get())
            : new Entry.Unknown(moment, kind, whole);
      }
      case "visitEnded" ->
          new Entry.VisitEnded(
              moment,
              fields.text("visit"),
              fields.text("why"),
              Math.toIntExact(fields.number("readings")));
      case "kioskEvent" ->
          new Entry.KioskEvent(moment, fields.text("event"), fields.texts("details"));
      default -> new Entry.Unknown(moment, kind, whole);
    };
  }

  private static Subject subject(Fields fields) throws Fields.Malformed {
    return fields.has("identity")
        ? new Subject.Resident(fields.text("token"), fields.text("identity"))
        : new Subject.Guest(fields.text("token"));
  }

  private static ObjectNode node(String kind, Moment moment) {
    return Codec.message()
        .put("kind", kind)
        .put("at", moment.at().toString())
        .put("clock", clock(moment.clock()))
        .put("uptime", moment.uptime().toString());
  }

  private static void write(ObjectNode node, Reading reading) {
    node.put("model", reading.device().model()).put("device", reading.device().name());
    if (reading.device().serial() != null) {
      node.put("serial", reading.device().serial());
    }
    node.put("at", reading.time().at().toString()).put("clock", clock(reading.time().clock()));
    if (reading.time().device() != null) {
      node.put("deviceTime", reading.time().device().toString());
    }
    var values = node.putObject("values");
    reading
        .values()
        .forEach((metric, quantity) -> {
          var value = values.putObject(metric.key());
          value.put("n", quantity.value().toPlainString()).put("unit", quantity.unit().ucum());
          if (!quantity.isExact()) {
            value.put("cmp", quantity.comparator().sign());
          }
        });
    var flags = node.putArray("flags");
    reading.flags().forEach(flag -> flags.add(flag.key()));
  }

  /** Empty when a metric, unit, comparator or flag is one of a later version. */
  private static Optional<Reading> reading(Fields fields) throws Fields.Malformed {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    var map = fields.map("values");
    for (var key : map.names()) {
      var value = map.map(key);
      var metric = Metric.ofKey(key);
      var unit = Unit.ofUcum(value.text("unit"));
      var comparator = Comparator.ofSign(value.has("cmp") ? value.text("cmp") : "");
      if (metric.isEmpty() || unit.isEmpty() || comparator.isEmpty()) {
        return Optional.empty();
      }
      var number = parse(value, "n", BigDecimal::new);
      values.put(metric.get(), new Quantity(comparator.get(), number, unit.get()));
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (var key : fields.textList("flags")) {
      var flag = Flag.ofKey(key);
      if (flag.isEmpty()) {
        return Optional.empty();
      }
      flags.add(flag.get());
    }
    var device =
        new DeviceIdentity(
            fields.text("model"),
            fields.text("device"),
            fields.has("serial") ? fields.text("serial") : null);
    var time =
        new ReadingTime(
            instant(fields, "at"),
            clock(fields),
            fields.has("deviceTime") ? parse(fields, "deviceTime", LocalDateTime::parse) : null);
    return Optional.of(new Reading(device, time, values, flags));
  }

  private static String clock(ClockTrust trust) {
    return trust == ClockTrust.SYNCHRONIZED ? "sync" : "unsync";
  }

  private static ClockTrust clock(Fields fields) throws Fields.Malformed {
    return fields.text("clock").equals("sync")
        ? ClockTrust.SYNCHRONIZED
        : ClockTrust.UNSYNCHRONIZED;
  }

  private static Instant instant(Fields fields, String name) throws Fields.Malformed {
    return parse(fields, name, Instant::parse);
  }

  private static <T> T parse(Fields fields, String name, Function<String, T> parser)
      throws Fields.Malformed {
    var text = fields.text(name);
    try {
      if (text.length() > 64) {
        throw new Fields.Malformed(name + " is too long");
      }
      return parser.apply(text);
    } catch (DateTimeException | NumberFormatException _) {
      throw new Fields.Malformed(name + " cannot be read");
    }
  }
}
