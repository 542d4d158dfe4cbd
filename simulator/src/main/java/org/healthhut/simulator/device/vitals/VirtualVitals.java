package org.healthhut.simulator.device.vitals;

import java.util.List;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;

/** Virtual oximeters and thermometers. */
public final class VirtualVitals {
  public static final List<VirtualModel> ALL =
      List.of(
          taidocOximeter("taidoc-oximeter", "泰博血氧仪", "TaiDoc TD-8201, serial", "19200 8N1"),
          taidocOximeter(
              "taidoc-oximeter-ble",
              "泰博血氧仪（蓝牙）",
              "TaiDoc TD-8201, Bluetooth",
              "BLE 00001523-1212-EFDE-1523-785FEABCD123"),
          taidocThermometer("taidoc-thermometer", "泰博体温计", "TaiDoc TD-1261, serial", "19200 8N1"),
          taidocThermometer(
              "taidoc-thermometer-ble",
              "泰博体温计（蓝牙）",
              "TaiDoc TD-1261, Bluetooth",
              "BLE 00001523-1212-EFDE-1523-785FEABCD123"));

  private VirtualVitals() {}

  private static VirtualModel taidocOximeter(
      String id, String chinese, String english, String line) {
    return VirtualModel.of(id, chinese, english, line)
        .checksum()
        .field(Metric.OXYGEN_SATURATION, 0, "255")
        .field(Metric.PULSE, 0, "255")
        .maker(TaiDocOximeter::new);
  }

  private static VirtualModel taidocThermometer(
      String id, String chinese, String english, String line) {
    return VirtualModel.of(id, chinese, english, line)
        .checksum()
        .field(Metric.TEMPERATURE, 1, "99.9")
        .keeps()
        .maker(TaiDocThermometer::new);
  }
}
