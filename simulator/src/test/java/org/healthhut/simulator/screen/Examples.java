package org.healthhut.simulator.screen;

import java.util.List;
import java.util.stream.IntStream;
import org.healthhut.kiosk.screen.ScreenView.Countdown;
import org.healthhut.kiosk.screen.ScreenView.Cuff;
import org.healthhut.kiosk.screen.ScreenView.Entered;
import org.healthhut.kiosk.screen.ScreenView.Kind;
import org.healthhut.kiosk.screen.ScreenView.Past;
import org.healthhut.kiosk.screen.ScreenView.Qr;
import org.healthhut.kiosk.screen.ScreenView.Reading;
import org.healthhut.kiosk.screen.ScreenView.Result;
import org.healthhut.kiosk.screen.ScreenView.Symptom;
import org.healthhut.kiosk.screen.ScreenView.Urgent;
import org.healthhut.kiosk.screen.ScreenView.Use;
import org.healthhut.kiosk.screen.ScreenView.Value;
import org.healthhut.kiosk.screen.Surroundings.Strips;
import org.jspecify.annotations.Nullable;

/** Values, readings and results that could have been somebody's. */
final class Examples {
  private Examples() {}

  static Kind kind(String kind, String health, int measured) {
    return new Kind(kind, health, null, measured);
  }

  static Value plain(String metric, String number, String unit) {
    return new Value(metric, number, unit, null);
  }

  static List<Value> pressure(int systolic, int diastolic, int pulse) {
    return List.of(
        plain("systolic", String.valueOf(systolic), "mmHg"),
        plain("diastolic", String.valueOf(diastolic), "mmHg"),
        plain("pulse", String.valueOf(pulse), "次/分"));
  }

  static Reading reading(
      String kind, String time, List<Value> values, @Nullable String leftOut, String kept) {
    return new Reading(
        kind, time, values, leftOut == null ? List.of() : List.of("BP-02"), leftOut, kept);
  }

  static Pieces entered(String masked, int length, boolean complete, @Nullable String mistake) {
    return new Pieces().entered(new Entered(masked, length, complete, mistake));
  }

  static Pieces countdown(int left, int total) {
    return new Pieces().countdown(new Countdown(left, total));
  }

  static Pieces cuff(
      int number,
      int of,
      boolean startable,
      @Nullable Integer pressure,
      List<Integer> curve,
      List<String> earlier,
      @Nullable String why) {
    return new Pieces().cuff(new Cuff(number, of, startable, pressure, curve, earlier, why));
  }

  /** Up to 186 mmHg within eight seconds, then down with the heart in it. */
  static List<Integer> curve() {
    return IntStream.range(0, 60)
        .mapToObj(i -> List.of(3 * i, i < 27 ? 7 * i : 186 - (i - 27) + i % 3))
        .flatMap(List::stream)
        .toList();
  }

  static Pieces use(
      String kind, @Nullable String state, @Nullable Value live, @Nullable String meal) {
    var strips = kind.equals("glucose") ? new Strips("SC26-0417", "2026-12-31") : null;
    return new Pieces().use(new Use(kind, state, live, meal, strips));
  }

  static Pieces result(String level, String code, int systolic, int diastolic, String kept) {
    return new Pieces()
        .result(
            new Result(
                "blood-pressure",
                pressure(systolic, diastolic, 76),
                level,
                List.of(code),
                List.of("bp-" + level),
                List.of(),
                List.of(
                    reading(
                        "blood-pressure",
                        "09:16",
                        pressure(systolic + 4, diastolic + 3, 79),
                        "moved",
                        "saved"),
                    reading(
                        "blood-pressure",
                        "09:18",
                        pressure(systolic + 1, diastolic + 1, 77),
                        null,
                        "saved"),
                    reading(
                        "blood-pressure",
                        "09:20",
                        pressure(systolic - 1, diastolic - 1, 75),
                        null,
                        kept)),
                PRESSURES.stream()
                    .map(past ->
                        new Past(past.day(), pressure(past.systolic(), past.diastolic(), 72)))
                    .toList(),
                kept,
                kept.equals("delivered") ? "09:20" : null,
                "李医生",
                level.equals("grade-2") ? "asked" : level.equals("normal") ? "no" : "offered",
                null,
                true));
  }

  private record Pressed(String day, int systolic, int diastolic) {}

  private static final List<Pressed> PRESSURES =
      List.of(
          new Pressed("08-02", 134, 84),
          new Pressed("08-16", 138, 86),
          new Pressed("09-01", 131, 82),
          new Pressed("09-13", 142, 90),
          new Pressed("09-28", 139, 85),
          new Pressed("10-09", 145, 91),
          new Pressed("10-24", 137, 88),
          new Pressed("11-05", 144, 89),
          new Pressed("11-14", 141, 87));

  static Pieces glucose(Value value, String level, String code) {
    return new Pieces()
        .result(
            new Result(
                "glucose",
                List.of(value),
                level,
                List.of(code),
                List.of("glucose-critical"),
                List.of(),
                List.of(reading("glucose", "09:25", List.of(value), null, "saved")),
                past("glucose", "mmol/L", "6.4", "5.9", "6.8"),
                "saved",
                null,
                null,
                "offered",
                "fasting",
                true));
  }

  static List<Past> past(String metric, String unit, String... numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(
            i -> new Past("10-%02d".formatted(3 + 7 * i), List.of(plain(metric, numbers[i], unit))))
        .toList();
  }

  static Pieces symptoms(String ticked) {
    return new Pieces()
        .symptoms(
            List.of("headache", "chest", "speech", "limbs").stream()
                .map(symptom -> new Symptom(symptom, symptom.equals(ticked)))
                .toList());
  }

  static Pieces urgent(boolean call120) {
    return new Pieces().urgent(new Urgent("blood-pressure", pressure(186, 112, 92), call120));
  }

  /** Looks like a code from afar; what a phone reads is tested where codes are made. */
  static Qr pattern(int modules) {
    var path = new StringBuilder();
    for (int y = 4; y < modules - 4; y++) {
      for (int x = 4; x < modules - 4; x++) {
        if ((x * x + 3 * x * y + 7 * y) % 11 < 5) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return new Qr(modules, path.toString());
  }
}
