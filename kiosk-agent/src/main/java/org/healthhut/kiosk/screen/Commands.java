package org.healthhut.kiosk.screen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.function.Predicate;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.vital.Moment;

/** Reads the page's touches. */
final class Commands {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final int NUMBER_MAX = 40;

  private Commands() {}

  /**
   * The touch that {@code body} means, as {@code {"command":"key","character":"7"}}; empty when it
   * means none.
   *
   * @param isDevice whether a device of that name is configured
   */
  static Optional<VisitEvent.Touch> read(Bytes body, Moment at, Predicate<String> isDevice) {
    JsonNode node;
    try {
      node = JSON.readTree(body.utf8());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
    return switch (text(node, "command")) {
      case "begin" -> Optional.of(new VisitEvent.Begin(at));
      case "guest" -> Optional.of(new VisitEvent.AsGuest(at));
      case "key" -> key(text(node, "character"), at);
      case "erase" -> Optional.of(new VisitEvent.Erase(at));
      case "clear" -> Optional.of(new VisitEvent.Clear(at));
      case "confirm" -> Optional.of(new VisitEvent.Confirm(at));
      case "identify" -> identify(text(node, "number"), at);
      case "end" -> Optional.of(new VisitEvent.End(at));
      case "stay" -> Optional.of(new VisitEvent.Stay(at));
      case "measure" -> ask(text(node, "device"), Stimulus.Request.MEASURE, at, isDevice);
      case "stop" -> ask(text(node, "device"), Stimulus.Request.STOP, at, isDevice);
      case "understood" ->
          Optional.of(text(node, "device"))
              .filter(isDevice)
              .map(device -> new VisitEvent.Understood(at, device));
      default -> Optional.empty();
    };
  }

  private static Optional<VisitEvent.Touch> key(String character, Moment at) {
    return character.matches("[0-9X]")
        ? Optional.of(new VisitEvent.Key(at, character.charAt(0)))
        : Optional.empty();
  }

  private static Optional<VisitEvent.Touch> identify(String number, Moment at) {
    return number.isEmpty() || number.length() > NUMBER_MAX
        ? Optional.empty()
        : Optional.of(new VisitEvent.Identify(at, number));
  }

  private static Optional<VisitEvent.Touch> ask(
      String device, Stimulus.Request request, Moment at, Predicate<String> isDevice) {
    return isDevice.test(device)
        ? Optional.of(new VisitEvent.AskDevice(at, device, request))
        : Optional.empty();
  }

  private static String text(JsonNode node, String field) {
    var value = node.get(field);
    return value != null && value.isTextual() ? value.textValue() : "";
  }
}
