package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.contour.Contour;
import org.healthhut.device.freestyle.FreeStyleLite;
import org.healthhut.device.onetouch.OneTouchBinary;
import org.healthhut.device.onetouch.OneTouchUltra2;
import org.healthhut.device.sinocare.SinocareMeter;
import org.healthhut.vital.Metric;

/** Glucose meters. */
final class GlucoseModels {
  static final List<Model> ALL =
      List.of(
          Model.of(
                  "sinocare-uart", "三诺血糖仪（串口）", "Sinocare glucose meter (serial)", Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.BOTH)
              .driver(() -> new SinocareMeter(DEVICE_ZONE)),
          Model.of(
                  "onetouch-ultra2",
                  "强生 OneTouch Ultra2 血糖仪",
                  "OneTouch Ultra2 glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.POLL)
              .line(OneTouchUltra2.LINE)
              .driver(() -> new OneTouchUltra2(DEVICE_ZONE)),
          Model.of(
                  "onetouch-ultramini",
                  "强生 OneTouch UltraMini / UltraEasy 血糖仪",
                  "OneTouch UltraMini or UltraEasy glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.POLL)
              .line(OneTouchBinary.ULTRA_MINI_LINE)
              .driver(() -> OneTouchBinary.ultraMini(DEVICE_ZONE)),
          Model.of(
                  "onetouch-verio-iq",
                  "强生 OneTouch Verio IQ 血糖仪",
                  "OneTouch Verio IQ glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.POLL)
              .line(OneTouchBinary.VERIO_IQ_LINE)
              .driver(() -> OneTouchBinary.verioIq(DEVICE_ZONE)),
          Model.of(
                  "freestyle-lite",
                  "雅培 FreeStyle Lite / Freedom Lite 血糖仪",
                  "FreeStyle Lite or Freedom Lite glucose meter",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.POLL)
              .line(FreeStyleLite.LINE)
              .driver(() -> new FreeStyleLite(DEVICE_ZONE)),
          Model.of(
                  "contour",
                  "拜耳 Contour 血糖仪（串口）",
                  "Bayer or Ascensia Contour glucose meter (serial)",
                  Category.GLUCOSE)
              .measures(Metric.GLUCOSE)
              .talk(Talk.BOTH)
              .line(Contour.LINE)
              .driver(() -> new Contour(DEVICE_ZONE)));

  private GlucoseModels() {}
}
