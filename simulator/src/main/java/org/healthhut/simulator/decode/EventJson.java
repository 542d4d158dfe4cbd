package org.healthhut.simulator.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Presentation;
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
 * {"event":"identified","model":…,"serial":…}
 * {"event":"clock","shown":…}
 * {"event":"setting","name":…,"value":…,"right":true}
 * {"event":"presented","what":"card"}
 * {"event":"refused","why":…,"hex":…}
 * </pre>
 *
 * <p>{@code "afterTheEnd": true} stands in what the driver says because nothing follows the last
 * byte. Of a card or a code it says that there was one and not what it held. A value beyond what
 * the device can measure has {@code "comparator": "<"} or {@code ">"}.
 */
final class EventJson {
  private EventJson() {}

  static ObjectNode of(Player.Said said) {
    var node = of(said.event());
    return said.afterTheEnd() ? node.put("afterTheEnd", true) : node;
  }

  private static ObjectNode of(DeviceEvent event) {
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
      case DeviceEvent.Identified(var serial, var model) -> {
        node.put("event", "identified").put("model", model);
        if (serial != null) {
          node.put("serial", serial);
        }
      }
      case DeviceEvent.ClockRead(var shown) ->
          node.put("event", "clock").put("shown", shown.toString());
      case DeviceEvent.Setting(var name, var value, var right) ->
          node.put("event", "setting").put("name", name).put("value", value).put("right", right);
      case DeviceEvent.Presented(var what) ->
          node.put("event", "presented")
              .put(
                  "what",
                  switch (what) {
                    case Presentation.Card _ -> "card";
                    case Presentation.Code _ -> "code";
                  });
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
