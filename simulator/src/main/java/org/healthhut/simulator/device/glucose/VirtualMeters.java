package org.healthhut.simulator.device.glucose;

import java.util.List;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;

/** Virtual glucose meters. */
public final class VirtualMeters {
  public static final List<VirtualModel> ALL =
      List.of(
          VirtualModel.of("sinocare-uart", "血糖仪", "Sinocare meter, UART", "UART 9600 8N1")
              .checksum()
              .field(Metric.GLUCOSE, 1, "6553.5")
              .maker((clock, _) -> new SinocareMeter(clock)));

  private VirtualMeters() {}
}
