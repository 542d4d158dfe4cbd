package org.healthhut.device.catalogue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.andscale.AndScale;
import org.healthhut.device.andtm.AndTm;
import org.healthhut.device.contour.Contour;
import org.healthhut.device.freestyle.FreeStyleLite;
import org.healthhut.device.maibobo.Rbp;
import org.healthhut.device.mettler.Mettler;
import org.healthhut.device.omron.Hbp9020;
import org.healthhut.device.omron.Hbp9020Legacy;
import org.healthhut.device.omron.Hbp9030;
import org.healthhut.device.onetouch.OneTouchBinary;
import org.healthhut.device.onetouch.OneTouchUltra2;
import org.healthhut.device.sinocare.SinocareMeter;
import org.healthhut.device.yaohua.Xk3190;
import org.healthhut.vital.Metric;

/** Every model there is a driver for. */
public final class Catalogue {
  /** China has one time; devices bought and set there show it. */
  private static final ZoneId DEVICE_ZONE = ZoneId.of("Asia/Shanghai");

  /**
   * No cuff cycle is over sooner, chosen by this project: one lasts roughly 30 to 60 s
   * (omron-hbp.md, timing). For monitors that say nothing while they measure.
   */
  private static final Duration SILENT_CUFF = Duration.ofSeconds(15);

  private static final List<Model> MODELS =
      List.of(
          new Model(
              "hbp-9030",
              "欧姆龙 HBP-9030 血压计",
              "OMRON HBP-9030 blood pressure monitor",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE),
              Hbp9030.LINE,
              SILENT_CUFF,
              () -> new Hbp9030(DEVICE_ZONE)),
          new Model(
              "hbp-9020",
              "欧姆龙 HBP-9020 血压计",
              "OMRON HBP-9020 blood pressure monitor (mode 5)",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE),
              Hbp9020.LINE,
              SILENT_CUFF,
              () -> new Hbp9020(DEVICE_ZONE)),
          new Model(
              "hbp-9020-legacy",
              "欧姆龙 HBP-9020 血压计（旧格式，未经实机验证）",
              "OMRON HBP-9020 blood pressure monitor (legacy record, low to medium confidence)",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE),
              Hbp9020Legacy.LINE,
              SILENT_CUFF,
              () -> new Hbp9020Legacy(DEVICE_ZONE)),
          new Model(
              "and-tm",
              "爱安德 TM-2655 / TM-2657 血压计",
              "A&D TM-2655 or TM-2657 blood pressure monitor",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE, Metric.PULSE),
              null,
              SILENT_CUFF,
              () -> new AndTm(DEVICE_ZONE)),
          new Model(
              "maibobo-rbp",
              "脉搏波臂筒式血压计（串口）",
              "Maibobo or Raycome RBP blood pressure monitor (serial)",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE),
              Rbp.LINE,
              Duration.ZERO,
              () -> new Rbp(DEVICE_ZONE)),
          new Model(
              "sinocare-uart",
              "三诺血糖仪（串口）",
              "Sinocare glucose meter (serial)",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              null,
              Duration.ZERO,
              () -> new SinocareMeter(DEVICE_ZONE)),
          new Model(
              "onetouch-ultra2",
              "强生 OneTouch Ultra2 血糖仪",
              "OneTouch Ultra2 glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchUltra2.LINE,
              Duration.ZERO,
              () -> new OneTouchUltra2(DEVICE_ZONE)),
          new Model(
              "onetouch-ultramini",
              "强生 OneTouch UltraMini / UltraEasy 血糖仪",
              "OneTouch UltraMini or UltraEasy glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchBinary.ULTRA_MINI_LINE,
              Duration.ZERO,
              () -> OneTouchBinary.ultraMini(DEVICE_ZONE)),
          new Model(
              "onetouch-verio-iq",
              "强生 OneTouch Verio IQ 血糖仪",
              "OneTouch Verio IQ glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchBinary.VERIO_IQ_LINE,
              Duration.ZERO,
              () -> OneTouchBinary.verioIq(DEVICE_ZONE)),
          new Model(
              "freestyle-lite",
              "雅培 FreeStyle Lite / Freedom Lite 血糖仪",
              "FreeStyle Lite or Freedom Lite glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              FreeStyleLite.LINE,
              Duration.ZERO,
              () -> new FreeStyleLite(DEVICE_ZONE)),
          new Model(
              "contour",
              "拜耳 Contour 血糖仪（串口）",
              "Bayer or Ascensia Contour glucose meter (serial)",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              Contour.LINE,
              Duration.ZERO,
              () -> new Contour(DEVICE_ZONE)),
          new Model(
              "and-scale",
              "爱安德 / ST,GS 体重秤",
              "A&D or ST,GS scale",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              AndScale.LINE,
              Duration.ZERO,
              AndScale::new),
          new Model(
              "xk3190-02",
              "耀华 XK3190 仪表（格式 0）",
              "Yaohua XK3190 indicator, format 0 (02 … 03), set to kg",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              Xk3190::format0),
          new Model(
              "xk3190-eq-1",
              "耀华 XK3190 仪表（格式 1）",
              "Yaohua XK3190 indicator, format 1 (= and digits backwards), set to kg",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              Xk3190::format1),
          new Model(
              "xk3190-eq-2",
              "耀华 XK3190 仪表（格式 2）",
              "Yaohua XK3190 indicator, format 2 (= and digits), set to kg",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              Xk3190::format2),
          new Model(
              "xk3190-a12",
              "耀华 XK3190-A12 仪表",
              "Yaohua XK3190-A12 indicator (lines of text)",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              Xk3190::a12),
          new Model(
              "xk3190-poll",
              "耀华 XK3190 仪表（指令方式）",
              "Yaohua XK3190 indicator, command mode, address A, set to kg",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              Xk3190::commandMode),
          new Model(
              "keli-d2008-kg",
              "柯力 D2008 仪表（分度 1 kg）",
              "Keli D2008 indicator, whole kilograms",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              () -> Xk3190.keli(0)),
          new Model(
              "keli-d2008-tenths",
              "柯力 D2008 仪表（分度 0.1 kg）",
              "Keli D2008 indicator, tenths of a kilogram",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              () -> Xk3190.keli(1)),
          new Model(
              "keli-d2008-hundredths",
              "柯力 D2008 仪表（分度 0.01 kg）",
              "Keli D2008 indicator, hundredths of a kilogram",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Xk3190.LINE,
              Duration.ZERO,
              () -> Xk3190.keli(2)),
          new Model(
              "mt-sics",
              "梅特勒-托利多体重秤（MT-SICS）",
              "Mettler-Toledo scale, MT-SICS",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              Mettler.SICS_LINE,
              Duration.ZERO,
              Mettler::sics),
          new Model(
              "toledo-continuous",
              "托利多连续输出（带校验）",
              "Toledo continuous output with checksum",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              null,
              Duration.ZERO,
              () -> Mettler.continuous(true)),
          new Model(
              "toledo-continuous-unsummed",
              "托利多连续输出（不带校验）",
              "Toledo continuous output without checksum",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              null,
              Duration.ZERO,
              () -> Mettler.continuous(false)));

  private Catalogue() {}

  public static List<Model> models() {
    return MODELS;
  }

  /** The model a configuration names. */
  public static Optional<Model> find(String id) {
    return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
