package org.healthhut.device.catalogue;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.andscale.AndScale;
import org.healthhut.device.contour.Contour;
import org.healthhut.device.freestyle.FreeStyleLite;
import org.healthhut.device.omron.Hbp9030;
import org.healthhut.device.onetouch.OneTouchBinary;
import org.healthhut.device.onetouch.OneTouchUltra2;
import org.healthhut.device.sinocare.SinocareMeter;
import org.healthhut.vital.Metric;

/** Every model there is a driver for. */
public final class Catalogue {
  /** China has one time; devices bought and set there show it. */
  private static final ZoneId DEVICE_ZONE = ZoneId.of("Asia/Shanghai");

  private static final List<Model> MODELS =
      List.of(
          new Model(
              "hbp-9030",
              "欧姆龙 HBP-9030 血压计",
              "OMRON HBP-9030 blood pressure monitor",
              Category.BLOOD_PRESSURE,
              Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.PULSE),
              Hbp9030.LINE,
              () -> new Hbp9030(DEVICE_ZONE)),
          new Model(
              "sinocare-uart",
              "三诺血糖仪（串口）",
              "Sinocare glucose meter (serial)",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              null,
              () -> new SinocareMeter(DEVICE_ZONE)),
          new Model(
              "onetouch-ultra2",
              "强生 OneTouch Ultra2 血糖仪",
              "OneTouch Ultra2 glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchUltra2.LINE,
              () -> new OneTouchUltra2(DEVICE_ZONE)),
          new Model(
              "onetouch-ultramini",
              "强生 OneTouch UltraMini / UltraEasy 血糖仪",
              "OneTouch UltraMini or UltraEasy glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchBinary.ULTRA_MINI_LINE,
              () -> OneTouchBinary.ultraMini(DEVICE_ZONE)),
          new Model(
              "onetouch-verio-iq",
              "强生 OneTouch Verio IQ 血糖仪",
              "OneTouch Verio IQ glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              OneTouchBinary.VERIO_IQ_LINE,
              () -> OneTouchBinary.verioIq(DEVICE_ZONE)),
          new Model(
              "freestyle-lite",
              "雅培 FreeStyle Lite / Freedom Lite 血糖仪",
              "FreeStyle Lite or Freedom Lite glucose meter",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              FreeStyleLite.LINE,
              () -> new FreeStyleLite(DEVICE_ZONE)),
          new Model(
              "contour",
              "拜耳 Contour 血糖仪（串口）",
              "Bayer or Ascensia Contour glucose meter (serial)",
              Category.GLUCOSE,
              Set.of(Metric.GLUCOSE),
              Contour.LINE,
              () -> new Contour(DEVICE_ZONE)),
          new Model(
              "and-scale",
              "爱安德 / ST,GS 体重秤",
              "A&D or ST,GS scale",
              Category.WEIGHT,
              Set.of(Metric.WEIGHT),
              AndScale.LINE,
              AndScale::new));

  private Catalogue() {}

  public static List<Model> models() {
    return MODELS;
  }

  /** The model a configuration names. */
  public static Optional<Model> find(String id) {
    return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
