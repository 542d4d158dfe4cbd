package org.healthhut.simulator.device.wireless;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;

/**
 * A Bluetooth LE device that indicates what it has measured, and on connection all that it has not
 * told yet: at first what others measured on the days before.
 *
 * <p>Source: protocols/ble-gatt.md, "State machine" and "Timing, clock, duplicates". guess: that a
 * link reads who the device is and its clock first, and is told the battery after a measurement.
 */
final class GattPeripheral extends WirelessDevice {
  private static final int OTHERS = 2;

  /** Records that nobody was connected for. */
  private final List<Transmission> untold = new ArrayList<>();

  private final GattProfile profile;
  private final GattFacts facts;
  private final Intake intake = new Intake(Gatt::size, Duration.ofSeconds(1), Gatt.WRITE_MAX);

  GattPeripheral(DeviceClock clock, RandomGenerator random, GattProfile profile) {
    super(clock, random, profile.body());
    this.profile = profile;
    this.facts = new GattFacts(random);
    for (int days = OTHERS; days > 0; days--) {
      untold.add(
          profile.record(
              now().minusDays(days).minusMinutes(random.nextInt(200)), body.stranger(random)));
    }
  }

  @Override
  void disconnected() {
    intake.clear();
  }

  @Override
  List<Transmission> connected(Duration uptime) {
    var sends = new ArrayList<>(facts.told(now()));
    sends.addAll(profile.feature().stream().toList());
    sends.addAll(untold);
    untold.clear();
    return sends;
  }

  @Override
  List<Transmission> measuring(double part, Measurement found) {
    return profile.live(body.live(part, found, random), found).stream().toList();
  }

  @Override
  List<Transmission> measured(Measurement found, Duration uptime) {
    var record = profile.record(now(), found);
    if (isConnected()) {
      return List.of(record, facts.battery());
    }
    untold.add(record);
    return List.of();
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    for (var write : intake.take(bytes, uptime)) {
      if (write.u16le(0) == Gatt.CURRENT_TIME) {
        Gatt.time(write.drop(3)).ifPresent(clock::set);
      }
    }
    return List.of();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Gatt.note(fromKiosk);
  }
}
