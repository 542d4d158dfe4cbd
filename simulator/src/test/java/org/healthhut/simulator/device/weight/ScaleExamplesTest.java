package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Shown.Range;
import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScaleExamplesTest {
  private static final List<String> FORMATS =
      List.of(
          "and-scale",
          "and-scale-poll",
          "sartorius-sbi",
          "xk3190",
          "xk3190-poll",
          "mt-sics",
          "toledo-continuous",
          "tanita",
          "tanita-bc-418",
          "gtech-gl",
          "weight-height-once",
          "bcm-h10");

  static Stream<Arguments> examples() {
    return FORMATS.stream()
        .flatMap(format -> NoteExample.of(format).stream().map(each -> Arguments.of(format, each)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void sendsTheExamplesOfTheNote(String format, NoteExample example) {
    example.assertSent(sent(format, example));
  }

  private static Transmission sent(String format, NoteExample example) {
    return switch (format) {
      case "and-scale" ->
          StGsScale.line(
              StGsScale.Layout.valueOf(example.text("layout")),
              DisplayUnit.KG,
              example.text("type"),
              shown(example));
      case "and-scale-poll" ->
          AndScale.line(
              AndScale.Layout.valueOf(example.text("layout")), unit(example), shown(example));
      case "sartorius-sbi" ->
          SartoriusScale.line(
              false,
              unit(example),
              example.number("decimals"),
              Shown.of(example.decimal("kg"), still(example)));
      case "xk3190" ->
          YaohuaIndicator.weight(
              YaohuaIndicator.Layout.valueOf(example.text("layout")),
              DisplayUnit.KG,
              example.given().getOrDefault("type", "ww"),
              example.decimal("kg"));
      case "xk3190-poll" ->
          YaohuaAsked.weight(
              example.text("command"),
              Shown.of(example.decimal("kg"), true),
              example.decimal("kg"));
      case "mt-sics" -> SicsScale.weight("S", DisplayUnit.KG, shown(example));
      case "toledo-continuous" ->
          ToledoIndicator.frame(
              ToledoIndicator.Layout.SUMMED,
              DisplayUnit.KG,
              shown(example).tared(example.decimal("tare")));
      case "tanita" ->
          TanitaAnalyser.line(
              TanitaAnalyser.Kind.valueOf(example.text("kind")),
              DisplayUnit.KG,
              new TanitaSettings(),
              example.text("serial"),
              null,
              composition(example));
      case "tanita-bc-418" ->
          TanitaColumns.line(example.at(), new TanitaSettings(), composition(example));
      case "gtech-gl" ->
          HeightColumn.record(
              example.decimal("weight"),
              example.decimal("height"),
              example.text("person"),
              example.decimal("bmi"));
      case "weight-height-once" ->
          HeightColumn.weightHeight(example.decimal("weight"), example.decimal("height"), "\r");
      case "bcm-h10" -> BcmH10.frame(example.number("id"), example.number("data"), "");
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static Shown shown(NoteExample example) {
    return Shown.of(example.decimal("kg"), still(example)).in(Range.valueOf(example.text("range")));
  }

  private static boolean still(NoteExample example) {
    return Boolean.parseBoolean(example.text("still"));
  }

  private static DisplayUnit unit(NoteExample example) {
    return DisplayUnit.valueOf(example.text("unit"));
  }

  private static Measurement composition(NoteExample example) {
    return Measurement.of(
        Map.<Metric, BigDecimal>of(
            Metric.WEIGHT, example.decimal("weight"),
            Metric.HEIGHT, example.decimal("height"),
            Metric.BODY_MASS_INDEX, example.decimal("bmi"),
            Metric.BODY_FAT, example.decimal("fat")));
  }
}
