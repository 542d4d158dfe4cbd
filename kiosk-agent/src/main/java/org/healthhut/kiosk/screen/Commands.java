package org.healthhut.kiosk.screen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.kiosk.visit.Comfort;
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

  private Commands() {}

  /**
   * A touch, and the screen it was made on.
   *
   * @param on the key of the screen; empty when the page did not say
   */
  record Made(VisitEvent.Touch touch, String on) {}

  /**
   * The touch that {@code body} means, as {@code {"command":"key","character":"7","on":"type"}};
   * empty when it means none.
   */
  static Optional<Made> read(Bytes body, Moment at) {
    JsonNode node;
    try {
      node = JSON.readTree(body.utf8());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
    return touch(node, at).map(touch -> new Made(touch, text(node, "on")));
  }

  private static Optional<VisitEvent.Touch> touch(JsonNode node, Moment at) {
    return switch (text(node, "command")) {
      case "begin" -> Optional.of(new VisitEvent.Begin(at));
      case "guest" -> Optional.of(new VisitEvent.AsGuest(at));
      case "type" -> Optional.of(new VisitEvent.ToType(at));
      case "scan" -> Optional.of(new VisitEvent.ToScan(at));
      case "back" -> Optional.of(new VisitEvent.Back(at));
      case "key" -> key(text(node, "character"), at);
      case "erase" -> Optional.of(new VisitEvent.Erase(at));
      case "clear" -> Optional.of(new VisitEvent.Clear(at));
      case "confirm" -> Optional.of(new VisitEvent.Confirm(at));
      case "yes" -> Optional.of(new VisitEvent.Yes(at));
      case "no" -> Optional.of(new VisitEvent.No(at));
      case "again" -> Optional.of(new VisitEvent.Again(at));
      case "choose" -> kind(text(node, "kind")).map(kind -> new VisitEvent.Choose(at, kind));
      case "skip-rest" -> Optional.of(new VisitEvent.SkipRest(at));
      case "start" -> Optional.of(new VisitEvent.Start(at));
      case "stop" -> Optional.of(new VisitEvent.Stop(at));
      case "next" -> Optional.of(new VisitEvent.GoOn(at));
      case "meal" -> meal(text(node, "meal")).map(meal -> new VisitEvent.Ate(at, meal));
      case "unwell" -> Optional.of(new VisitEvent.Unwell(at));
      case "symptom" ->
          symptom(text(node, "symptom")).map(symptom -> new VisitEvent.Feels(at, symptom));
      case "done" -> Optional.of(new VisitEvent.Told(at));
      case "none" -> Optional.of(new VisitEvent.NoSymptom(at));
      case "listen" -> Optional.of(new VisitEvent.Listen(at));
      case "take-away" -> Optional.of(new VisitEvent.TakeAway(at));
      case "print" -> Optional.of(new VisitEvent.Print(at));
      case "contact" -> Optional.of(new VisitEvent.AskContact(at));
      case "call" -> Optional.of(new VisitEvent.CallStaff(at));
      case "comfort" -> comfort(node, at);
      case "stay" -> Optional.of(new VisitEvent.Stay(at));
      case "end" -> Optional.of(new VisitEvent.End(at));
      default -> Optional.empty();
    };
  }

  private static Optional<VisitEvent.Touch> key(String character, Moment at) {
    return character.matches("[0-9X]")
        ? Optional.of(new VisitEvent.Key(at, character.charAt(0)))
        : Optional.empty();
  }

  private static Optional<Category> kind(String key) {
    return Arrays.stream(Category.values())
        .filter(kind -> kind != Category.IDENTITY && Screens.dashed(kind).equals(key))
        .findFirst();
  }

  private static Optional<MealContext> meal(String key) {
    return Arrays.stream(MealContext.values())
        .filter(meal -> Results.meal(meal).equals(key))
        .findFirst();
  }

  private static Optional<Symptom> symptom(String key) {
    return Arrays.stream(Symptom.values())
        .filter(symptom -> Screens.dashed(symptom).equals(key))
        .findFirst();
  }

  private static Optional<VisitEvent.Touch> comfort(JsonNode node, Moment at) {
    var said = text(node, "language");
    var language =
        Arrays.stream(Comfort.Language.values())
            .filter(each -> each.code().equals(said))
            .findFirst();
    var large = node.get("large");
    var volume = node.get("volume");
    boolean understood =
        (said.isEmpty() || language.isPresent())
            && (large == null || large.isBoolean())
            && (volume == null
                || (volume.isInt()
                    && volume.intValue() >= 0
                    && volume.intValue() <= Comfort.VOLUME_MAX));
    return understood
        ? Optional.of(
            new VisitEvent.Prefer(
                at,
                language.orElse(null),
                large == null ? null : large.booleanValue(),
                volume == null ? null : volume.intValue()))
        : Optional.empty();
  }

  private static String text(JsonNode node, String field) {
    var value = node.get(field);
    return value != null && value.isTextual() ? value.textValue() : "";
  }
}
