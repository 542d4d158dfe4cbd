package org.healthhut.device.gatt;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Remembered;
import org.healthhut.device.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A device that sends what it measured and is asked nothing. A record that comes again, to the last
 * byte the same, is one measurement; one without a time only as long as it can be an indication
 * that was not confirmed, for two people may weigh the same.
 */
final class PushedValues implements Profile {
  /** How long an indication may wait for its confirmation: Bluetooth Core, Attribute Protocol. */
  private static final Duration INDICATED_FOR = Duration.ofSeconds(30);

  private final Map<Characteristic, Function<Bytes, Told>> sheets;
  private final Records records;
  private final Remembered<Bytes> remembered = new Remembered<>();
  private Bytes untimed = Bytes.EMPTY;
  private Duration untimedAt = Duration.ZERO;

  /** Why what an oximeter sees now is no value, until it is one. */
  private @Nullable Told seesNothing;

  private PushedValues(Map<Characteristic, Function<Bytes, Told>> sheets, Records records) {
    this.sheets = new EnumMap<>(sheets);
    this.records = records;
  }

  static PushedValues bloodPressure(BloodPressureValue.Dialect dialect, Records records) {
    return new PushedValues(
        Map.of(
            Characteristic.BLOOD_PRESSURE,
            value -> BloodPressureValue.measurement(value, dialect),
            Characteristic.CUFF_PRESSURE,
            value -> BloodPressureValue.onItsWay(value, dialect)),
        records);
  }

  static PushedValues weight(Records records) {
    return new PushedValues(Map.of(Characteristic.WEIGHT, WeightValue::measurement), records);
  }

  static PushedValues oximeter(Records records) {
    return new PushedValues(
        Map.of(
            Characteristic.OXIMETRY_SPOT,
            OximetryValue::spot,
            Characteristic.OXIMETRY_CONTINUOUS,
            OximetryValue::continuous),
        records);
  }

  static PushedValues thermometer(Records records) {
    return new PushedValues(
        Map.of(Characteristic.TEMPERATURE, TemperatureValue::measurement), records);
  }

  @Override
  public void opened(Turn turn) {
    turn.tell(new Status(State.READY, ""));
  }

  @Override
  public boolean told(Characteristic from, Bytes value, Turn turn) {
    var sheet = sheets.get(from);
    if (sheet == null) {
      return false;
    }
    var told = sheet.apply(value);
    boolean again =
        switch (told) {
          case Told.Measurement(_, _, var at, _) ->
              at == null ? isIndicatedAgain(value, turn) : !remembered.add(value);
          case Told.Failure _ when from == Characteristic.OXIMETRY_CONTINUOUS ->
              told.equals(seesNothing);
          case Told.Failure(_, _, var at) -> at != null && !remembered.add(value);
          case Told.Passing(_), Told.Malformed(_) -> false;
        };
    if (from == Characteristic.OXIMETRY_CONTINUOUS) {
      seesNothing = told instanceof Told.Failure ? told : null;
    }
    if (again) {
      turn.refuse("duplicate", value);
    } else {
      records.tell(told, value, turn);
    }
    return true;
  }

  private boolean isIndicatedAgain(Bytes value, Turn turn) {
    var now = turn.now().uptime();
    boolean again = value.equals(untimed) && now.minus(untimedAt).compareTo(INDICATED_FOR) < 0;
    untimed = value;
    untimedAt = now;
    return again;
  }

  @Override
  public void woken(Turn turn) {}

  @Override
  public void closed() {}

  @Override
  public @Nullable Duration wakeAt() {
    return null;
  }
}
