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
              .maker((_, random) -> new StGsScale(random)),
          VirtualModel.of(
                  "taidoc-scale",
                  "泰博体重秤（蓝牙）",
                  "TaiDoc TD-2555, Bluetooth",
                  "BLE 00001523-1212-EFDE-1523-785FEABCD123")
              .checksum()
              .field(Metric.WEIGHT, 1, "6553.5")
              .maker(TaiDocScale::new));

  private VirtualScales() {}
}
