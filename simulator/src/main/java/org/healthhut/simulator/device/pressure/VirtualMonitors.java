package org.healthhut.simulator.device.pressure;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/** Virtual blood pressure monitors. */
public final class VirtualMonitors {
  public static final List<VirtualModel> ALL =
      List.of(
          VirtualModel.of("hbp-9030", "臂筒式血压计", "OMRON HBP-9030, format 5", "USB CDC 9600 8N1")
              .field(Metric.SYSTOLIC, 0, "999")
              .field(Metric.DIASTOLIC, 0, "999")
              .field(Metric.PULSE, 0, "999")
              .notes(Flag.MOVED)
              .error("2", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .maker((clock, _) -> new Hbp9030(clock)));

  private VirtualMonitors() {}
}
