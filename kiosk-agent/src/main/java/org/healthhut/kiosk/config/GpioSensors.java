package org.healthhut.kiosk.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.healthhut.device.Model;
import org.healthhut.device.gpio.Hx711Wiring;
import org.healthhut.device.gpio.UltrasonicWiring;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.device.ultrasonic.Mounting;
import org.jspecify.annotations.Nullable;

/**
 * Reads the devices that hang on GPIO lines.
 *
 * @param lines which of them are taken
 */
record GpioSensors(GpioLines lines) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,7}(\\.\\d{1,4})?");
  private static final List<String> OF_A_PORT = List.of("port", "baud", "line", "quietMillis");

  AgentConfig.@Nullable Device read(YamlMap map, @Nullable String name, Model model) {
    for (var field : OF_A_PORT) {
      if (map.has(field)) {
        map.mistaken(
            field, "must be taken out: " + model.id() + " is on GPIO lines and has no port");
      }
    }
    return switch (model.id()) {
      case "hx711" -> loadCell(map, name, model);
      case "hc-sr04" -> ultrasonic(map, name, model);
      default -> {
        map.mistaken("model", "names " + model.id() + ", whose GPIO link is not built yet");
        yield null;
      }
    };
  }

  private AgentConfig.@Nullable Device loadCell(YamlMap map, @Nullable String name, Model model) {
    var data = lines.line(map, "data", "DOUT is on");
    var clock = lines.line(map, "clock", "PD_SCK is on");
    int countsMax = LoadCellCalibration.COUNTS_MAX;
    var offset =
        map.value(
            "offset",
            "the counts of the empty plate, %d..%d".formatted(-countsMax, countsMax),
            text -> YamlMap.integer(text, -countsMax, countsMax));
    var countsPerKg =
        map.value(
            "countsPerKg",
            "how many counts a known mass adds for each kg, %s..%s or the same below zero"
                .formatted(LoadCellCalibration.FACTOR_MIN, LoadCellCalibration.FACTOR_MAX),
            GpioSensors::factor);
    var on =
        map.value("calibratedOn", "the day of the calibration, as 2026-03-01", GpioSensors::day);
    var celsius =
        celsius(
            map,
            "at the calibration",
            LoadCellCalibration.CELSIUS_MIN,
            LoadCellCalibration.CELSIUS_MAX);
    if (name == null
        || data == null
        || clock == null
        || offset == null
        || countsPerKg == null
        || on == null
        || celsius == null) {
      return null;
    }
    var calibration = new LoadCellCalibration(offset, countsPerKg, on, celsius);
    return new AgentConfig.LoadCellScale(name, model, new Hx711Wiring(data, clock, calibration));
  }

  private AgentConfig.@Nullable Device ultrasonic(YamlMap map, @Nullable String name, Model model) {
    var trigger = lines.line(map, "trigger", "Trig is on");
    var echo = lines.line(map, "echo", "Echo is on, divided to 3.3 V");
    var height =
        map.value(
            "mountingHeightMm",
            "how high the sensor hangs over the floor in mm, %d..%d"
                .formatted(Mounting.HEIGHT_MIN_MM, Mounting.HEIGHT_MAX_MM),
            text -> YamlMap.integer(text, Mounting.HEIGHT_MIN_MM, Mounting.HEIGHT_MAX_MM));
    var celsius = celsius(map, "usual in the room", Mounting.CELSIUS_MIN, Mounting.CELSIUS_MAX);
    return name == null || trigger == null || echo == null || height == null || celsius == null
        ? null
        : new AgentConfig.UltrasonicGauge(
            name, model, new UltrasonicWiring(trigger, echo, new Mounting(height, celsius)));
  }

  private static @Nullable BigDecimal celsius(
      YamlMap map, String when, BigDecimal lowest, BigDecimal highest) {
    return map.value(
        "celsius",
        "the temperature %s in °C, %s..%s with at most one decimal"
            .formatted(when, lowest, highest),
        text -> {
          var celsius = decimal(text);
          return celsius != null
                  && celsius.compareTo(lowest) >= 0
                  && celsius.compareTo(highest) <= 0
                  && celsius.scale() <= 1
              ? celsius
              : null;
        });
  }

  private static @Nullable BigDecimal factor(String text) {
    var factor = decimal(text);
    return factor != null
            && factor.abs().compareTo(LoadCellCalibration.FACTOR_MIN) >= 0
            && factor.abs().compareTo(LoadCellCalibration.FACTOR_MAX) <= 0
        ? factor
        : null;
  }

  private static @Nullable BigDecimal decimal(String text) {
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
