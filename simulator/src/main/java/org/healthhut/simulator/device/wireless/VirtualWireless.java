package org.healthhut.simulator.device.wireless;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/** What would speak Bluetooth or IEEE 11073, without the radio. */
public final class VirtualWireless {
  private static final String FAILED = "Measurement failed";

  public static final List<VirtualModel> ALL =
      List.of(
          gattPressure("ble-blood-pressure", "蓝牙血压计", "Bluetooth LE blood pressure monitor")
              .field(Metric.MEAN_PRESSURE, 0, "2045")
              .maker(
                  (clock, random) -> new GattPeripheral(clock, random, GattProfile.BLOOD_PRESSURE)),
          gattPressure("ble-blood-pressure-beurer", "博雅蓝牙血压计", "Beurer BM59, Bluetooth LE")
              .maker((clock, random) ->
                  new GattPeripheral(clock, random, GattProfile.BLOOD_PRESSURE_BEURER)),
          VirtualModel.of("ble-glucose", "蓝牙血糖仪", "Bluetooth LE glucose meter", "GATT 1808")
              .field(Metric.GLUCOSE, 1, "204.5")
              .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL, Flag.FASTING)
              .beyond()
              .keeps()
              .error("sensor", Fault.SENSOR, "传感器故障", "Sensor fault")
              .error("sample-small", Fault.TOO_LITTLE_BLOOD, "血量不足", "Sample too small")
              .error("strip", Fault.STRIP, "试纸错误", "Strip error")
              .error("strip-type", Fault.STRIP, "试纸型号不对", "Wrong type of strip")
              .error("too-hot", Fault.TEMPERATURE, "温度过高", "Too hot")
              .error("too-cold", Fault.TEMPERATURE, "温度过低", "Too cold")
              .error("strip-pulled", Fault.STRIP, "试纸过早拔出", "Strip pulled early")
              .error("fault", Fault.MEASUREMENT_FAILED, "一般故障", "General fault")
              .maker(GattMeter::new),
          VirtualModel.of("ble-weight", "蓝牙体重秤", "Bluetooth LE scale", "GATT 181D")
              .field(Metric.WEIGHT, 1, "327.6")
              .error(GattProfile.UNSUCCESSFUL, Fault.MEASUREMENT_FAILED, "未称出", FAILED)
              .maker((clock, random) -> new GattPeripheral(clock, random, GattProfile.WEIGHT)),
          oximeter("ble-oximeter", "蓝牙血氧仪", "Bluetooth LE pulse oximeter", "GATT 1822")
              .error(GattProfile.INVALID, Fault.MEASUREMENT_FAILED, "测量无效", "Invalid measurement")
              .error(GattProfile.UNCONNECTED, Fault.NO_FINGER, "手指未放", "No finger")
              .error(GattProfile.MALFUNCTION, Fault.SENSOR, "传感器故障", "Sensor fault")
              .maker((clock, random) -> new GattPeripheral(clock, random, GattProfile.OXIMETER)),
          VirtualModel.of("ble-thermometer", "蓝牙体温计", "Bluetooth LE thermometer", "GATT 1809")
              .field(Metric.TEMPERATURE, 1, "99.9")
              .error(GattProfile.NAN, Fault.MEASUREMENT_FAILED, "测量失败", FAILED)
              .maker((clock, random) -> new GattPeripheral(clock, random, GattProfile.THERMOMETER)),
          pressure("hdp-blood-pressure", "11073 血压计", "IEEE 11073 blood pressure monitor", "HDP")
              .field(Metric.MEAN_PRESSURE, 0, "2045")
              .maker((clock, random) -> new HdpAgent(clock, random, HdpKind.BLOOD_PRESSURE)),
          VirtualModel.of("hdp-weight", "11073 体重秤", "IEEE 11073 scale, as A&D UC-321PBT-C", "HDP")
              .field(Metric.WEIGHT, 1, "999.9")
              .error(HdpKind.NAN, Fault.MEASUREMENT_FAILED, "测量失败", FAILED)
              .maker((clock, random) -> new HdpAgent(clock, random, HdpKind.WEIGHT)),
          oximeter("hdp-oximeter", "11073 血氧仪", "IEEE 11073 pulse oximeter", "HDP")
              .maker((clock, random) -> new HdpAgent(clock, random, HdpKind.OXIMETER)));

  private VirtualWireless() {}

  private static VirtualModel.Builder gattPressure(String id, String chinese, String english) {
    return pressure(id, chinese, english, "GATT 1810")
        .notes(Flag.MOVED, Flag.CUFF_LOOSE, Flag.IRREGULAR_PULSE)
        .error(GattProfile.NAN_MOVED, Fault.MOVEMENT, "测量中移动", "Failed: moved")
        .error(GattProfile.NAN_CUFF_LOOSE, Fault.CUFF_LOOSE, "袖带过松", "Failed: cuff too loose");
  }

  private static VirtualModel.Builder pressure(
      String id, String chinese, String english, String line) {
    return VirtualModel.of(id, chinese, english, line)
        .field(Metric.SYSTOLIC, 0, "2045")
        .field(Metric.DIASTOLIC, 0, "2045")
        .field(Metric.PULSE, 0, "2045")
        .error(HdpKind.NAN, Fault.MEASUREMENT_FAILED, "测量失败", FAILED);
  }

  private static VirtualModel.Builder oximeter(
      String id, String chinese, String english, String line) {
    return VirtualModel.of(id, chinese, english, line)
        .field(Metric.OXYGEN_SATURATION, 0, "2045")
        .field(Metric.PULSE, 0, "2045")
        .error(HdpKind.NAN, Fault.MEASUREMENT_FAILED, "测量失败", FAILED);
  }
}
