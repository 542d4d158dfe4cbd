package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.areo.GlucoMenAreo;
import org.healthhut.device.bgstar.BgStar;
import org.healthhut.device.codefree.CodeFree;
import org.healthhut.device.contour.Contour;
import org.healthhut.device.freestyle.FreeStyle;
import org.healthhut.device.onetouch.OneTouchBinary;
import org.healthhut.device.onetouch.OneTouchUltra2;
import org.healthhut.device.sinocare.SinocareMeter;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.vital.Metric;

/** Glucose meters. */
final class GlucoseModels {
  static final List<Model> ALL =
      List.of(
          Model.of(
                  "sinocare-uart", "三诺血糖仪（串口）", "Sinocare glucose meter (serial)", Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.BOTH)
              .tells(Check.DRY_RUN)
              .driver(() -> new SinocareMeter(DEVICE_ZONE)),
          Model.of(
                  "onetouch-ultra2",
                  "强生 OneTouch Ultra2 血糖仪",
                  "OneTouch Ultra2 glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.POLL)
              .line(OneTouchUltra2.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> OneTouchUltra2.driver(DEVICE_ZONE)),
          Model.of(
                  "onetouch-ultramini",
                  "强生 OneTouch UltraMini / UltraEasy 血糖仪",
                  "OneTouch UltraMini or UltraEasy glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.POLL)
              .line(OneTouchBinary.ULTRA_MINI_LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> OneTouchBinary.ultraMini(DEVICE_ZONE)),
          Model.of(
                  "onetouch-verio-iq",
                  "强生 OneTouch Verio IQ 血糖仪",
                  "OneTouch Verio IQ glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.POLL)
              .line(OneTouchBinary.VERIO_IQ_LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> OneTouchBinary.verioIq(DEVICE_ZONE)),
          Model.of(
                  "freestyle-lite",
                  "雅培 FreeStyle Lite / Freedom Lite 血糖仪",
                  "FreeStyle Lite or Freedom Lite glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "27.8")
              .talk(Talk.POLL)
              .line(FreeStyle.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .driver(() -> FreeStyle.lite(DEVICE_ZONE)),
          Model.of(
                  "contour",
                  "拜耳 Contour 血糖仪（串口）",
                  "Bayer or Ascensia Contour glucose meter (serial)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.BOTH)
              .line(Contour.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> Contour.serial(DEVICE_ZONE)),
          Model.of(
                  "sinocare-ble",
                  "三诺血糖仪（蓝牙）",
                  "Sinocare glucose meter (Bluetooth)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .transport(Transport.GATT)
              .talk(Talk.BOTH)
              .tells(Check.DRY_RUN)
              .experimental("Bluetooth: no link for it is built yet")
              .note("Service FFE0, notifications from FFE1, writes to FFE2.")
              .driver(() -> new SinocareMeter(DEVICE_ZONE)),
          Model.of(
                  "freestyle-optium",
                  "雅培 FreeStyle Optium / Precision Xtra 血糖仪",
                  "FreeStyle Optium or Precision Xtra glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "27.8")
              .talk(Talk.POLL)
              .line(FreeStyle.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .note("Set the meter to mmol/L. Ketone records are passed over.")
              .driver(() -> FreeStyle.optium(DEVICE_ZONE)),
          Model.of(
                  "contour-usb",
                  "拜耳 Contour USB / Next 血糖仪",
                  "Contour USB or Contour Next glucose meter (USB)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .transport(Transport.HID)
              .talk(Talk.BOTH)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .note("Vendor 1A79. No link for USB HID is built yet.")
              .driver(() -> Contour.usb(DEVICE_ZONE)),
          Model.of(
                  "codefree",
                  "SD CodeFree 血糖仪",
                  "SD Biosensor CodeFree glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "0.6", "33.3")
              .talk(Talk.BOTH)
              .line(CodeFree.LINE)
              .experimental("how the meter marks HI, LO and control solution")
              .note(
                  "The meter speaks when it is switched on. After E-5 it must be switched off and on.")
              .driver(() -> new CodeFree(DEVICE_ZONE)),
          Model.of(
                  "glucomen-areo",
                  "美纳里尼 GlucoMen Areo 血糖仪",
                  "Menarini GlucoMen Areo glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "0.6", "33.3")
              .talk(Talk.POLL)
              .line(GlucoMenAreo.LINE)
              .tells(Check.IDENTITY, Check.DRY_RUN)
              .tellsInRecords(Check.SETTINGS)
              .experimental("how the meter marks HI, LO and control solution")
              .note("Odd parity.")
              .driver(() -> GlucoMenAreo.driver(DEVICE_ZONE)),
          Model.of(
                  "bgstar",
                  "赛诺菲 BGStar / MyStar Extra 血糖仪",
                  "Sanofi BGStar or MyStar Extra glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "0.6", "33.3")
              .talk(Talk.POLL)
              .line(BgStar.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.SETTINGS, Check.DRY_RUN)
              .experimental(
                  "the ends of lines, values of a meter set to mmol/L, HI, LO and control solution")
              .note("Set the meter to mg/dL.")
              .driver(() -> BgStar.driver(DEVICE_ZONE)),
          Model.of(
                  "taidoc-glucose",
                  "泰博 / 福尔 TD-42xx 血糖仪（串口）",
                  "TaiDoc TD-42xx, GlucoRx or FORA glucose meter (serial)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .driver(() -> TaiDoc.glucoseMeter(DEVICE_ZONE)),
          Model.of(
                  "taidoc-glucose-hid",
                  "泰博 / 福尔 TD-42xx 血糖仪（USB）",
                  "TaiDoc TD-42xx, GlucoRx or FORA glucose meter (USB)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .transport(Transport.HID)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .note(
                  "The CP2110 bridge is set to the line by feature report 50 and switched on by 41. No link for USB HID is built yet.")
              .driver(() -> TaiDoc.inReports(TaiDoc.glucoseMeter(DEVICE_ZONE))),
          Model.of(
                  "taidoc-glucose-ble",
                  "泰博 / 福尔 TD-42xx 血糖仪（蓝牙）",
                  "TaiDoc TD-42xx, GlucoRx or FORA glucose meter (Bluetooth)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE, "1.1", "33.3")
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("Bluetooth: no link for it is built yet")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.glucoseMeter(DEVICE_ZONE)));

  private GlucoseModels() {}
}
