package org.healthhut.kiosk.screen;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows, as it travels to the page in JSON. Words are the page's: here are
 * codes, numbers and units.
 *
 * @param start names this start of the agent; a page of another start must be loaded again
 * @param whose changes when what is on the screen is another person's, or no longer a person's; not
 *     sent
 * @param full no visit can begin, because there is no room on the kiosk's disk
 * @param entered the identity number being typed; on {@link Screen#IDENTIFYING} alone
 * @param who on {@link Screen#MEASURING} alone
 * @param readings of this visit, oldest first; on {@link Screen#MEASURING} alone
 * @param ended on {@link Screen#ENDED} alone
 * @param leavingInSeconds until the visit ends by itself, once the screen should ask
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScreenView(
    String start,
    @JsonIgnore String whose,
    Screen screen,
    String station,
    boolean simulated,
    double diagonalInches,
    Clock clock,
    Line line,
    List<Device> devices,
    boolean full,
    @Nullable Entered entered,
    @Nullable Who who,
    List<Reading> readings,
    @Nullable Ended ended,
    @Nullable Integer leavingInSeconds) {

  public ScreenView {
    devices = List.copyOf(devices);
    readings = List.copyOf(readings);
  }

  public enum Screen {
    IDLE,
    IDENTIFYING,
    MEASURING,
    ENDED;

    @JsonValue
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
   * One device.
   *
   * @param category of the catalogue, as {@code blood-pressure}
   * @param startable whether a measurement is begun by the command {@code measure}
   * @param health {@code ready}, {@code connecting}, {@code offline} or {@code misconfigured}
   * @param state what it waits for or does, as {@code waiting-for-strip}; null when it has not said
   * @param live the value on its way; null when there is none
   * @param fault the code of what went wrong, as {@code BP-01}; null when nothing did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Device(
      String name,
      String category,
      String chineseName,
      String englishName,
      String health,
      boolean startable,
      @Nullable String state,
      @Nullable Value live,
      @Nullable String fault) {}

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
   * @param mistake {@code shape}, {@code birth-date} or {@code check-character}; null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entered(String masked, int length, boolean complete, @Nullable String mistake) {}

  /**
   * Whose visit it is.
   *
   * @param masked the number but for its last two characters; null for a guest
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Who(boolean guest, @Nullable String masked) {}

  /**
   * A reading of this visit.
   *
   * @param time as {@code 09:14}
   * @param notes codes of what must be known beside the numbers, as {@code BP-05}
   * @param kept {@code saving}, {@code saved}, {@code delivered} or {@code not-saved}
   */
  public record Reading(
      String device,
      String category,
      String time,
      List<Value> values,
      List<String> notes,
      String kept) {
    public Reading {
      values = List.copyOf(values);
      notes = List.copyOf(notes);
    }
  }

  /**
   * How the visit that has just ended stands, without a value.
   *
   * @param refused the visit could not be begun, because nothing can be saved
   */
  public record Ended(boolean refused, int saving, int saved, int delivered, int notSaved) {}
}
