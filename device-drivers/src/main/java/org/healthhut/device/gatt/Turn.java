package org.healthhut.device.gatt;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.vital.Moment;

/** What a driver makes of one stimulus, as far as it has come. */
record Turn(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
  static Turn at(Moment now) {
    return new Turn(now, new ArrayList<>(), new ArrayList<>());
  }

  void write(Characteristic to, Bytes value) {
    writes.add(new GattFrame(to.uuid(), value).envelope());
  }

  void tell(DeviceEvent event) {
    events.add(event);
  }
}
