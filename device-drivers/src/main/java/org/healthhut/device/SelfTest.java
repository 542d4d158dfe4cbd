package org.healthhut.device;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Model.Check;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a device shows of itself without a person: its line opens, it says who it is, its clock is
 * right, it is set as it must be, it answers, its line closes. Told what the driver says, it keeps
 * the outcome of each step; what a model can't tell is said to be so and fails nothing.
 */
public final class SelfTest {
  /** Longer than the slowest device takes to say everything, retries included. */
  public static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(5);

  private final Model model;
  private final ZoneId zone;
  private final Moment opened;
  private final Map<Step, Result> results = new EnumMap<>(Step.class);
  private final List<Setting> settings = new ArrayList<>();
  private String refused = "";

  /** What the device said went wrong, where no step of its own has that. */
  private String failed = "";

  private boolean everFailed;

  /** That no device was on the cable when it was said; it may be switched on after that. */
  private String absent = "";

  /** The steps, in the order they are shown. */
  public enum Step {
    OPEN("打开端口"),
    IDENTIFY("识别设备"),
    CLOCK("核对时钟"),
    SETTINGS("核对设置"),
    DRY_RUN("空载试运行"),
    CLOSE("关闭端口");

    private final String chinese;

    Step(String chinese) {
      this.chinese = chinese;
    }

    public String chinese() {
      return chinese;
    }
  }

  public enum Outcome {
    PASSED,
    FAILED,
    /** The device has no way to say it. */
    NOT_TOLD
  }

  /**
   * How one step went.
   *
   * @param took since the line was open; of opening and closing, how long that took
   * @param detail what was found, or what is wrong and what to do about it
   */
  public record Result(Step step, Outcome outcome, Duration took, String detail) {}

  /**
   * A test of a device whose line has just been opened.
   *
   * @param zone what the device's clock is set to
   * @param openTook how long opening took
   */
  public SelfTest(Model model, ZoneId zone, Moment opened, Duration openTook) {
    this.model = model;
    this.zone = zone;
    this.opened = opened;
    put(Step.OPEN, Outcome.PASSED, openTook, "");
    for (var check : Check.values()) {
      if (!model.tells().contains(check)) {
        put(step(check), Outcome.NOT_TOLD, Duration.ZERO, unable(check));
      }
    }
  }

  /** The one result of a line that could not be opened. */
  public static List<Result> notOpened(Duration took, String why) {
    return List.of(new Result(Step.OPEN, Outcome.FAILED, took, why));
  }

  public void heard(DeviceEvent event, Moment now) {
    var since = now.uptime().minus(opened.uptime());
    switch (event) {
      case Identified(var serial, var name) ->
          put(
              Step.IDENTIFY,
              Outcome.PASSED,
              since,
              (name + (serial == null ? "" : " " + serial)).strip());
      case ClockRead(var shown) -> clock(shown, now, since);
      case Setting setting -> {
        settings.add(setting);
        if (!setting.right()) {
          put(Step.SETTINGS, Outcome.FAILED, since, setting.name() + " is " + setting.value());
        }
      }
      case Status(var state, var detail) -> status(state, detail, since);
      case Progress _, Measured _, Presented _ -> answered(since);
      case Failed(var fault, var detail) -> {
        everFailed = true;
        var words = (fault.code() + " " + detail).strip();
        if (!model.tells().contains(Check.DRY_RUN)) {
          failed = words;
        }
        putNew(Step.DRY_RUN, Outcome.FAILED, since, words);
      }
      case Refused(var why, var _) -> refused = why;
    }
  }

  private void status(State state, String detail, Duration since) {
    switch (state) {
      case MISCONFIGURED -> put(Step.SETTINGS, Outcome.FAILED, since, detail);
      case NOT_CONNECTED -> absent = "nothing answers on the cable: " + detail;
      case READY, WAITING_FOR_STRIP, WAITING_FOR_BLOOD, MEASURING, STAND_STILL, STEP_OFF ->
          answered(since);
    }
  }

  private void answered(Duration since) {
    if (model.tells().contains(Check.DRY_RUN)) {
      putNew(Step.DRY_RUN, Outcome.PASSED, since, "");
    }
  }

  private void clock(LocalDateTime shown, Moment now, Duration since) {
    var off = Duration.between(now.at(), shown.atZone(zone).toInstant());
    boolean right = off.abs().compareTo(CLOCK_OFF_MAX) <= 0;
    put(
        Step.CLOCK,
        right ? Outcome.PASSED : Outcome.FAILED,
        since,
        (off.isNegative() ? "behind by " : "ahead by ")
            + off.abs().toSeconds()
            + " s"
            + (right ? "" : "; set the device's clock"));
  }

  /** Whether everything the device can tell has been told. */
  public boolean complete() {
    return model.tells().stream().allMatch(check -> results.containsKey(step(check)) || set(check));
  }

  /** Settings come in any number; those told before the device first answers are all. */
  private boolean set(Check check) {
    return check == Check.SETTINGS && !settings.isEmpty() && results.containsKey(Step.DRY_RUN);
  }

  /**
   * All steps, once the line is closed again; what the device could have told and did not has
   * failed, unless it stands in records and there are none.
   *
   * @param lost why the line went away in the middle, or empty
   */
  public List<Result> close(Moment now, Duration closeTook, String lost) {
    var since = now.uptime().minus(opened.uptime());
    if (!settings.isEmpty()) {
      putNew(
          Step.SETTINGS,
          Outcome.PASSED,
          since,
          settings.stream()
              .map(setting -> setting.name() + " " + setting.value())
              .distinct()
              .collect(Collectors.joining(", ")));
    }
    for (var check : model.tells()) {
      if (lost.isEmpty() && model.tellsInRecords().contains(check) && hasNoRecords()) {
        putNew(step(check), Outcome.NOT_TOLD, since, "stands in records, and none was read");
      } else {
        putNew(step(check), Outcome.FAILED, since, lost.isEmpty() ? silence() : lost);
      }
    }
    put(Step.CLOSE, lost.isEmpty() ? Outcome.PASSED : Outcome.FAILED, closeTook, lost);
    return List.copyOf(results.values());
  }

  /** Whether the device answers well and has kept nothing that could be read. */
  private boolean hasNoRecords() {
    @Nullable Result answer = results.get(Step.DRY_RUN);
    return !everFailed && answer != null && answer.outcome() == Outcome.PASSED;
  }

  private String silence() {
    if (!failed.isEmpty()) {
      return failed;
    }
    if (!refused.isEmpty()) {
      return "nothing came but " + refused;
    }
    return absent.isEmpty() ? "nothing came" : absent;
  }

  private void putNew(Step step, Outcome outcome, Duration took, String detail) {
    if (!results.containsKey(step)) {
      put(step, outcome, took, detail);
    }
  }

  /** A failure stays: what is said later does not mend it. */
  private void put(Step step, Outcome outcome, Duration took, String detail) {
    @Nullable Result before = results.get(step);
    if (before == null || before.outcome() != Outcome.FAILED) {
      results.put(step, new Result(step, outcome, took, detail));
    }
  }

  private static Step step(Check check) {
    return switch (check) {
      case IDENTITY -> Step.IDENTIFY;
      case CLOCK -> Step.CLOCK;
      case SETTINGS -> Step.SETTINGS;
      case DRY_RUN -> Step.DRY_RUN;
    };
  }

  private static String unable(Check check) {
    return switch (check) {
      case IDENTITY -> "this model does not say who it is";
      case CLOCK -> "this model's clock can't be asked";
      case SETTINGS -> "this model's settings can't be asked";
      case DRY_RUN -> "this model speaks only when it is used: take one measurement";
    };
  }
}
