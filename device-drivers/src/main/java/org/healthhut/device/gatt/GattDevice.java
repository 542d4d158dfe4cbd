package org.healthhut.device.gatt;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.UncheckedFrames;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/**
 * A health device on a Bluetooth LE link (ble-gatt.md, State machine): it is given our time, and
 * sends what it has measured. What the bytes are is said at {@link GattFrame}.
 *
 * <p>A record is taken for one of this visit only when its own time lies after the opening of the
 * line; all others are {@link org.healthhut.vital.Flag#FROM_MEMORY}, for most devices send
 * everything they have kept as soon as they are connected.
 */
public final class GattDevice implements Driver {
  private static final int BATTERY_PERCENT_MIN = 10;
  private static final int PERCENT_MAX = 100;

  private final DeviceTime time;
  private final Profile profile;
  private final DeviceFacts facts;
  private final UncheckedFrames frames = GattFraming.frames();

  private GattDevice(ZoneId zone, Function<Records, Profile> profile) {
    this.time = new DeviceTime(zone);
    this.facts = new DeviceFacts();
    this.profile = profile.apply(new Records(time, facts));
  }

  public static GattDevice bloodPressure(ZoneId zone) {
    return new GattDevice(
        zone, records -> PushedValues.bloodPressure(BloodPressureValue.Dialect.STANDARD, records));
  }

  /** For the models that write pulse and status high byte first, and for no other. */
  public static GattDevice bloodPressureBeurer(ZoneId zone) {
    return new GattDevice(
        zone, records -> PushedValues.bloodPressure(BloodPressureValue.Dialect.BEURER, records));
  }

  public static GattDevice glucose(ZoneId zone) {
    return new GattDevice(zone, GlucoseMemory::new);
  }

  public static GattDevice weight(ZoneId zone) {
    return new GattDevice(zone, PushedValues::weight);
  }

  public static GattDevice oximeter(ZoneId zone) {
    return new GattDevice(zone, PushedValues::oximeter);
  }

  public static GattDevice thermometer(ZoneId zone) {
    return new GattDevice(zone, PushedValues::thermometer);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> {
        time.opened(now);
        writeOurTime(turn);
        profile.opened(turn);
      }
      case Stimulus.Received(var bytes) -> take(frames.received(bytes, now), turn);
      case Stimulus.Quiet() -> settle(frames.quiet(), turn);
      case Stimulus.Woken() -> {
        settle(frames.woken(now), turn);
        profile.woken(turn);
      }
      case Stimulus.Closed() -> {
        frames.clear();
        profile.closed();
      }
      case Stimulus.Asked(_) -> {}
    }
    return turn.end(frames.wakeAt(profile.wakeAt()));
  }

  /** A clock nobody vouches for is given to no device. */
  private void writeOurTime(Turn turn) {
    if (turn.now().clock() == ClockTrust.SYNCHRONIZED) {
      turn.write(Characteristic.CURRENT_TIME.holding(CurrentTime.of(time.ours(turn.now()))));
    }
  }

  private void settle(List<Found> last, Turn turn) {
    take(last, turn);
    facts.untold().ifPresent(turn::tell);
  }

  private void take(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          turn.refuse(why, bytes);
          turn.fail(Fault.BAD_DATA, why);
        }
        case Found.Frame(var envelope) ->
            Characteristic.of(envelope.u16le(0))
                .ifPresent(from -> take(from, envelope.drop(GattFraming.HEADER), turn));
      }
    }
  }

  private void take(Characteristic from, Bytes value, Turn turn) {
    switch (from) {
      case MAKER, SERIAL, FIRMWARE -> {
        if (!facts.read(from, value)) {
          turn.refuse("not a text", value);
        }
      }
      case BATTERY -> battery(value, turn);
      case CURRENT_TIME -> clock(value, turn);
      case BLOOD_PRESSURE_FEATURE, WEIGHT_FEATURE, TEMPERATURE_SITE -> {}
      case BLOOD_PRESSURE,
          CUFF_PRESSURE,
          GLUCOSE,
          GLUCOSE_CONTEXT,
          RECORD_ACCESS,
          WEIGHT,
          BODY_COMPOSITION,
          OXIMETRY_SPOT,
          OXIMETRY_CONTINUOUS,
          TEMPERATURE -> {
        facts.untold().ifPresent(turn::tell);
        if (!profile.told(from, value, turn)) {
          turn.refuse("characteristic %04X is not read".formatted(from.uuid()), value);
        }
      }
    }
  }

  private static void battery(Bytes value, Turn turn) {
    int percent = value.u8(0);
    turn.tell(
        percent > PERCENT_MAX
            ? new Refused("no battery level", value)
            : new Setting("battery", percent + " %", percent >= BATTERY_PERCENT_MIN));
  }

  private void clock(Bytes value, Turn turn) {
    var shown = CurrentTime.read(value);
    if (shown.isEmpty()) {
      turn.refuse("no such date or time", value);
    } else {
      time.shown(shown.get(), turn.now());
      turn.tell(new ClockRead(shown.get()));
    }
  }
}
