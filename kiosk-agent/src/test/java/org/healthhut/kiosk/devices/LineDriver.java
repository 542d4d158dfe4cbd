package org.healthhut.kiosk.devices;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;

/**
 * Speaks a protocol of plain lines: {@code measured systolic=120 diastolic=80 +moved}, {@code live
 * cuffPressure=90}, {@code failed BP-01}, {@code state MEASURING}.
 */
public final class LineDriver implements Driver {
  private String buffer = "";

  /** A model that speaks it. */
  public static Model model(String id, Model.Category category, Metric... metrics) {
    var names =
        switch (category) {
          case BLOOD_PRESSURE -> List.of("血压计", "Blood pressure monitor");
          case GLUCOSE -> List.of("血糖仪", "Glucose meter");
          case WEIGHT -> List.of("体重秤", "Scale");
          case HEIGHT -> List.of("身高尺", "Height gauge");
          case OXIMETER -> List.of("血氧仪", "Oximeter");
          case THERMOMETER -> List.of("体温计", "Thermometer");
          case IDENTITY -> List.of("读卡器", "Card reader");
        };
    return Model.of(id, names.get(0), names.get(1), category)
        .measures(metrics)
        .line(LineSettings.of8N1(9600))
        .driver(LineDriver::new);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return switch (stimulus) {
      case Stimulus.Opened _ -> events(new DeviceEvent.Status(DeviceEvent.State.READY, ""));
      case Stimulus.Received(var bytes) -> received(bytes);
      case Stimulus.Quiet _ -> {
        buffer = "";
        yield Response.NOTHING;
      }
      case Stimulus.Asked(var request) ->
          new Response(List.of(Bytes.ascii(request.name() + "\n")), List.of(), null);
      case Stimulus.Woken _ -> Response.NOTHING;
      case Stimulus.Closed _ -> events(new DeviceEvent.Refused("closed", Bytes.utf8(buffer)));
    };
  }

  private Response received(Bytes bytes) {
    buffer += bytes.utf8();
    var events = new ArrayList<DeviceEvent>();
    for (int end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
      events.add(event(buffer.substring(0, end)));
      buffer = buffer.substring(end + 1);
    }
    return new Response(List.of(), events, null);
  }

  private static DeviceEvent event(String line) {
    var words = List.of(line.split(" ", -1));
    return switch (words.getFirst()) {
      case "measured" -> measured(words.subList(1, words.size()));
      case "live" -> {
        var value = words.get(1).split("=", 2);
        var metric = Metric.ofKey(value[0]).orElseThrow();
        yield new DeviceEvent.Progress(metric, Quantity.of(value[1], metric.unit()));
      }
      case "failed" ->
          new DeviceEvent.Failed(
              List.of(Fault.values()).stream()
                  .filter(fault -> fault.code().equals(words.get(1)))
                  .findFirst()
                  .orElseThrow(),
              "told so");
      case "state" -> new DeviceEvent.Status(DeviceEvent.State.valueOf(words.get(1)), "");
      default -> new DeviceEvent.Refused("not a line of this protocol", Bytes.utf8(line));
    };
  }

  private static DeviceEvent measured(List<String> words) {
    Map<Metric, Quantity> values = new EnumMap<>(Metric.class);
    var flags = EnumSet.noneOf(Flag.class);
    for (var word : words) {
      if (word.startsWith("+")) {
        flags.add(Flag.ofKey(word.substring(1)).orElseThrow());
      } else {
        var value = word.split("=", 2);
        var metric = Metric.ofKey(value[0]).orElseThrow();
        values.put(
            metric,
            value[1].startsWith(">")
                ? Quantity.above(value[1].substring(1), metric.unit())
                : Quantity.of(value[1], metric.unit()));
      }
    }
    return new DeviceEvent.Measured(values, flags, null, null);
  }

  private static Response events(DeviceEvent event) {
    return new Response(List.of(), List.of(event), null);
  }
}
