package org.healthhut.simulator.device.glucose;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Field;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.glucose.SinocareMeter.Form;
import org.healthhut.simulator.device.taidoc.TaiDocReports;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;

/** Virtual glucose meters. */
public final class VirtualMeters {
  /** guess: as many as a usual meter, where the note has no figure. */
  private static final int CAPACITY = 500;

  private static final Field THREE_DIGITS = milligrams("999");
  private static final Field TENTHS = new Field(Metric.GLUCOSE, 1, "99.9");

  /** The two numbers above are HI and LO. */
  private static final Field ULTRA_MINI = milligrams("65533");

  private static final Field TWO_BYTES = milligrams("65535");
  private static final Field SINOCARE = new Field(Metric.GLUCOSE, 1, "6553.5");

  public static final List<VirtualModel> ALL =
      List.of(
          sinocare("sinocare-uart", "血糖仪", "Sinocare meter, UART", "UART 9600 8N1", Form.LONG),
          sinocare(
              "sinocare-ble", "三诺血糖仪（蓝牙）", "Sinocare meter, Bluetooth", "BLE FFE0", Form.SHORT),
          VirtualModel.of("onetouch-ultra2", "强生 Ultra2 血糖仪", "OneTouch Ultra2", "TRS 9600 8N1")
              .checksum()
              .field(THREE_DIGITS)
              .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .error("?", Fault.BAD_DATA, "记录损坏", "Damaged record")
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      THREE_DIGITS,
                      500,
                      (memory, _, random) -> new OneTouchUltra2(memory, random))),
          VirtualModel.of(
                  "onetouch-ultramini",
                  "强生 UltraMini 血糖仪",
                  "OneTouch UltraMini or UltraEasy",
                  "TRS 9600 8N1")
              .checksum()
              .field(ULTRA_MINI)
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      ULTRA_MINI,
                      500,
                      (memory, _, random) -> new OneTouchUltraMini(memory, random))),
          VirtualModel.of(
                  "onetouch-verio-iq", "强生 Verio IQ 血糖仪", "OneTouch Verio IQ", "USB 38400 8N1")
              .checksum()
              .field(TWO_BYTES)
              .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      TWO_BYTES,
                      CAPACITY,
                      (memory, _, random) -> new OneTouchVerioIq(memory, random))),
          VirtualModel.of(
                  "freestyle-lite", "雅培 FreeStyle Lite 血糖仪", "FreeStyle Lite", "TRS 19200 8N1")
              .checksum()
              .field(THREE_DIGITS)
              .notes(Flag.CONTROL_SOLUTION)
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      THREE_DIGITS, 450, (memory, _, random) -> new FreeStyleLite(memory, random))),
          VirtualModel.of(
                  "freestyle-optium",
                  "雅培 FreeStyle Optium 血糖仪",
                  "FreeStyle Optium or Precision Xtra",
                  "USB 19200 8N1")
              .checksum()
              .field(THREE_DIGITS)
              .notes(Flag.CONTROL_SOLUTION, Flag.DEVICE_CLOCK_SUSPECT)
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      THREE_DIGITS,
                      450,
                      (memory, _, random) -> new FreeStyleOptium(memory, random))),
          VirtualModel.of("contour", "拜耳 Contour 血糖仪", "Contour, serial", "TRS 9600 8N1")
              .checksum()
              .field(TENTHS)
              .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .error("T", Fault.TEMPERATURE, "温度超出范围", "Too cold or too hot")
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      TENTHS,
                      CAPACITY,
                      (memory, _, random) -> new Contour(memory, Contour.Layout.SERIAL, random))),
          VirtualModel.of("contour-usb", "拜耳 Contour Next 血糖仪", "Contour Next, USB", "USB HID")
              .checksum()
              .field(THREE_DIGITS)
              .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .beyond()
              .keeps()
              .maker(
                  keeping(
                      THREE_DIGITS,
                      CAPACITY,
                      (memory, _, random) -> new Contour(memory, Contour.Layout.HID, random))),
          VirtualModel.of("codefree", "SD CodeFree 血糖仪", "SD CodeFree", "USB 38400 8N1")
              .checksum()
              .field(TWO_BYTES)
              .notes(Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .keeps()
              .maker(keeping(TWO_BYTES, CAPACITY, (memory, _, _) -> new CodeFree(memory))),
          VirtualModel.of("glucomen-areo", "美纳里尼 Areo 血糖仪", "GlucoMen Areo", "USB 9600 8O1")
              .checksum()
              .field(TENTHS)
              .notes(Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .keeps()
              .maker(
                  keeping(
                      TENTHS, CAPACITY, (memory, _, random) -> new GlucoMenAreo(memory, random))),
          VirtualModel.of("bgstar", "赛诺菲 BGStar 血糖仪", "Sanofi BGStar", "USB 115200 8N1")
              .field(THREE_DIGITS)
              .notes(Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
              .error("E", Fault.MEASUREMENT_FAILED, "测量错误", "Measuring error")
              .keeps()
              .maker(
                  keeping(THREE_DIGITS, 1865, (memory, _, random) -> new BgStar(memory, random))),
          taidoc("taidoc-glucose", "泰博血糖仪", "TaiDoc meter, serial", "19200 8N1", taidoc()),
          taidoc(
              "taidoc-glucose-hid",
              "泰博血糖仪（USB）",
              "TaiDoc meter, USB",
              "USB HID 19200 8N1",
              (clock, random) -> new TaiDocReports(taidoc().make(clock, random), random)),
          taidoc(
              "taidoc-glucose-ble",
              "泰博血糖仪（蓝牙）",
              "TaiDoc meter, Bluetooth",
              "BLE 00001523-1212-EFDE-1523-785FEABCD123",
              taidoc()));

  private VirtualMeters() {}

  /** Makes a meter's side of its protocol. */
  @FunctionalInterface
  private interface Speaker {
    Dialogue make(MeterMemory memory, DeviceClock clock, RandomGenerator random);
  }

  private static VirtualModel.Maker keeping(Field field, int capacity, Speaker speaker) {
    return (clock, random) -> {
      var memory = new MeterMemory(clock, random, field, capacity);
      return new KeepingMeter(memory, speaker.make(memory, clock, random));
    };
  }

  private static VirtualModel sinocare(
      String id, String chinese, String english, String line, Form form) {
    return VirtualModel.of(id, chinese, english, line)
        .checksum()
        .field(SINOCARE)
        .error("1", Fault.MEASUREMENT_FAILED, "仪器报错", "The meter reports an error")
        .error(SinocareMeter.HIGH, Fault.IMPLAUSIBLE, "高于量程", "Above its range")
        .error(SinocareMeter.LOW, Fault.IMPLAUSIBLE, "低于量程", "Below its range")
        .maker((clock, random) ->
            new SinocareMeter(new MeterMemory(clock, random, SINOCARE, CAPACITY), form, random));
  }

  private static VirtualModel taidoc(
      String id, String chinese, String english, String line, VirtualModel.Maker maker) {
    return VirtualModel.of(id, chinese, english, line)
        .checksum()
        .field(TWO_BYTES)
        .notes(Flag.CONTROL_SOLUTION, Flag.BEFORE_MEAL, Flag.AFTER_MEAL)
        .beyond()
        .keeps()
        .maker(maker);
  }

  private static VirtualModel.Maker taidoc() {
    return keeping(TWO_BYTES, CAPACITY, TaiDocMeter::new);
  }

  private static Field milligrams(String wireMax) {
    return new Field(Metric.GLUCOSE, Unit.MG_PER_DL, 0, new BigDecimal(wireMax));
  }
}
