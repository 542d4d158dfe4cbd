package org.healthhut.kiosk.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.healthhut.kiosk.account.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows to a technician who is in, as it travels in JSON. Days are as {@code
 * 2027-03-18}, times as {@code 2026-11-22 09:14:05}, both in China; a part that there is not is
 * null.
 *
 * @param leavesInSeconds until the page leaves by itself
 * @param damage that no technician has seen yet
 * @param watched whose bytes are looked at
 * @param bytes of that device, newest first
 * @param logsTo whether there is a folder that logs can be written to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServiceView(
    String kiosk,
    String station,
    boolean simulated,
    String version,
    String time,
    boolean sure,
    long leavesInSeconds,
    int measured,
    int failed,
    List<Device> devices,
    Checks checks,
    Queue queue,
    Account account,
    @Nullable Damage damage,
    Configuration configuration,
    boolean logsTo,
    @Nullable String watched,
    List<Piece> bytes) {

  /**
   * One device.
   *
   * @param heard when it last said something
   * @param says its model and firmware in its own words
   * @param clockAheadSeconds how far its clock was ahead when it was last read
   * @param tellsClock whether its clock can be read at all
   * @param clockSetting who sets its clock: {@code by-hand}, {@code when-opened}, {@code
   *     on-request}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Device(
      String name,
      String chineseName,
      String englishName,
      String category,
      String model,
      String where,
      String health,
      String cause,
      @Nullable String heard,
      int measured,
      int failed,
      @Nullable String serial,
      @Nullable String says,
      @Nullable Long clockAheadSeconds,
      boolean tellsClock,
      String clockSetting,
      @Nullable String disabled,
      Certificate calibration,
      @Nullable Strips strips,
      @Nullable Control control,
      @Nullable Test test) {}

  /**
   * A calibration.
   *
   * @param state {@code unknown} (the clock cannot be believed), {@code not-entered}, {@code
   *     valid}, {@code due}, {@code marked} or {@code blocked}
   * @param days left, or since its end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Certificate(
      String state,
      long days,
      @Nullable String certificate,
      @Nullable String on,
      @Nullable String until) {}

  record Strips(String lot, String code, String expires, boolean expired) {}

  record Control(String on, boolean passed) {}

  /** A self-test; without steps while it runs. */
  record Test(boolean running, String at, List<Step> steps) {}

  record Step(String chinese, String english, String outcome, long millis, String detail) {}

  /**
   * What was checked.
   *
   * @param at when; null before the first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Checks(boolean running, @Nullable String at, List<Check> list) {}

  record Check(String id, String mark, String value) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Queue(String line, long waiting, long oldestSeconds, @Nullable String delivered) {}

  /**
   * The kiosk's own book, as {@link Figures} has it.
   *
   * @param holds whether captured is the sum of the others
   */
  record Account(
      long captured, long delivered, long waiting, long refused, long lost, boolean holds) {}

  /** What was damaged among the records when the agent started, as {@link Damages} has it. */
  record Damage(
      String at, int segments, int lost, int setAside, boolean indexRebuilt, boolean newEpoch) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Configuration(
      @Nullable String id,
      @Nullable String at,
      @Nullable String beforeId,
      @Nullable String beforeAt) {}

  /** Bytes with {@code verdict} decoded, refused, unfinished or sent. */
  record Piece(long number, String time, String hex, String verdict, String detail) {}
}
