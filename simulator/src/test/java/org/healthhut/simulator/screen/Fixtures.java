package org.healthhut.simulator.screen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.ScreenView.Clock;
import org.healthhut.kiosk.screen.ScreenView.Comfort;
import org.healthhut.kiosk.screen.ScreenView.Confirm;
import org.healthhut.kiosk.screen.ScreenView.Countdown;
import org.healthhut.kiosk.screen.ScreenView.Cuff;
import org.healthhut.kiosk.screen.ScreenView.Ended;
import org.healthhut.kiosk.screen.ScreenView.Entered;
import org.healthhut.kiosk.screen.ScreenView.Kind;
import org.healthhut.kiosk.screen.ScreenView.Line;
import org.healthhut.kiosk.screen.ScreenView.Parts;
import org.healthhut.kiosk.screen.ScreenView.Past;
import org.healthhut.kiosk.screen.ScreenView.Place;
import org.healthhut.kiosk.screen.ScreenView.Qr;
import org.healthhut.kiosk.screen.ScreenView.Reading;
import org.healthhut.kiosk.screen.ScreenView.Result;
import org.healthhut.kiosk.screen.ScreenView.Same;
import org.healthhut.kiosk.screen.ScreenView.Screen;
import org.healthhut.kiosk.screen.ScreenView.Symptom;
import org.healthhut.kiosk.screen.ScreenView.TakeAway;
import org.healthhut.kiosk.screen.ScreenView.Trouble;
import org.healthhut.kiosk.screen.ScreenView.Urgent;
import org.healthhut.kiosk.screen.ScreenView.Use;
import org.healthhut.kiosk.screen.ScreenView.Value;
import org.healthhut.kiosk.screen.ScreenView.Who;
import org.jspecify.annotations.Nullable;

/** Every screen once, and those that look different now and then more than once; invented. */
final class Fixtures {
  private static final Who WANG = new Who(false, "王*明", "1X");
  private static final Who GUEST = new Who(true, null, null);

  private static final List<Kind> THREE =
      List.of(
          kind("blood-pressure", "ready", 0),
          kind("weight", "ready", 0),
          new Kind("glucose", "disabled", "请找工作人员", 0),
          kind("identity", "ready", 0));
  private static final List<Kind> SIX =
      List.of(
          kind("blood-pressure", "ready", 2),
          kind("glucose", "ready", 0),
          kind("weight", "ready", 1),
          kind("height", "ready", 0),
          kind("oximeter", "connecting", 0),
          kind("thermometer", "offline", 0),
          kind("identity", "ready", 0));

  private final Map<String, ScreenView> views = new LinkedHashMap<>();
  private final String start;
  private final boolean simulated;

  private Fixtures(String start, boolean simulated) {
    this.start = start;
    this.simulated = simulated;
  }

  /** All views by a name that says what they show, in the order of a visit. */
  static Map<String, ScreenView> of(String start, boolean simulated) {
    var fixtures = new Fixtures(start, simulated);
    fixtures.before();
    fixtures.pressure();
    fixtures.others();
    fixtures.results();
    fixtures.end();
    return fixtures.views;
  }

  /** The same view as another person wants it, at a station of another name. */
  static ScreenView in(ScreenView view, Comfort comfort, String station) {
    var place = view.place();
    return new ScreenView(
        view.start(),
        view.whose(),
        view.screen(),
        new Place(
            station,
            place.simulated(),
            place.diagonalInches(),
            place.clock(),
            place.line(),
            place.calibratedUntil(),
            place.staff(),
            place.full()),
        comfort,
        view.kinds(),
        view.who(),
        view.leavingInSeconds(),
        view.voice(),
        view.calling(),
        view.parts());
  }

  private void before() {
    add("idle", view(Screen.IDLE, null, null));
    add("idle-six", of(Screen.IDLE, place(true, false), SIX, null, null, false, null));
    add(
        "idle-one-offline",
        of(
            Screen.IDLE,
            place(false, false),
            List.of(kind("blood-pressure", "ready", 0), kind("weight", "offline", 0)),
            null,
            null,
            false,
            null));
    add("idle-full", of(Screen.IDLE, place(true, true), THREE, null, null, false, null));
    add("maintenance", view(Screen.MAINTENANCE, null, null));
    add("refused", of(Screen.REFUSED, place(true, true), THREE, null, null, false, null));
    add("identify", view(Screen.IDENTIFY, null, null));
    add(
        "identify-card-failed",
        view(
            Screen.IDENTIFY,
            null,
            new Pieces().trouble(new Trouble("ID-01", "identity", "now", List.of(), false))));
    add("type", view(Screen.TYPE, null, entered("••••••••••", 10, false, null)));
    add(
        "type-wrong",
        view(Screen.TYPE, null, entered("••••••••••••••••11", 18, true, "check-character")));
    add("type-right", view(Screen.TYPE, null, entered("••••••••••••••••1X", 18, true, null)));
    add("scan", view(Screen.SCAN, null, null));
    add(
        "confirm",
        view(
            Screen.CONFIRM,
            null,
            new Pieces().confirm(new Confirm("王*明", "male", 72, "1X", false, false))));
    add(
        "confirm-provisional",
        of(
            Screen.CONFIRM,
            place(false, false),
            THREE,
            null,
            null,
            false,
            new Pieces().confirm(new Confirm(null, "female", 81, "28", true, true))));
    add("consent", view(Screen.CONSENT, WANG, null));
    add("too-young", view(Screen.TOO_YOUNG, null, null));
    add("menu", view(Screen.MENU, WANG, null));
    add(
        "menu-measured",
        of(
            Screen.MENU,
            place(true, false),
            SIX,
            WANG,
            null,
            false,
            new Pieces()
                .readings(
                    reading("blood-pressure", "09:16", pressure(149, 93, 77), null, "delivered"),
                    reading("blood-pressure", "09:18", pressure(147, 91, 75), null, "saved"),
                    reading(
                        "weight",
                        "09:20",
                        List.of(plain("weight", "68.4", "kg")),
                        null,
                        "saved"))));
  }

  private void pressure() {
    add("rest", view(Screen.REST, WANG, countdown(252, 300)));
    add("rest-skip", view(Screen.REST_SKIP, WANG, null));
    add("arm", view(Screen.ARM, WANG, cuff(1, 2, true, null, List.of(), List.of(), null)));
    add(
        "arm-by-hand",
        view(
            Screen.ARM, WANG, cuff(2, 3, false, null, List.of(), List.of("152/95"), "cuff-loose")));
    add("inflating", view(Screen.INFLATING, WANG, cuff(1, 2, true, 168, curve(), List.of(), null)));
    add(
        "inflating-silent",
        view(
            Screen.INFLATING,
            WANG,
            cuff(3, 3, true, null, List.of(), List.of("152/95", "141/88"), "differ")));
    add(
        "between",
        view(
            Screen.BETWEEN,
            WANG,
            cuff(2, 2, true, null, List.of(), List.of("152/95"), "second")
                .countdown(new Countdown(47, 60))));
    add(
        "calm",
        view(
            Screen.CALM,
            WANG,
            cuff(2, 2, true, null, List.of(), List.of(), "high")
                .countdown(new Countdown(288, 300))));
    add("stopped", view(Screen.STOPPED, WANG, cuff(1, 2, true, null, List.of(), List.of(), null)));
    add(
        "trouble",
        view(
            Screen.TROUBLE,
            WANG,
            new Pieces()
                .trouble(new Trouble("BP-01", "blood-pressure", "now", List.of("weight"), false))));
    add(
        "trouble-soon",
        view(
            Screen.TROUBLE,
            WANG,
            new Pieces()
                .trouble(new Trouble("BP-02", "blood-pressure", "soon", List.of("weight"), true))
                .countdown(new Countdown(41, 60))));
    add(
        "trouble-no",
        of(
            Screen.TROUBLE,
            place(false, false),
            THREE,
            WANG,
            null,
            true,
            new Pieces()
                .trouble(new Trouble("DV-02", "blood-pressure", "no", List.of("weight"), true))));
  }

  private void others() {
    add("meal", view(Screen.MEAL, WANG, null));
    add(
        "use-strip",
        view(Screen.USE, WANG, use("glucose", "waiting-for-strip", null, "after-meal")));
    add(
        "use-weight",
        view(
            Screen.USE, GUEST, use("weight", "stand-still", plain("weight", "68.35", "kg"), null)));
    add("use-finger", view(Screen.USE, WANG, use("oximeter", null, null, null)));
    add(
        "same",
        view(
            Screen.SAME,
            WANG,
            new Pieces()
                .same(new Same(plain("weight", "68.4", "kg"), plain("weight", "61.2", "kg")))));
  }

  private void results() {
    add("result", view(Screen.RESULT, WANG, result("grade-1", "BP-1", 148, 92, "delivered")));
    add("result-normal", view(Screen.RESULT, WANG, result("normal", "BP-N", 116, 74, "saved")));
    add(
        "result-high-normal",
        view(Screen.RESULT, WANG, result("high-normal", "BP-HN", 132, 84, "saving")));
    add(
        "result-grade-2",
        view(Screen.RESULT, WANG, result("grade-2", "BP-2", 168, 101, "delivered")));
    add(
        "result-grade-3",
        view(Screen.RESULT, WANG, result("grade-3", "BP-3", 186, 112, "delivered")));
    add(
        "result-low-guest-offline",
        of(
            Screen.RESULT,
            place(false, false),
            THREE,
            GUEST,
            null,
            false,
            new Pieces()
                .result(
                    new Result(
                        "blood-pressure",
                        pressure(88, 57, 58),
                        "low",
                        List.of("BP-LOW", "BP-LOW-S"),
                        List.of("bp-low", "irregular-pulse"),
                        List.of("restSkipped", "single"),
                        List.of(
                            reading(
                                "blood-pressure", "09:16", pressure(88, 57, 58), null, "saved")),
                        null,
                        "saved",
                        null,
                        null,
                        "no",
                        null,
                        true))));
    add("result-leaving", leaving(result("grade-1", "BP-1", 148, 92, "delivered")));
    add(
        "result-glucose",
        view(
            Screen.RESULT,
            WANG,
            glucose(plain("glucose", "7.2", "mmol/L"), "high-normal", "G-IFG")));
    add(
        "result-glucose-above",
        view(
            Screen.RESULT,
            WANG,
            glucose(new Value("glucose", "33.3", "mmol/L", "above"), "grade-3", "G-CRIT")));
    add(
        "result-weight",
        view(
            Screen.RESULT,
            WANG,
            new Pieces()
                .result(
                    new Result(
                        "weight",
                        List.of(
                            plain("weight", "68.4", "kg"),
                            plain("height", "165.0", "cm"),
                            plain("bodyMassIndex", "25.1", "kg/m²")),
                        "high-normal",
                        List.of("BMI-OVER"),
                        List.of("bmi-overweight"),
                        List.of(),
                        List.of(
                            reading(
                                "weight",
                                "09:20",
                                List.of(plain("weight", "68.4", "kg")),
                                null,
                                "saved")),
                        past("weight", "kg", "69.1", "68.9", "69.4", "68.8"),
                        "saved",
                        null,
                        null,
                        "no",
                        null,
                        true))));
    add("symptoms", view(Screen.SYMPTOMS, WANG, symptoms("headache")));
    add("urgent", view(Screen.URGENT, WANG, urgent(false)));
    add(
        "urgent-called",
        of(Screen.URGENT, place(false, false), THREE, WANG, null, true, urgent(true)));
  }

  private void end() {
    add(
        "take-away",
        view(
            Screen.TAKE_AWAY,
            WANG,
            new Pieces().takeAway(new TakeAway(pattern(41), true, TEXT, "ready"))));
    add(
        "take-away-offline",
        of(
            Screen.TAKE_AWAY,
            place(false, false),
            THREE,
            GUEST,
            null,
            false,
            new Pieces().takeAway(new TakeAway(pattern(57), false, TEXT, "no-paper"))));
    add("ended", view(Screen.ENDED, null, new Pieces().ended(new Ended(0, 1, 2, 0, false))));
    add("ended-card", view(Screen.ENDED, null, new Pieces().ended(new Ended(1, 0, 0, 1, true))));
    add(
        "ended-nothing",
        view(Screen.ENDED, null, new Pieces().ended(new Ended(0, 0, 0, 0, false))));
  }

  private static final String TEXT =
      "健康小屋自测 2026-11-21 09:14 血压 148/92 mmHg 脉搏 76 次/分 体重 68.4 kg 自助测量，仅供参考";

  private void add(String name, ScreenView view) {
    views.put(name, view);
  }

  private ScreenView view(Screen screen, @Nullable Who who, @Nullable Pieces pieces) {
    return of(screen, place(true, false), THREE, who, null, false, pieces);
  }

  private ScreenView leaving(Pieces pieces) {
    return of(Screen.RESULT, place(true, false), THREE, WANG, 24, false, pieces);
  }

  private ScreenView of(
      Screen screen,
      Place place,
      List<Kind> kinds,
      @Nullable Who who,
      @Nullable Integer leaving,
      boolean calling,
      @Nullable Pieces pieces) {
    return new ScreenView(
        start,
        "fixture",
        screen,
        place,
        new Comfort("zh", false, 2),
        kinds,
        who,
        leaving,
        null,
        calling,
        pieces == null ? null : pieces.parts());
  }

  private Place place(boolean online, boolean full) {
    return new Place(
        "青松社区健康小屋",
        simulated,
        21.5,
        new Clock("09:14", 11, 21, 6, true),
        new Line(online, online ? "mqtt" : "", online ? 0 : 3),
        "2027-03-18",
        "8:30–11:30",
        full);
  }

  private static Kind kind(String kind, String health, int measured) {
    return new Kind(kind, health, null, measured);
  }

  private static Value plain(String metric, String number, String unit) {
    return new Value(metric, number, unit, null);
  }

  private static List<Value> pressure(int systolic, int diastolic, int pulse) {
    return List.of(
        plain("systolic", String.valueOf(systolic), "mmHg"),
        plain("diastolic", String.valueOf(diastolic), "mmHg"),
        plain("pulse", String.valueOf(pulse), "次/分"));
  }

  private static Reading reading(
      String kind, String time, List<Value> values, @Nullable String leftOut, String kept) {
    return new Reading(
        kind, time, values, leftOut == null ? List.of() : List.of("BP-02"), leftOut, kept);
  }

  private static Pieces entered(
      String masked, int length, boolean complete, @Nullable String mistake) {
    return new Pieces().entered(new Entered(masked, length, complete, mistake));
  }

  private static Pieces countdown(int left, int total) {
    return new Pieces().countdown(new Countdown(left, total));
  }

  private static Pieces cuff(
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
  private static List<Integer> curve() {
    return IntStream.range(0, 60)
        .mapToObj(i -> List.of(3 * i, i < 27 ? 7 * i : 186 - (i - 27) + i % 3))
        .flatMap(List::stream)
        .toList();
  }

  private static Pieces use(
      String kind, @Nullable String state, @Nullable Value live, @Nullable String meal) {
    return new Pieces().use(new Use(kind, state, live, meal));
  }

  private static Pieces result(
      String level, String code, int systolic, int diastolic, String kept) {
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

  private static Pieces glucose(Value value, String level, String code) {
    return new Pieces()
        .result(
            new Result(
                "glucose",
                List.of(value),
                level,
                List.of(code),
                List.of("glucose-impaired-fasting"),
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

  private static List<Past> past(String metric, String unit, String... numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(
            i -> new Past("10-%02d".formatted(3 + 7 * i), List.of(plain(metric, numbers[i], unit))))
        .toList();
  }

  private static Pieces symptoms(String ticked) {
    return new Pieces()
        .symptoms(
            List.of("headache", "chest", "speech", "limbs").stream()
                .map(symptom -> new Symptom(symptom, symptom.equals(ticked)))
                .toList());
  }

  private static Pieces urgent(boolean call120) {
    return new Pieces().urgent(new Urgent("blood-pressure", pressure(186, 112, 92), call120));
  }

  /** Looks like a code from afar; what a phone reads is tested where codes are made. */
  private static Qr pattern(int modules) {
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

  /** {@link Parts} by name. */
  private static final class Pieces {
    private @Nullable Entered entered;
    private @Nullable Confirm confirm;
    private @Nullable Countdown countdown;
    private @Nullable Cuff cuff;
    private @Nullable Trouble trouble;
    private @Nullable Use use;
    private @Nullable Same same;
    private @Nullable Result result;
    private List<Reading> readings = List.of();
    private @Nullable List<Symptom> symptoms;
    private @Nullable Urgent urgent;
    private @Nullable TakeAway takeAway;
    private @Nullable Ended ended;

    Pieces entered(Entered part) {
      entered = part;
      return this;
    }

    Pieces confirm(Confirm part) {
      confirm = part;
      return this;
    }

    Pieces countdown(Countdown part) {
      countdown = part;
      return this;
    }

    Pieces cuff(Cuff part) {
      cuff = part;
      return this;
    }

    Pieces trouble(Trouble part) {
      trouble = part;
      return this;
    }

    Pieces use(Use part) {
      use = part;
      return this;
    }

    Pieces same(Same part) {
      same = part;
      return this;
    }

    Pieces result(Result part) {
      result = part;
      return this;
    }

    Pieces readings(Reading... part) {
      readings = List.of(part);
      return this;
    }

    Pieces symptoms(List<Symptom> part) {
      symptoms = part;
      return this;
    }

    Pieces urgent(Urgent part) {
      urgent = part;
      return this;
    }

    Pieces takeAway(TakeAway part) {
      takeAway = part;
      return this;
    }

    Pieces ended(Ended part) {
      ended = part;
      return this;
    }

    Parts parts() {
      return new Parts(
          entered, confirm, countdown, cuff, trouble, use, same, result, readings, symptoms, urgent,
          takeAway, ended);
    }
  }
}
