package org.healthhut.simulator.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.healthhut.device.DeviceEvent;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * A driver's events as lines of JSON:
 *
 * <pre>
 * {"event":"measured","values":[{"metric":"systolic","value":"131","unit":"mm[Hg]"} …],"flags":[…],"deviceTime":…,"serial":…}
 * {"event":"progress","metric":…,"value":…,"unit":…}
 * {"event":"failed","fault":"BP-00","name":"measurement_failed","detail":…}
 * {"event":"status","state":…,"detail":…}
 * {"event":"refused","why":…,"hex":…}
 * </pre>
 *
 * <p>A value beyond what the device can measure has {@code "comparator": "<"} or {@code ">"}.
 */
final class EventJson {
  private EventJson() {}

  static ObjectNode of(DeviceEvent event) {
    var node = JsonNodeFactory.instance.objectNode();
    switch (event) {
      case DeviceEvent.Measured measured -> {
        node.put("event", "measured");
        var values = node.putArray("values");
        measured.values().forEach((metric, quantity) -> put(values.addObject(), metric, quantity));
        var flags = node.putArray("flags");
        measured.flags().stream().map(Flag::key).sorted().forEach(flags::add);
        if (measured.deviceTime() != null) {
          node.put("deviceTime", measured.deviceTime().toString());
        }
        if (measured.serial() != null) {
          node.put("serial", measured.serial());
        }
      }
      case DeviceEvent.Progress(var metric, var quantity) ->
          put(node.put("event", "progress"), metric, quantity);
      case DeviceEvent.Failed(var fault, var detail) ->
          node.put("event", "failed")
              .put("fault", fault.code())
              .put("name", fault.name().toLowerCase(Locale.ROOT))
              .put("detail", detail);
      case DeviceEvent.Status(var state, var detail) ->
          node.put("event", "status")
              .put("state", state.name().toLowerCase(Locale.ROOT))
              .put("detail", detail);
      case DeviceEvent.Refused(var why, var bytes) ->
          node.put("event", "refused").put("why", why).put("hex", bytes.hex());
    }
    return node;
  }

  private static void put(ObjectNode node, Metric metric, Quantity quantity) {
    node.put("metric", metric.key());
    if (!quantity.isExact()) {
      node.put("comparator", quantity.comparator().sign());
    }
    node.put("value", quantity.value().toPlainString()).put("unit", quantity.unit().ucum());
  }
}
