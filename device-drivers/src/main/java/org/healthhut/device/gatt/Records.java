package org.healthhut.device.gatt;

import java.util.EnumSet;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.Fault;
import org.healthhut.device.Turn;
import org.healthhut.vital.Flag;

/** Turns what a data sheet told into events: whose visit it belongs to, which clock it went by. */
final class Records {
  private final DeviceTime time;
  private final DeviceFacts facts;

  Records(DeviceTime time, DeviceFacts facts) {
    this.time = time;
    this.facts = facts;
  }

  void tell(Told told, Bytes value, Turn turn) {
    switch (told) {
      case Told.Measurement measurement -> tell(measurement, turn);
      case Told.Failure(var fault, var detail, _) -> turn.fail(fault, detail);
      case Told.Passing(var events) -> events.forEach(turn::tell);
      case Told.Malformed(var why) -> {
        turn.refuse(why, value);
        turn.fail(Fault.BAD_DATA, why);
      }
    }
  }

  private void tell(Told.Measurement measurement, Turn turn) {
    var flags = EnumSet.noneOf(Flag.class);
    flags.addAll(measurement.flags());
    var at = measurement.at();
    boolean clockNotSet = measurement.clockNotSet();
    if (at == null || clockNotSet || !time.isNew(at, turn.now())) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (clockNotSet || (at != null && time.suspect(at, turn.now()))) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    turn.tell(new Measured(measurement.values(), flags, at, facts.serial()));
  }
}
