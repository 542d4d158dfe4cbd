package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.healthhut.device.Fault;
import org.healthhut.kiosk.visit.Fitness;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;

/**
 * What technicians have entered about the devices, and what follows from it for readings. Dates are
 * judged only while the clock can be believed. Read from any thread; never waits for the disk.
 */
public final class ServiceBook implements Fitness {
  private final CardFile file;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Map<String, DeviceCard> cards;

  private ServiceBook(CardFile file, Map<String, DeviceCard> cards) {
    this.file = file;
    this.cards = cards;
  }

  /** Reads what was entered; see {@link CardFile#read}. */
  public static ServiceBook in(Path data) throws IOException {
    var file = new CardFile(data.resolve("service").resolve("devices.json"));
    return new ServiceBook(file, Map.copyOf(file.read()));
  }

  DeviceCard card(String device) {
    return cards.getOrDefault(device, DeviceCard.EMPTY);
  }

  /**
   * Changes what is known about a device. When this returns, it would survive the plug being
   * pulled; when it throws, nothing has changed.
   */
  void change(String device, UnaryOperator<DeviceCard> change) throws IOException {
    writing.lock();
    try {
      var next = new TreeMap<>(cards);
      next.put(device, change.apply(card(device)));
      file.write(next);
      cards = Map.copyOf(next);
    } finally {
      writing.unlock();
    }
  }

  /** Empty while the clock cannot be believed. */
  static Optional<LocalDate> today(Moment now) {
    return now.clock() == ClockTrust.SYNCHRONIZED
        ? Optional.of(LocalDate.ofInstant(now.at(), Visits.ZONE))
        : Optional.empty();
  }

  /** Empty while the clock cannot be believed. */
  Optional<Calibration.State> calibration(String device, Moment now) {
    return today(now).map(today -> Calibration.stateOf(card(device).calibration(), today));
  }

  /** Whether only strips that must not be used lie beside the device, as far as anybody knows. */
  private boolean stripsExpired(String device, Moment now) {
    return today(now)
        .flatMap(today -> card(device).strips().filter(strips -> strips.expired(today)))
        .isPresent();
  }

  /**
   * Why residents cannot use the device: the note that staff has given, or the code of a fault;
   * empty while they can.
   */
  public Optional<String> outOfUse(String device, Moment now) {
    return card(device)
        .disabled()
        .or(() ->
            calibration(device, now)
                .filter(Calibration.State.Blocked.class::isInstance)
                .map(_ -> Fault.CALIBRATION_EXPIRED.code()))
        .or(() -> stripsExpired(device, now) ? Optional.of(Fault.STRIP.code()) : Optional.empty());
  }

  @Override
  public Verdict of(String device, Moment at) {
    var card = card(device);
    if (card.disabled().isPresent()) {
      return new Unfit("device-disabled", Fault.CALIBRATION_EXPIRED);
    }
    var today = today(at);
    if (today.isEmpty()) {
      return new Good();
    }
    if (stripsExpired(device, at)) {
      return new Unfit("strip-expired", Fault.STRIP);
    }
    return switch (Calibration.stateOf(card.calibration(), today.get())) {
      case Calibration.State.Blocked _ ->
          new Unfit("calibration-expired", Fault.CALIBRATION_EXPIRED);
      case Calibration.State.Marked _ -> new Marked(Flag.CALIBRATION_EXPIRED);
      case Calibration.State.NotEntered _, Calibration.State.Valid _, Calibration.State.Due _ ->
          new Good();
    };
  }
}
