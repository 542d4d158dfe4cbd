package org.healthhut.district.care;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.healthhut.district.record.KindWords;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look after.
 *
 * @param kind {@code contact} or {@code alert}
 * @param about what was measured, for an alert
 * @param raisedAt when, by the kiosk's clock
 * @param resident null for a guest, and until the visit's beginning arrives
 * @param values the readings that raised an alert, as far as they have arrived
 */
public record Task(
    long id,
    String kind,
    String about,
    String why,
    List<String> symptoms,
    String kiosk,
    Instant raisedAt,
    Instant receivedAt,
    @Nullable String handledBy,
    @Nullable Instant handledAt,
    @Nullable UUID resident,
    List<String> values) {

  public Task {
    symptoms = List.copyOf(symptoms);
    values = List.copyOf(values);
  }

  public boolean urgent() {
    return kind.equals("alert");
  }

  /** The reason, which is what a doctor reads first. */
  public String whyWords() {
    if (!urgent()) {
      return "请医生联系我";
    }
    var told =
        switch (why) {
          case "repeatHigh" -> "复测仍然很高";
          case "noRepeat" -> "很高，没有复测";
          case "symptoms" -> "很高并有不适";
          case "number" -> "到了紧急界限";
          default -> why;
        };
    var felt = symptoms.stream().map(Task::symptom).collect(Collectors.joining("、"));
    return KindWords.of(about) + told + (felt.isEmpty() ? "" : "：" + felt);
  }

  public String whyEnglish() {
    if (!urgent()) {
      return "Asks to be contacted";
    }
    return switch (why) {
      case "repeatHigh" -> "Still very high when repeated";
      case "noRepeat" -> "Very high, not repeated";
      case "symptoms" -> "Very high, with symptoms";
      case "number" -> "Past the urgent limit";
      default -> "";
    };
  }

  /** A word of a later rule set stays as it is. */
  private static String symptom(String word) {
    return switch (word) {
      case "headache" -> "剧烈头痛";
      case "chest" -> "胸痛胸闷";
      case "speech" -> "说话不清";
      case "limbs" -> "手脚无力";
      default -> word;
    };
  }
}
