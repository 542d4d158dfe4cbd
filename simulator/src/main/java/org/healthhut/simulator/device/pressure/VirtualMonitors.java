package org.healthhut.simulator.device.pressure;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/** Virtual blood pressure monitors. */
public final class VirtualMonitors {
  private static final String THREE_DIGITS = "999";
  private static final String BYTE = "255";
  private static final String TEN_BITS = "1023";
  private static final String TWO_BYTES = "65535";

  public static final List<VirtualModel> ALL =
      List.of(
          hbp9030("format 5", Omron.FORMAT_5),
          errorDigits(
                  monitor("hbp-9020", "欧姆龙 HBP-9020", "OMRON HBP-9020, mode 5", "RS-232 9600 8N1")
                      .field(Metric.MEAN_PRESSURE, 0, THREE_DIGITS))
              .maker((clock, random) ->
                  Monitor.withStartKey(new Omron(Omron.MODE_5, clock), "1", random)),
          monitor(
                  "hbp-9020-legacy",
                  "欧姆龙 HBP-9020（旧格式）",
                  "OMRON HBP-9020, legacy record",
                  "RS-232 2400 8E1")
              .maker((clock, random) ->
                  Monitor.withStartKey(new Omron(Omron.LEGACY, clock), "", random)),
          andTm(),
          maibobo("maibobo-rbp", "脉搏波 RBP（串口）", "RBP, serial", "9600 8N1", Maibobo.SERIAL),
          maibobo("maibobo-ble", "脉搏波 BP-88（蓝牙）", "BP-88", "GATT FFF0", Maibobo.BLUETOOTH),
          sunTech(),
          medlab(),
          ua767Pc(),
          monitor("beurer-bm", "博雅 BM 58", "Beurer BM 58", "USB serial 4800 8N1", "280", BYTE)
              .keeps()
              .maker(
                  (clock, random) -> Monitor.withStartKey(new Beurer(clock, random), "", random)),
          monitor("microlife-ble", "迈克大夫（蓝牙）", "Microlife BP3GY1-2N", "GATT FFF0", BYTE, BYTE)
              .checksum()
              .keeps()
              .maker((clock, random) ->
                  Monitor.withStartKey(new MicrolifeBle(clock, random), "", random)),
          monitor(
                  "microlife-hid",
                  "迈克大夫（USB）",
                  "Microlife BP3GX1-5X",
                  "HID 04B4:5500",
                  TEN_BITS,
                  TEN_BITS)
              .checksum()
              .keeps()
              .maker((clock, random) ->
                  Monitor.withStartKey(new MicrolifeHid(clock, random), "", random)),
          taiDoc("taidoc-bp", "TaiDoc TD-3128", "RS-232 19200 8N1"),
          taiDoc("taidoc-bp-ble", "TaiDoc TD-3128（蓝牙）", "GATT 00001523"));

  private VirtualMonitors() {}

  /** HBP-9030s whose menu was left at another record than the one its driver reads. */
  public static List<VirtualModel> missetHbp9030() {
    return List.of(
        hbp9030("legacy record", Omron.LEGACY),
        hbp9030("MMBP record", Omron.MMBP),
        hbp9030("ID...B record", Omron.ID_B),
        hbp9030("bp record", Omron.MODE_5, Metric.MEAN_PRESSURE));
  }

  private static VirtualModel hbp9030(
      String layoutName, Omron.Layout layout, Metric... alsoPressures) {
    var model = monitor("hbp-9030", "臂筒式血压计", "OMRON HBP-9030, " + layoutName, "USB CDC 9600 8N1");
    for (var metric : alsoPressures) {
      model.field(metric, 0, THREE_DIGITS);
    }
    return errorDigits(model)
        .notes(Flag.MOVED)
        .maker((clock, random) -> Monitor.withStartKey(new Omron(layout, clock), "1", random));
  }

  /** What the error digits mean is not known; 0 is none. */
  private static VirtualModel.Builder errorDigits(VirtualModel.Builder model) {
    for (int digit = 1; digit <= 9; digit++) {
      failed(model, String.valueOf(digit));
    }
    return model;
  }

  /** Of its codes only E00, a good result, is known; E08 is the note's sample. */
  private static VirtualModel andTm() {
    var model =
        monitor("and-tm", "爱安德 TM-2657", "A&D TM-2657", "RS-232 2400 8N1")
            .field(Metric.MEAN_PRESSURE, 0, THREE_DIGITS)
            .checksum()
            .notes(Flag.IRREGULAR_PULSE, Flag.MOVED);
    return failed(model, "E01", "E08", "E99")
        .maker((clock, random) -> Monitor.withStartKey(new AndTm(clock, random), "E08", random));
  }

  private static VirtualModel maibobo(
      String id, String chineseName, String name, String line, int version) {
    return monitor(id, chineseName, "Maibobo or Raycome " + name, line, TWO_BYTES, TWO_BYTES)
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

  private static VirtualModel sunTech() {
    return monitor(
            "suntech-oem",
            "SunTech 血压模块",
            "SunTech Advantage OEM module",
            "UART 9600 8N1",
            TWO_BYTES,
            BYTE)
        .field(Metric.MEAN_PRESSURE, 0, TWO_BYTES)
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
        .maker((_, random) -> Monitor.startedByKiosk(new SunTech(), "57", random));
  }

  /** What its message codes mean is not known; 00 is none. */
  private static VirtualModel medlab() {
    var model =
        monitor("medlab", "Medlab 血压模块", "Medlab or UN300C module", "UART 4800 8N1")
            .field(Metric.MEAN_PRESSURE, 0, THREE_DIGITS)
            .checksum();
    return failed(model, "M01", "M99")
        .maker((_, random) -> Monitor.startedByKiosk(new Medlab(), "M01", random));
  }

  /** Its line settings are not known: these are a guess. */
  private static VirtualModel ua767Pc() {
    var model = monitor("ua-767pc", "爱安德 UA-767PC", "A&D UA-767PC", "RS-232 9600 8N1", BYTE, BYTE);
    return failed(model, "81", "82", "83")
        .maker((clock, random) -> Monitor.withStartKey(new Ua767Pc(clock, random), "81", random));
  }

  private static VirtualModel taiDoc(String id, String chineseName, String line) {
    return monitor(id, chineseName, "TaiDoc TD-3128", line, BYTE, BYTE)
        .checksum()
        .keeps()
        .error("0", Fault.MEASUREMENT_FAILED, "无有效结果", "No valid measurement")
        .maker((clock, random) -> Monitor.withStartKey(new TaiDocCuff(clock, random), "0", random));
  }

  /** Codes that say no more than that it failed. */
  private static VirtualModel.Builder failed(VirtualModel.Builder model, String... codes) {
    for (var code : codes) {
      model.error(code, Fault.MEASUREMENT_FAILED, "测量失败", "Measurement failed");
    }
    return model;
  }

  private static VirtualModel.Builder monitor(
      String id, String chineseName, String englishName, String line) {
    return monitor(id, chineseName, englishName, line, THREE_DIGITS, THREE_DIGITS);
  }

  private static VirtualModel.Builder monitor(
      String id,
      String chineseName,
      String englishName,
      String line,
      String pressureMax,
      String pulseMax) {
    return VirtualModel.of(id, chineseName, englishName, line)
        .field(Metric.SYSTOLIC, 0, pressureMax)
        .field(Metric.DIASTOLIC, 0, pressureMax)
        .field(Metric.PULSE, 0, pulseMax);
  }
}
