package org.healthhut.simulator.device.vitals;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;

/** Virtual oximeters and thermometers. */
public final class VirtualVitals {
  public static final List<VirtualModel> ALL =
      List.of(
          oximeter("cms50-v7", "康泰血氧仪(V7)", "Contec CMS50F, protocol V7", "USB 115200 8N1", "254")
              .error(Oximeter.NO_PULSE, Fault.NO_PULSE, "找不到脉搏", "No pulse found")
              .maker(ContecV7::new),
          oximeter(
                  "cms50-stream",
                  "康泰血氧仪(旧固件)",
                  "Contec CMS50D+, five-byte stream",
                  "USB 19200 8O1",
                  "254")
              .error(ContecStream.PROBE, Fault.SENSOR, "探头故障", "Probe error")
              .error(Oximeter.NO_PULSE, Fault.NO_PULSE, "找不到脉搏", "No pulse found")
              .maker((_, random) -> new ContecStream(random)),
          oximeter(
                  "nonin-oem3",
                  "Nonin OEM III 血氧模块",
                  "Nonin OEM III, serial format 2",
                  "UART 9600 8N1",
                  "510")
              .checksum()
              .error(NoninOem3.DISCONNECTED, Fault.SENSOR, "传感器未连接", "Sensor disconnected")
              .error(NoninOem3.ARTEFACT, Fault.NO_PULSE, "运动干扰", "Artefact")
              .error(NoninOem3.OUT_OF_TRACK, Fault.NO_PULSE, "信号失锁", "Out of track")
              .error(Oximeter.NO_PULSE, Fault.NO_PULSE, "找不到脉搏", "No pulse found")
              .maker((_, random) -> new NoninOem3(random)),
          oximeter("nonin-ascii", "Nonin 血氧仪(文本)", "Nonin, ASCII mode", "UART 9600 8N1", "999")
              .maker((_, random) -> new NoninAscii(random)),
          oximeter("nonin-9560", "Nonin 9560 血氧仪", "Nonin 9560, data format 8", "SPP", "510")
              .error(Nonin9560.ARTEFACT, Fault.NO_PULSE, "运动干扰", "Artefact")
              .error(Nonin9560.OUT_OF_TRACK, Fault.NO_PULSE, "信号失锁", "Out of track")
              .error(Nonin9560.LOW_PERFUSION, Fault.NO_PULSE, "灌注低", "Low perfusion")
              .error(Nonin9560.BATTERY, Fault.BUSY_OR_BATTERY, "电量低", "Low battery")
              .error(Oximeter.NO_PULSE, Fault.NO_PULSE, "找不到脉搏", "No pulse found")
              .maker((_, random) -> new Nonin9560(random)),
          VirtualModel.of("gy-mcu90614", "红外测温模块", "GY-MCU90614", "UART 9600 8N1")
              .checksum()
              .field(Metric.SKIN_TEMPERATURE, 2, "327.67")
              .error(SkinModule.COLD_ROOM, Fault.TEMPERATURE, "室温过低", "Room too cold")
              .error(SkinModule.WARM_ROOM, Fault.TEMPERATURE, "室温过高", "Room too warm")
              .maker((_, random) -> new SkinModule(random)),
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

  private static VirtualModel.Builder oximeter(
      String id, String chinese, String english, String line, String pulseMax) {
    return VirtualModel.of(id, chinese, english, line)
        .field(Metric.OXYGEN_SATURATION, 0, "126")
        .field(Metric.PULSE, 0, pulseMax)
        .error(Oximeter.FINGER_OUT, Fault.NO_FINGER, "手指移出", "Finger out");
  }

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
