package org.healthhut.device.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.jspecify.annotations.Nullable;

/** The catalogue for people: as a table of Markdown, one row a model. */
public final class CatalogueTable {
  private CatalogueTable() {}

  public static String markdown(List<Model> models) {
    return models.stream()
        .map(CatalogueTable::row)
        .collect(
            Collectors.joining(
                "",
                """
                | model | name | category | line | speaks | measures | tells | status | note |
                |---|---|---|---|---|---|---|---|---|
                """,
                ""));
  }

  private static String row(Model model) {
    return "| %s |\n"
        .formatted(
            String.join(
                " | ",
                "`" + model.id() + "`",
                model.chineseName() + "<br>" + model.englishName(),
                words(model.category()),
                line(model),
                talk(model.talk()),
                measures(model),
                told(model),
                model.experimental() ? "experimental: " + model.unverified() : "verified",
                model.note()));
  }

  private static String told(Model model) {
    var told =
        model.tells().stream()
            .sorted()
            .map(CatalogueTable::words)
            .collect(Collectors.joining(", "));
    return told
        + switch (model.clockSetting()) {
          case BY_HAND -> "";
          case WHEN_OPENED -> "; its clock is set when the line is opened";
          case ON_REQUEST -> "; its clock is set on request";
        };
  }

  /** How the model is connected, as technicians write it. */
  public static String line(Model model) {
    return switch (model.transport()) {
      case SERIAL -> serial(model.line());
      case GPIO -> "GPIO";
      case GATT -> "Bluetooth LE";
      case HID -> "USB HID";
      case HDP -> "Bluetooth HDP";
    };
  }

  private static String serial(@Nullable LineSettings line) {
    return line == null ? "must be given" : line.toString();
  }

  /** Each metric and the limits between which the device measures it. */
  public static String measures(Model model) {
    return model.measures().stream()
        .map(measure ->
            "%s %s–%s %s"
                .formatted(
                    measure.metric().key(),
                    measure.lowest().toPlainString(),
                    measure.highest().toPlainString(),
                    measure.metric().unit().ucum()))
        .collect(Collectors.joining(", "));
  }

  private static String talk(Model.Talk talk) {
    return switch (talk) {
      case PUSH -> "by itself";
      case POLL -> "when asked";
      case BOTH -> "both";
    };
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
