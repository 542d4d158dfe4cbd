package org.healthhut.kiosk.screen;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows, as it travels to the page in JSON. Words are the page's: here are
 * codes, numbers and units. A part is null where the screen does not show it.
 *
 * @param start names this start of the agent; a page of another start must be loaded again
 * @param whose changes when what is on the screen is another person's, or no longer a person's; not
 *     sent
 * @param place what stays while people come and go
 * @param comfort how this person wants the screen
 * @param kinds what can be measured here, in the order of the screen
 * @param who whose visit it is
 * @param leavingInSeconds until the visit ends by itself, once the screen should ask
 * @param voice what to say; null for nothing
 * @param calling staff has been called and nobody has come yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScreenView(
    String start,
    @JsonIgnore String whose,
    Screen screen,
    Place place,
    Comfort comfort,
    List<Kind> kinds,
    @Nullable Who who,
    @Nullable Integer leavingInSeconds,
    @Nullable Voice voice,
    boolean calling,
    @Nullable Parts parts) {

  public ScreenView {
    kinds = List.copyOf(kinds);
  }

  /** Where a person is, each with its own layout. Its key is what touches name. */
  public enum Screen {
    /** 正在启动: nothing is behind the screen yet. */
    STARTING,
    /** The same, for as long as another program keeps its records where this one must. */
    STORE_IN_USE,
    /** The same, while the disk cannot give out what it keeps. */
    STORE_FAILING,
    /** 待机. */
    IDLE,
    /** The service page is open; no visit begins. */
    MAINTENANCE,
    /** Nothing can be saved: a visit can't begin, or was over as soon as it began. */
    REFUSED,
    /** 认人: card, scan, type, guest. */
    IDENTIFY,
    TYPE,
    SCAN,
    /** 是我 / 不是我; {@link Parts#confirm}. */
    CONFIRM,
    /** 同意并继续 / 不同意，先测. */
    CONSENT,
    /** Below fourteen nothing is stored by name: 先测 or 退出. */
    TOO_YOUNG,
    /** What to measure; what was measured. */
    MENU,
    /** 休息; {@link Parts#countdown}. */
    REST,
    /** 休息满5分钟了吗? */
    REST_SKIP,
    /** 请把手臂放进袖带; {@link Parts#cuff}. */
    ARM,
    /** 正在测量; {@link Parts#cuff}. */
    INFLATING,
    /** Between two measurements; {@link Parts#countdown} and {@link Parts#cuff}. */
    BETWEEN,
    /** Five quiet minutes before a high value is measured again; without a word of alarm. */
    CALM,
    /** Deflated at a touch. */
    STOPPED,
    /** Something failed; {@link Parts#trouble}. */
    TROUBLE,
    /** 空腹 / 餐后2小时 / 随机. */
    MEAL,
    /** Any other device at work; {@link Parts#use}. */
    USE,
    /** 和上次相差较多，是您本人吗? {@link Parts#same}. */
    SAME,
    /** {@link Parts#result}. */
    RESULT,
    /** Does any of this hurt? {@link Parts#symptoms}. */
    SYMPTOMS,
    /** 请告诉工作人员, or 120; {@link Parts#urgent}. */
    URGENT,
    /** {@link Parts#takeAway}. */
    TAKE_AWAY,
    /** {@link Parts#ended}. */
    ENDED;

    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The kiosk itself.
   *
   * @param calibratedUntil of the blood pressure monitor, as {@code 2027-03-18}; null when nobody
   *     has entered it
   * @param staff when somebody is here, in the operator's words; may be empty
   * @param full no visit can begin, because there is no room on the kiosk's disk
   * @param damaged records were damaged and set aside, and staff has not seen it yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Place(
      String station,
      boolean simulated,
      double diagonalInches,
      Clock clock,
      Line line,
      @Nullable String calibratedUntil,
      String staff,
      boolean full,
      boolean damaged) {}

  /**
   * The time on the wall in China.
   *
   * @param time as {@code 09:14}
   * @param weekday 1 for Monday to 7 for Sunday
   * @param sure whether the clock can be believed
   */
  public record Clock(String time, int month, int day, int weekday, boolean sure) {}

  /**
   * The line to the district.
   *
   * @param waiting how many records the district does not have yet
   */
  public record Line(boolean online, String by, long waiting) {}

  /**
   * How this person wants the screen; forgotten with the visit.
   *
   * @param language {@code zh} or {@code en}
   * @param large 特大
   * @param volume 0 (off) to 3
   */
  public record Comfort(String language, boolean large, int volume) {}

  /**
   * What can be measured.
   *
   * @param kind of the catalogue, as {@code blood-pressure}
   * @param health of the device that can: {@code ready}, {@code connecting}, {@code offline},
   *     {@code misconfigured} or {@code disabled}; of several the best
   * @param notice why a device is out of use: the id or the words that staff has given, or the code
   *     of what the kiosk found; null for none
   * @param measured how often it was measured in this visit
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Kind(String kind, String health, @Nullable String notice, int measured) {}

  /**
   * Whose visit it is.
   *
   * @param name masked, as {@code 王*明}; null when nobody knows it
   * @param tail the last two characters of the identity number; null for a guest
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Who(boolean guest, @Nullable String name, @Nullable String tail) {}

  /**
   * Something to say aloud and to show as a caption.
   *
   * @param turn grows with each thing to say, so that a page says it once
   * @param clips ids of prompts, in order
   */
  public record Voice(int turn, List<String> clips) {
    public Voice {
      clips = List.copyOf(clips);
    }
  }

  /**
   * What single screens show.
   *
   * @param readings of this visit, oldest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Parts(
      @Nullable Entered entered,
      @Nullable Confirm confirm,
      @Nullable Countdown countdown,
      @Nullable Cuff cuff,
      @Nullable Trouble trouble,
      @Nullable Use use,
      @Nullable Same same,
      @Nullable Result result,
      List<Reading> readings,
      @Nullable List<Symptom> symptoms,
      @Nullable Urgent urgent,
      @Nullable TakeAway takeAway,
      @Nullable Ended ended) {
    public Parts {
      readings = List.copyOf(readings);
      symptoms = symptoms == null ? null : List.copyOf(symptoms);
    }
  }

  /**
   * A number with its unit.
   *
   * @param metric as {@code systolic}
   * @param limit {@code above} or {@code below} where the device could not measure so far and
   *     {@code number} is its limit; null for a plain number
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Value(String metric, String number, String unit, @Nullable String limit) {}

  /**
   * The identity number as far as it is typed.
   *
   * @param masked all but the last two characters hidden
   * @param mistake {@code shape}, {@code birth-date} or {@code check-character}; null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entered(String masked, int length, boolean complete, @Nullable String mistake) {}

  /**
   * Who this may be.
   *
   * @param name masked; null when neither card nor district has told it
   * @param sex {@code male} or {@code female}
   * @param provisional the district can't be asked now: 已为您临时登记，联网后自动补全
   * @param expired the card's last day is over
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Confirm(
      @Nullable String name,
      String sex,
      int age,
      String tail,
      boolean provisional,
      boolean expired) {}

  /** Time that passes: {@code 0} left means that it has. */
  public record Countdown(int secondsLeft, int secondsTotal) {}

  /**
   * The blood pressure monitor at work.
   *
   * @param number of this measurement, from 1
   * @param of how many there will be, as far as known
   * @param startable whether the kiosk can start it; otherwise a person presses its button
   * @param pressure in the cuff now; null where the monitor does not tell
   * @param curve of the cuff so far: tenths of a second and mmHg in turn
   * @param earlier values of this session, {@code 152/95}, oldest first
   * @param why another one: {@code second}, {@code differ}, {@code irregular}, {@code moved},
   *     {@code cuff-loose}, {@code high}, {@code failed}; null for the first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cuff(
      int number,
      int of,
      boolean startable,
      @Nullable Integer pressure,
      List<Integer> curve,
      List<String> earlier,
      @Nullable String why) {
    public Cuff {
      curve = List.copyOf(curve);
      earlier = List.copyOf(earlier);
    }
  }

  /**
   * What went wrong.
   *
   * @param code as {@code BP-01}
   * @param kind what was being measured
   * @param again {@code now}, {@code soon} (by itself when the countdown is over) or {@code no}
   * @param next what to measure instead; empty when there is nothing
   * @param saved whether something of this kind was measured in this visit, and all of it is saved
   */
  public record Trouble(String code, String kind, String again, List<String> next, boolean saved) {
    public Trouble {
      next = List.copyOf(next);
    }
  }

  /**
   * A device at work that is no blood pressure monitor.
   *
   * @param state what it waits for or does, as {@code waiting-for-strip}; null when it has not said
   * @param live the value on its way; null when there is none
   * @param meal {@code fasting}, {@code after-meal} or {@code random} where it was asked
   * @param strips the test strips to take; null where none are entered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Use(
      String kind,
      @Nullable String state,
      @Nullable Value live,
      @Nullable String meal,
      Surroundings.@Nullable Strips strips) {}

  /** A value that is far from the last one. */
  public record Same(Value value, Value before) {}

  /**
   * What was found.
   *
   * @param values of the session: the mean where there were several
   * @param level what colour and shape it has: {@code low}, {@code normal}, {@code high-normal},
   *     {@code grade-1}, {@code grade-2}, {@code grade-3}, or {@code none} where nothing is classed
   * @param classes codes of the rules, as {@code BP-1}, {@code BP-ISH}; the first is the class
   * @param advice ids of what to do next
   * @param marks what must be known of it, as {@code single}, {@code rest-skipped}
   * @param readings the numbers it was made of
   * @param history earlier values, oldest first; null when the district was not asked or is away
   * @param kept the least that is true of its readings: {@code saving}, {@code saved}, {@code
   *     delivered} or {@code not-saved}
   * @param deliveredAt as {@code 09:20}; null before
   * @param doctor who receives it; null when nobody knows
   * @param contact {@code offered}, {@code asked} or {@code no}
   * @param spoken whether 听结果 is offered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      String kind,
      List<Value> values,
      String level,
      List<String> classes,
      List<String> advice,
      List<String> marks,
      List<Reading> readings,
      @Nullable List<Past> history,
      String kept,
      @Nullable String deliveredAt,
      @Nullable String doctor,
      String contact,
      @Nullable String meal,
      boolean spoken) {
    public Result {
      values = List.copyOf(values);
      classes = List.copyOf(classes);
      advice = List.copyOf(advice);
      marks = List.copyOf(marks);
      readings = List.copyOf(readings);
      history = history == null ? null : List.copyOf(history);
    }
  }

  /** An earlier value, as {@code 10-02}. */
  public record Past(String day, List<Value> values) {
    public Past {
      values = List.copyOf(values);
    }
  }

  /**
   * A reading of this visit.
   *
   * @param time as {@code 09:14}
   * @param notes codes of what must be known beside the numbers, as {@code BP-05}
   * @param leftOut why it does not count, as {@code moved}; null when it does
   * @param kept {@code saving}, {@code saved}, {@code delivered} or {@code not-saved}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reading(
      String kind,
      String time,
      List<Value> values,
      List<String> notes,
      @Nullable String leftOut,
      String kept) {
    public Reading {
      values = List.copyOf(values);
      notes = List.copyOf(notes);
    }
  }

  /** One of the symptoms asked for, as {@code headache}. */
  public record Symptom(String symptom, boolean ticked) {}

  /**
   * Help is needed.
   *
   * @param call120 symptoms were ticked
   */
  public record Urgent(String kind, List<Value> values, boolean call120) {
    public Urgent {
      values = List.copyOf(values);
    }
  }

  /**
   * Something to carry home.
   *
   * @param qr of what the code says
   * @param link whether the code is a link, good for 24 hours; otherwise it is the text itself
   * @param text the same in words, for who holds no phone to it
   * @param printing {@code none} (no printer), {@code ready}, {@code printing}, {@code done},
   *     {@code no-paper} or {@code failed}
   */
  public record TakeAway(Qr qr, boolean link, String text, String printing) {}

  /** A square of modules with its quiet zone, and the path of the dark ones. */
  public record Qr(int modules, String path) {}

  /**
   * How the visit that has just ended stands, without a value.
   *
   * @param cardLeft the card still lies on the reader
   */
  public record Ended(int saving, int saved, int delivered, int notSaved, boolean cardLeft) {}
}
