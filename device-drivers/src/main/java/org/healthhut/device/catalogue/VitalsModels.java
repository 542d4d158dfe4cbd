package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.contec.Cms50;
import org.healthhut.device.contec.Cms50Stream;
import org.healthhut.device.nonin.AsciiFormat;
import org.healthhut.device.nonin.Nonin9560;
import org.healthhut.device.nonin.OemFormat2;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.device.thermometry.SkinThermometer;
import org.healthhut.vital.Metric;

/** Oximeters and thermometers. */
final class VitalsModels {
  static final List<Model> ALL =
      List.of(
          Model.of(
                  "cms50-v7",
                  "康泰 CMS50D+ / E / F 血氧仪（V7 协议）",
                  "Contec CMS50D+ (from 4.6), CMS50E or CMS50F oximeter, protocol V7",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .talk(Talk.BOTH)
              .line(Cms50.LINE)
              .clock(ClockSetting.WHEN_OPENED)
              .tells(Check.DRY_RUN)
              .note("Nothing is understood? Firmware before 4.6 is the model cms50-stream.")
              .driver(() -> new Cms50(DEVICE_ZONE)),
          Model.of(
                  "cms50-stream",
                  "康泰 CMS50D+ 血氧仪（旧固件）",
                  "Contec CMS50D+ oximeter before firmware 4, five-byte stream",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .line(Cms50Stream.LINE)
              .tells(Check.DRY_RUN)
              .note("The line needs odd parity: without it frames are damaged now and then.")
              .driver(Cms50Stream::new),
          Model.of(
                  "nonin-oem3",
                  "Nonin OEM III / XPOD 血氧模块（格式 2）",
                  "Nonin OEM III or XPOD oximeter module, serial format 2",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .line(OemFormat2.LINE)
              .tells(Check.DRY_RUN)
              .driver(OemFormat2::new),
          Model.of(
                  "nonin-ascii",
                  "Nonin 血氧仪（文本方式）",
                  "Nonin oximeter, simple ASCII mode",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .line(AsciiFormat.LINE)
              .tells(Check.DRY_RUN)
              .experimental("where the mark of an event stands: medium confidence (spo2-nonin.md)")
              .driver(AsciiFormat::new),
          Model.of(
                  "nonin-9560",
                  "Nonin 9560 蓝牙血氧仪（串口通道）",
                  "Nonin 9560 oximeter on a Bluetooth serial channel, data format 8",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .talk(Talk.POLL)
              .line(Nonin9560.LINE)
              .tells(Check.IDENTITY, Check.SETTINGS)
              .note("It is on only while a finger is in, and needs 10 to 15 s to be found again.")
              .driver(Nonin9560::new),
          Model.of(
                  "gy-mcu90614",
                  "GY-MCU90614 / 90615 红外测温模块（皮肤温度）",
                  "GY-MCU90614 or GY-MCU90615 infrared module (skin temperature)",
                  Category.THERMOMETER)
              .measures(Metric.SKIN_TEMPERATURE, "28", "45")
              .talk(Talk.BOTH)
              .line(SkinThermometer.LINE)
              .tells(Check.DRY_RUN)
              .note("Measures skin, which is not body temperature and is never shown as such.")
              .driver(SkinThermometer::new),
          Model.of(
                  "taidoc-oximeter",
                  "泰博 TD-8201 / TD-8255 血氧仪（串口）",
                  "TaiDoc TD-8201 or TD-8255 oximeter (serial)",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .driver(() -> TaiDoc.oximeter(DEVICE_ZONE)),
          Model.of(
                  "taidoc-oximeter-ble",
                  "泰博 TD-8201 / TD-8255 血氧仪（蓝牙）",
                  "TaiDoc TD-8201 or TD-8255 oximeter (Bluetooth)",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.oximeter(DEVICE_ZONE)),
          Model.of(
                  "taidoc-thermometer",
                  "泰博 TD-1241 / TD-1261 / TD-1035 体温计（串口）",
                  "TaiDoc TD-1241, TD-1261 or TD-1035 thermometer (serial)",
                  Category.THERMOMETER)
              .measures(Metric.TEMPERATURE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .driver(() -> TaiDoc.thermometer(DEVICE_ZONE)),
          Model.of(
                  "taidoc-thermometer-ble",
                  "泰博 TD-1241 / TD-1261 / TD-1035 体温计（蓝牙）",
                  "TaiDoc TD-1241, TD-1261 or TD-1035 thermometer (Bluetooth)",
                  Category.THERMOMETER)
              .measures(Metric.TEMPERATURE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.thermometer(DEVICE_ZONE)));

  private VitalsModels() {}
}
