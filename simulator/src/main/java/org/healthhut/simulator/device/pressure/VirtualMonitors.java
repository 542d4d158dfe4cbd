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
          hbp9030("format 5", Omron.FORMAT_5),
          errorDigits(
                  mean(
                      VirtualModel.of(
                          "hbp-9020", "臂筒式血压计", "OMRON HBP-9020, mode 5", "RS-232 9600 8N1"),
                      "999"))
              .maker((clock, random) ->
                  Monitor.withStartKey(new Omron(Omron.MODE_5, clock), "1", random)),
          plain(
                  VirtualModel.of(
                      "hbp-9020-legacy",
                      "臂筒式血压计（旧格式）",
                      "OMRON HBP-9020, legacy record",
                      "RS-232 2400 8E1"),
                  "999",
                  "999")
              .maker((clock, random) ->
                  Monitor.withStartKey(new Omron(Omron.LEGACY, clock), "", random)),
          // Of the codes only that E00 is good is known; E08 is the note's sample.
          mean(VirtualModel.of("and-tm", "臂筒式血压计", "A&D TM-2657", "RS-232 2400 8N1"), "999")
              .checksum()
              .notes(Flag.IRREGULAR_PULSE, Flag.MOVED)
              .error("E01", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .error("E08", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .error("E99", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .maker(
                  (clock, random) -> Monitor.withStartKey(new AndTm(clock, random), "E08", random)),
          maibobo("maibobo-rbp", "RBP, serial", "9600 8N1", Maibobo.SERIAL),
          maibobo("maibobo-ble", "BP-88, Bluetooth", "GATT FFF0", Maibobo.BLUETOOTH),
          mean(
                  VirtualModel.of(
                      "suntech-oem", "血压模块", "SunTech Advantage OEM module", "UART 9600 8N1"),
                  "65535")
              .checksum()
              .error("01", Fault.NO_PULSE, "脉搏弱或无", "Weak or no pulse")
              .error("02", Fault.MOVEMENT, "干扰", "Artefact")
              .error("03", Fault.MEASUREMENT_FAILED, "结果超出范围", "Result out of range")
              .error("04", Fault.MEASUREMENT_FAILED, "测量时间过长", "Took too long")
              .error("55", Fault.MEASUREMENT_FAILED, "气路堵塞", "Pneumatic blockage")
              .error("56", Fault.MEASUREMENT_FAILED, "用户终止", "Terminated by the user")
              .error("57", Fault.CUFF_LOOSE, "充气超时,漏气或袖带松", "Inflate timeout, loose cuff")
              .error("58", Fault.BUSY_OR_BATTERY, "安全超时", "Safety timeout")
              .error("59", Fault.OVER_PRESSURE, "袖带过压", "Cuff over-pressure")
              .error("5A", Fault.SENSOR, "电源或硬件", "Supply or hardware")
              .error("5B", Fault.SENSOR, "安全跳线或自动调零", "Safety override or auto-zero")
              .error("61", Fault.SENSOR, "传感器超范围", "Transducer out of range")
              .error("63", Fault.SENSOR, "校准存储器错误", "Calibration memory failure")
              .maker((_, random) -> Monitor.startedByKiosk(new SunTech(), "57", random)),
          // What the message codes mean is not known.
          mean(VirtualModel.of("medlab", "血压模块", "Medlab or UN300C module", "UART 4800 8N1"), "999")
              .checksum()
              .error("M01", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .error("M99", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .maker((_, random) -> Monitor.startedByKiosk(new Medlab(), "M01", random)),
          plain(
                  VirtualModel.of("ua-767pc", "家用血压计", "A&D UA-767PC", "serial, guess: 9600 8N1"),
                  "255",
                  "255")
              .error("81", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .error("82", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .error("83", Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed")
              .maker((clock, random) ->
                  Monitor.withStartKey(new Ua767Pc(clock, random), "81", random)),
          plain(
                  VirtualModel.of("beurer-bm", "家用血压计", "Beurer BM 58", "USB serial 4800 8N1"),
                  "280",
                  "255")
              .keeps()
              .maker(
                  (clock, random) -> Monitor.withStartKey(new Beurer(clock, random), "", random)),
          plain(
                  VirtualModel.of("microlife-ble", "家用血压计（蓝牙）", "Microlife BP3GY1-2N", "GATT FFF0"),
                  "255",
                  "255")
              .checksum()
              .keeps()
              .maker((clock, random) ->
                  Monitor.withStartKey(new MicrolifeBle(clock, random), "", random)),
          plain(
                  VirtualModel.of(
                      "microlife-hid", "家用血压计（USB）", "Microlife BP3GX1-5X", "HID 04B4:5500"),
                  "1023",
                  "1023")
              .checksum()
              .keeps()
              .maker((clock, random) ->
                  Monitor.withStartKey(new MicrolifeHid(clock, random), "", random)),
          taiDoc("taidoc-bp", "家用血压计", "RS-232 19200 8N1"),
          taiDoc("taidoc-bp-ble", "家用血压计（蓝牙）", "GATT 00001523"));

  private VirtualMonitors() {}

  /** HBP-9030s whose menu was left at another record than the one its driver reads. */
  public static List<VirtualModel> missetHbp9030() {
    return List.of(
        hbp9030("legacy record", Omron.LEGACY),
        hbp9030("MMBP record", Omron.MMBP),
        hbp9030("ID...B record", Omron.ID_B),
        hbp9030("bp record", Omron.MODE_5));
  }

  private static VirtualModel hbp9030(String layoutName, Omron.Layout layout) {
    var name = "OMRON HBP-9030, " + layoutName;
    var model = VirtualModel.of("hbp-9030", "臂筒式血压计", name, "USB CDC 9600 8N1");
    return errorDigits(layout == Omron.MODE_5 ? mean(model, "999") : plain(model, "999", "999"))
        .notes(Flag.MOVED)
        .maker((clock, random) -> Monitor.withStartKey(new Omron(layout, clock), "1", random));
  }

  private static VirtualModel maibobo(String id, String name, String line, int version) {
    return plain(
            VirtualModel.of(id, "臂筒式血压计", "Maibobo or Raycome " + name, line), "65535", "65535")
        .checksum()
        .error("01", Fault.OVER_PRESSURE, "过压保护", "Over-pressure protection")
        .error("02", Fault.CUFF_LOOSE, "信号异常,手臂位置或漏气", "Signal error: arm position or leak")
        .error("05", Fault.CUFF_LOOSE, "漏气或手臂位置", "Leak or arm position")
        .error("06", Fault.NO_PULSE, "无脉搏信号", "No pulse signal")
        .error("07", Fault.BUSY_OR_BATTERY, "电量低", "Battery low")
        .error("09", Fault.SENSOR, "放气异常", "Deflation abnormal")
        .error("0F", Fault.SENSOR, "系统漏气", "System leak")
        .error("10", Fault.SENSOR, "电机故障", "Motor fault")
        .maker((clock, random) -> Monitor.withStartKey(new Maibobo(version, clock), "06", random));
  }

  private static VirtualModel taiDoc(String id, String chineseName, String line) {
    return plain(VirtualModel.of(id, chineseName, "TaiDoc TD-3128", line), "255", "255")
        .checksum()
        .keeps()
        .error("0", Fault.MEASUREMENT_FAILED, "无有效结果", "No valid measurement")
        .maker((clock, random) -> Monitor.withStartKey(new TaiDocCuff(clock, random), "0", random));
  }

  /** The error digit's meanings are not known; 0 is none. */
  private static VirtualModel.Builder errorDigits(VirtualModel.Builder model) {
    for (int digit = 1; digit <= 9; digit++) {
      model.error(String.valueOf(digit), Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed");
    }
    return model;
  }

  private static VirtualModel.Builder plain(
      VirtualModel.Builder model, String pressureMax, String pulseMax) {
    return model
        .field(Metric.SYSTOLIC, 0, pressureMax)
        .field(Metric.DIASTOLIC, 0, pressureMax)
        .field(Metric.PULSE, 0, pulseMax);
  }

  private static VirtualModel.Builder mean(VirtualModel.Builder model, String pressureMax) {
    return plain(model, pressureMax, pressureMax.equals("65535") ? "255" : pressureMax)
        .field(Metric.MEAN_PRESSURE, 0, pressureMax);
  }
}
