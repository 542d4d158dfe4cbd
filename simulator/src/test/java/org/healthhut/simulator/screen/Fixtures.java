package org.healthhut.simulator.screen;

import static org.healthhut.simulator.screen.Examples.countdown;
import static org.healthhut.simulator.screen.Examples.cuff;
import static org.healthhut.simulator.screen.Examples.curve;
import static org.healthhut.simulator.screen.Examples.entered;
import static org.healthhut.simulator.screen.Examples.glucose;
import static org.healthhut.simulator.screen.Examples.kind;
import static org.healthhut.simulator.screen.Examples.past;
import static org.healthhut.simulator.screen.Examples.pattern;
import static org.healthhut.simulator.screen.Examples.plain;
import static org.healthhut.simulator.screen.Examples.pressure;
import static org.healthhut.simulator.screen.Examples.reading;
import static org.healthhut.simulator.screen.Examples.result;
import static org.healthhut.simulator.screen.Examples.symptoms;
import static org.healthhut.simulator.screen.Examples.urgent;
import static org.healthhut.simulator.screen.Examples.use;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.ScreenView.Clock;
import org.healthhut.kiosk.screen.ScreenView.Comfort;
import org.healthhut.kiosk.screen.ScreenView.Confirm;
import org.healthhut.kiosk.screen.ScreenView.Countdown;
import org.healthhut.kiosk.screen.ScreenView.Ended;
import org.healthhut.kiosk.screen.ScreenView.Kind;
import org.healthhut.kiosk.screen.ScreenView.Line;
import org.healthhut.kiosk.screen.ScreenView.Place;
import org.healthhut.kiosk.screen.ScreenView.Result;
import org.healthhut.kiosk.screen.ScreenView.Same;
import org.healthhut.kiosk.screen.ScreenView.Screen;
import org.healthhut.kiosk.screen.ScreenView.TakeAway;
import org.healthhut.kiosk.screen.ScreenView.Trouble;
import org.healthhut.kiosk.screen.ScreenView.Value;
import org.healthhut.kiosk.screen.ScreenView.Voice;
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
          new Kind("glucose", "disabled", "GL-01", 0),
          kind("identity", "ready", 0));
  private static final List<Kind> SIX =
      List.of(
          kind("blood-pressure", "ready", 2),
          kind("glucose", "ready", 0),
          kind("weight", "ready", 1),
          kind("height", "ready", 0),
          kind("oximeter", "connecting", 0),
          new Kind("thermometer", "disabled", "calibration", 0),
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
    fixtures.guided();
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
            place.full(),
            place.damaged()),
        comfort,
        view.kinds(),
        view.who(),
        view.leavingInSeconds(),
        view.voice(),
        view.calling(),
        view.parts());
  }

  /** The same view, and something to say with it. */
  static ScreenView saying(ScreenView view, int turn, String... clips) {
    return new ScreenView(
        view.start(),
        view.whose(),
        view.screen(),
        view.place(),
        view.comfort(),
        view.kinds(),
        view.who(),
        view.leavingInSeconds(),
        new Voice(turn, List.of(clips)),
        view.calling(),
        view.parts());
  }

  private void before() {
    add("starting", view(Screen.STARTING, null, null));
    add("store-in-use", view(Screen.STORE_IN_USE, null, null));
    add("store-failing", view(Screen.STORE_FAILING, null, null));
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
    add("idle-damaged", of(Screen.IDLE, place(true, false, true), THREE, null, null, false, null));
    add(
        "idle-damaged-full",
        of(Screen.IDLE, place(false, true, true), SIX, null, null, false, null));
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
        "scan-unknown",
        view(
            Screen.SCAN,
            null,
            new Pieces().trouble(new Trouble("ID-02", "identity", "now", List.of(), false))));
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

  private void guided() {
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
    return place(online, full, false);
  }

  private Place place(boolean online, boolean full, boolean damaged) {
    return new Place(
        "青松社区健康小屋",
        simulated,
        21.5,
        new Clock("09:14", 11, 21, 6, true),
        new Line(online, online ? "mqtt" : "", online ? 0 : 3),
        "2027-03-18",
        "8:30–11:30",
        full,
        damaged);
  }
}
