package org.healthhut.kiosk.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Tells the district when a calibration comes to an end: at each of {@link
 * Calibration#WARNED_DAYS}, when readings begin to be marked and when the device is blocked; again
 * at each start. Confined to the thread that calls {@link #tick}.
 */
final class DueDates {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<String> devices;
  private final ServiceBook book;
  private final ServiceDesk.Report report;
  private final Map<String, String> told = new HashMap<>();
  private @Nullable Duration looked;

  DueDates(List<String> devices, ServiceBook book, ServiceDesk.Report report) {
    this.devices = List.copyOf(devices);
    this.book = book;
    this.report = report;
  }

  /** To be called now and then; cheap. */
  void tick(Moment now) {
    if (looked != null && now.uptime().minus(looked).compareTo(EVERY) < 0) {
      return;
    }
    looked = now.uptime();
    for (var device : devices) {
      book.calibration(device, now).ifPresent(state -> tell(device, state));
    }
  }

  private void tell(String device, Calibration.State state) {
    var news =
        switch (state) {
          case Calibration.State.NotEntered _, Calibration.State.Valid _ -> "";
          case Calibration.State.Due(var _, int step) -> "due" + step;
          case Calibration.State.Marked _ -> "marked";
          case Calibration.State.Blocked _ -> "blocked";
        };
    if (!news.equals(told.put(device, news)) && !news.isEmpty()) {
      report.tell("calibration.due", Map.of("device", device, "state", news));
    }
  }
}
