package org.healthhut.kiosk.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.healthhut.device.DeviceEvent;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceListener;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each device did today, on its way to {@code next}. No value of a person gets in here.
 */
public final class Ledger implements DeviceListener {
  private final DeviceListener next;
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

  /**
   * One device.
   *
   * @param day that the counts are of
   * @param heard when bytes of it last came
   * @param serial as it tells it itself
   * @param clockAhead how far its own clock was ahead of ours when it was last read
   */
  record Tally(
      @Nullable LocalDate day,
      int measured,
      int failed,
      @Nullable Instant heard,
      @Nullable String serial,
      @Nullable String says,
      @Nullable Duration clockAhead,
      @Nullable DeviceHealth health) {
    static final Tally NOTHING = new Tally(null, 0, 0, null, null, null, null, null);

    private Tally onDay(LocalDate today) {
      return today.equals(day)
          ? this
          : new Tally(today, 0, 0, heard, serial, says, clockAhead, health);
    }

    private Tally measured(@Nullable String told, Instant at) {
      var known = told == null ? serial : told;
      return new Tally(day, measured + 1, failed, at, known, says, clockAhead, health);
    }

    private Tally failed(Instant at) {
      return new Tally(day, measured, failed + 1, at, serial, says, clockAhead, health);
    }

    private Tally heard(Instant at) {
      return new Tally(day, measured, failed, at, serial, says, clockAhead, health);
    }

    private Tally identified(@Nullable String told, String model, Instant at) {
      var known = told == null ? serial : told;
      return new Tally(day, measured, failed, at, known, model, clockAhead, health);
    }

    private Tally clock(Duration ahead, Instant at) {
      return new Tally(day, measured, failed, at, serial, says, ahead, health);
    }

    private Tally stands(DeviceHealth now) {
      return new Tally(day, measured, failed, heard, serial, says, clockAhead, now);
    }
  }

  public Ledger(DeviceListener next) {
    this.next = next;
  }

  /** How {@code device} stands, with the counts of {@code now}'s day. */
  Tally tally(String device, Moment now) {
    return tallies.getOrDefault(device, Tally.NOTHING).onDay(day(now));
  }

  @Override
  public void heard(String device, DeviceEvent event, Moment at) {
    var when = at.at();
    change(
        device,
        tally -> {
          var today = tally.onDay(day(at));
          return switch (event) {
            case DeviceEvent.Measured measured ->
                isOld(measured, day(at))
                    ? today.heard(when)
                    : today.measured(measured.serial(), when);
            case DeviceEvent.Failed _, DeviceEvent.Refused _ -> today.failed(when);
            case DeviceEvent.Identified(var serial, var model) ->
                today.identified(serial, model, when);
            case DeviceEvent.ClockRead(var shown) ->
                today.clock(Duration.between(when, shown.toInstant(Visits.ZONE)), when);
            case DeviceEvent.Progress _, DeviceEvent.Setting _, DeviceEvent.Presented _ ->
                today.heard(when);
            // A driver says what it waits for without having heard anything.
            case DeviceEvent.Status _ -> today;
          };
        });
    next.heard(device, event, at);
  }

  @Override
  public void stands(String device, DeviceHealth health) {
    change(device, tally -> tally.stands(health));
    next.stands(device, health);
  }

  /** Whether a meter hands over what it measured on another day. */
  private static boolean isOld(DeviceEvent.Measured measured, LocalDate today) {
    var shown = measured.deviceTime();
    return measured.flags().contains(Flag.FROM_MEMORY)
        && (shown == null || !shown.toLocalDate().equals(today));
  }

  private void change(String device, UnaryOperator<Tally> change) {
    tallies.compute(device, (_, had) -> change.apply(had == null ? Tally.NOTHING : had));
  }

  private static LocalDate day(Moment at) {
    return LocalDate.ofInstant(at.at(), Visits.ZONE);
  }
}
