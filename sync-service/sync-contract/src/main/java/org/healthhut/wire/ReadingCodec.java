package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;

/**
 * The CBOR form of a reading and of the values in it.
 *
 * <pre>
 * reading   {model, device, serial?, at, clock, deviceTime?, values, flags: [text …]}
 * values    {metric: {n, unit, cmp?} …}
 * </pre>
 */
final class ReadingCodec {
  private ReadingCodec() {}

  static void write(ObjectNode node, Reading reading) {
    node.put("model", reading.device().model()).put("device", reading.device().name());
    if (reading.device().serial() != null) {
      node.put("serial", reading.device().serial());
    }
    node.put("at", reading.time().at().toString()).put("clock", clock(reading.time().clock()));
    if (reading.time().device() != null) {
      node.put("deviceTime", reading.time().device().toString());
    }
    write(node.putObject("values"), reading.values());
    var flags = node.putArray("flags");
    reading.flags().forEach(flag -> flags.add(flag.key()));
  }

  /** Empty when a metric, unit, comparator or flag is one of a later version. */
  static Optional<Reading> read(Fields fields) throws Fields.Malformed {
    var values = values(fields.map("values"));
    var flags = flags(fields.textList("flags"));
    var device =
        new DeviceIdentity(
            fields.text("model"),
            fields.text("device"),
            fields.has("serial") ? fields.text("serial") : null);
    var time =
        new ReadingTime(
            fields.instant("at"),
            clock(fields),
            fields.has("deviceTime") ? fields.parse("deviceTime", LocalDateTime::parse) : null);
    return values
        .filter(_ -> flags.isPresent())
        .map(known -> new Reading(device, time, known, flags.orElseThrow()));
  }

  /** Empty when one is of a later version. */
  static Optional<Set<Flag>> flags(List<String> keys) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (var key : keys) {
      var flag = Flag.ofKey(key);
      if (flag.isEmpty()) {
        return Optional.empty();
      }
      flags.add(flag.get());
    }
    return Optional.of(flags);
  }

  static void write(ObjectNode node, Map<Metric, Quantity> values) {
    values.forEach((metric, quantity) -> {
      var value = node.putObject(metric.key());
      value.put("n", quantity.value().toPlainString()).put("unit", quantity.unit().ucum());
      if (!quantity.isExact()) {
        value.put("cmp", quantity.comparator().sign());
      }
    });
  }

  /** Empty when a metric, unit or comparator is one of a later version. */
  static Optional<Map<Metric, Quantity>> values(Fields fields) throws Fields.Malformed {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    for (var key : fields.names()) {
      var value = fields.map(key);
      var metric = Metric.ofKey(key);
      var unit = Unit.ofUcum(value.text("unit"));
      var comparator = Comparator.ofSign(value.has("cmp") ? value.text("cmp") : "");
      if (metric.isEmpty() || unit.isEmpty() || comparator.isEmpty()) {
        return Optional.empty();
      }
      var number = value.parse("n", BigDecimal::new);
      values.put(metric.get(), new Quantity(comparator.get(), number, unit.get()));
    }
    return Optional.of(values);
  }

  static String clock(ClockTrust trust) {
    return trust == ClockTrust.SYNCHRONIZED ? "sync" : "unsync";
  }

  static ClockTrust clock(Fields fields) throws Fields.Malformed {
    return fields.text("clock").equals("sync")
        ? ClockTrust.SYNCHRONIZED
        : ClockTrust.UNSYNCHRONIZED;
  }
}
