package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.time.Duration;
import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.andtm.AndTm;
import org.healthhut.device.maibobo.Rbp;
import org.healthhut.device.omron.Hbp9020;
import org.healthhut.device.omron.Hbp9020Legacy;
import org.healthhut.device.omron.Hbp9030;
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
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .line(Hbp9030.LINE)
              .quickest(SILENT_CUFF)
              .driver(() -> new Hbp9030(DEVICE_ZONE)),
          Model.of(
                  "hbp-9020",
                  "欧姆龙 HBP-9020 血压计",
                  "OMRON HBP-9020 blood pressure monitor (mode 5)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE)
              .line(Hbp9020.LINE)
              .quickest(SILENT_CUFF)
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
              .driver(() -> new AndTm(DEVICE_ZONE)),
          Model.of(
                  "maibobo-rbp",
                  "脉搏波臂筒式血压计（串口）",
                  "Maibobo or Raycome RBP blood pressure monitor (serial)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.BOTH)
              .line(Rbp.LINE)
              .driver(() -> new Rbp(DEVICE_ZONE)),
          Model.of(
                  "taidoc-bp",
                  "泰博 TD-3128 / TD-3140 血压计（串口）",
                  "TaiDoc TD-3128 or TD-3140 blood pressure monitor (serial)",
                  Category.BLOOD_PRESSURE)
              .measures(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
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
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.cuff(DEVICE_ZONE)));

  private PressureModels() {}
}
