package org.healthhut.simulator.device.wireless;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Transmission;

/** What every Bluetooth LE device tells: who it is and its clock, and its battery now and then. */
final class GattFacts {
  private static final int BATTERY_PERCENT = 80;

  private final String serial;

  GattFacts(RandomGenerator random) {
    serial = String.format(Locale.ROOT, "V%06d", random.nextInt(1_000_000));
  }

  Transmission battery() {
    return Gatt.value(Gatt.BATTERY, Bytes.of(BATTERY_PERCENT), "电量 battery");
  }

  List<Transmission> told(LocalDateTime clock) {
    return List.of(
        Gatt.text(Gatt.MAKER, "Virtual", "厂商 maker"),
        Gatt.text(Gatt.SERIAL, serial, "序列号 serial"),
        Gatt.text(Gatt.FIRMWARE, "1.0", "固件 firmware"),
        Gatt.currentTime(clock));
  }
}
