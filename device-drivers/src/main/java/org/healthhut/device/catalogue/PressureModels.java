package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.time.Duration;
import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.andtm.AndTm;
import org.healthhut.device.andtm.Ua767Pc;
import org.healthhut.device.beurer.Beurer;
import org.healthhut.device.maibobo.Rbp;
import org.healthhut.device.medlab.Medlab;
import org.healthhut.device.microlife.MicrolifeBle;
import org.healthhut.device.microlife.MicrolifeHid;
import org.healthhut.device.omron.Hbp9020;
import org.healthhut.device.omron.Hbp9020Legacy;
import org.healthhut.device.omron.Hbp9030;
import org.healthhut.device.suntech.SunTech;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.vital.Metric;

/** Blood pressure monitors. */
final class PressureModels {
  /**
   * No cuff cycle is over sooner, chosen by this project: one lasts roughly 30 to 60 s
   * (omron-hbp.md, timing). For monitors that say nothing while they measure.
   */
  private static final Duration SILENT_CUFF = Duration.ofSeconds(15);

  static final List<Model> ALL =
      List.of(
          Model.of(
                  "hbp-9030",
                  "欧姆龙 HBP-9030 血压计",
                  "OMRON HBP-9030 blood pressure monitor",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, "60", "260")
              .measures(Metric.DIASTOLIC, "30", "215")
              .measures(Metric.PULSE, "40", "180")
              .line(Hbp9030.LINE)
              .quickest(SILENT_CUFF)
              .note("function item 32 of the monitor must be 5")
              .driver(() -> new Hbp9030(DEVICE_ZONE)),
          Model.of(
                  "hbp-9020",
                  "欧姆龙 HBP-9020 血压计",
                  "OMRON HBP-9020 blood pressure monitor (mode 5)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .line(Hbp9020.LINE)
              .quickest(SILENT_CUFF)
              .note("the output of the monitor must be mode 5")
              .driver(() -> new Hbp9020(DEVICE_ZONE)),
          Model.of(
                  "hbp-9020-legacy",
                  "欧姆龙 HBP-9020 血压计（旧格式）",
                  "OMRON HBP-9020 blood pressure monitor (legacy record)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .line(Hbp9020Legacy.LINE)
              .quickest(SILENT_CUFF)
              .experimental("the whole record: low to medium confidence (omron-hbp.md)")
              .driver(() -> new Hbp9020Legacy(DEVICE_ZONE)),
          Model.of(
                  "and-tm",
                  "爱安德 TM-2655 / TM-2657 血压计",
                  "A&D TM-2655 or TM-2657 blood pressure monitor",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .talk(Talk.BOTH)
              .quickest(SILENT_CUFF)
              .startable()
              .driver(() -> new AndTm(DEVICE_ZONE)),
          Model.of(
                  "maibobo-rbp",
                  "脉搏波臂筒式血压计（串口）",
                  "Maibobo or Raycome RBP blood pressure monitor (serial)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.BOTH)
              .line(Rbp.LINE)
              .startable()
              .tells(Check.DRY_RUN)
              .driver(() -> Rbp.serial(DEVICE_ZONE)),
          Model.of(
                  "maibobo-ble",
                  "脉搏波 BP-88 血压计（蓝牙）",
                  "Maibobo or Raycome BP-88 blood pressure monitor (Bluetooth)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .transport(Transport.GATT)
              .talk(Talk.BOTH)
              .startable()
              .tells(Check.DRY_RUN)
              .note("service FFF0, notify FFF1, write FFF2")
              .driver(() -> Rbp.bluetooth(DEVICE_ZONE)),
          Model.of(
                  "suntech-oem",
                  "SunTech 血压模块",
                  "SunTech Advantage OEM blood pressure module",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .talk(Talk.POLL)
              .line(SunTech.LINE)
              .startable()
              .tells(Check.IDENTITY, Check.DRY_RUN)
              .note("adult cycle; no clock and no memory")
              .driver(SunTech::new),
          Model.of(
                  "medlab",
                  "Medlab / UN300C 血压模块",
                  "Medlab or UN300C blood pressure module",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .talk(Talk.POLL)
              .line(Medlab.LINE)
              .startable()
              .tells(Check.DRY_RUN)
              .experimental(
                  "the whole protocol: what status digits and messages mean, how the cuff pressure"
                      + " is written, and when a result is new (suntech-oem.md)")
              .note("cannot be stopped over the line; no clock")
              .driver(Medlab::new),
          Model.of(
                  "ua-767pc",
                  "爱安德 UA-767PC 血压计",
                  "A&D UA-767PC blood pressure monitor",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.POLL)
              .quickest(SILENT_CUFF)
              .tells(Check.DRY_RUN)
              .experimental(
                  "line settings, codes 81 to 83 and whether a result may be read again and again"
                      + " (and-tm-bp.md, 2)")
              .note("has no clock: two equal results in a row are told once")
              .driver(Ua767Pc::driver),
          Model.of(
                  "beurer-bm",
                  "博雅 BM 55 / BM 58 / BM 65 血压计",
                  "Beurer BM 55, BM 58 or BM 65 blood pressure monitor",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, "60", "280")
              .measures(Metric.DIASTOLIC, "30", "200")
              .measures(Metric.PULSE, "30", "220")
              .talk(Talk.POLL)
              .line(Beurer.LINE)
              .tells(Check.IDENTITY, Check.DRY_RUN)
              .note("switch the monitor on and press MEM; reads the memory its switch selects")
              .driver(() -> new Beurer(DEVICE_ZONE)),
          Model.of(
                  "microlife-ble",
                  "迈克大夫 BP3GY1-2N 血压计（蓝牙）",
                  "Microlife BP3GY1-2N blood pressure monitor (Bluetooth)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.WHEN_OPENED)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .experimental("the head of a download and where irregular beats stand")
              .note("service FFF0, notify FFF1, write FFF2; its clock is set and cannot be read")
              .driver(() -> MicrolifeBle.driver(DEVICE_ZONE)),
          Model.of(
                  "microlife-hid",
                  "迈克大夫 BP3GX1-5X 血压计（USB）",
                  "Microlife BP3GX1-5X blood pressure monitor (USB)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .transport(Transport.HID)
              .talk(Talk.POLL)
              .tells(Check.CLOCK, Check.DRY_RUN)
              .experimental("how requests are put into reports, and what stands beside the values")
              .note("USB 04B4:5500; its clock is compared and not set")
              .driver(() -> MicrolifeHid.driver(DEVICE_ZONE)),
          Model.of(
                  "taidoc-bp",
                  "泰博 TD-3128 / TD-3140 血压计（串口）",
                  "TaiDoc TD-3128 or TD-3140 blood pressure monitor (serial)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note("The FORA D40 mixes glucose among its records and is not read.")
              .driver(() -> TaiDoc.cuff(DEVICE_ZONE)),
          Model.of(
                  "taidoc-bp-ble",
                  "泰博 TD-3128 / TD-3140 血压计（蓝牙）",
                  "TaiDoc TD-3128 or TD-3140 blood pressure monitor (Bluetooth)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.cuff(DEVICE_ZONE)));

  private PressureModels() {}
}
