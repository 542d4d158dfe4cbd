package org.healthhut.simulator.device.weight;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;

/** Virtual scales, and what measures height. */
public final class VirtualScales {
  public static final List<VirtualModel> ALL =
      List.of(
          VirtualModel.of("and-scale", "体重秤", "ST,GS indicator, stream", "RS-232 9600 8N1")
              .field(Metric.WEIGHT, 1, "999.9")
              .error("OL", Fault.OVERLOAD, "超重", "Overload")
              .maker((_, random) -> new StGsScale(random)));

  private VirtualScales() {}
}
