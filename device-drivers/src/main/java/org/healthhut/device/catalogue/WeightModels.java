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
import org.healthhut.device.andscale.AndScale;
import org.healthhut.device.hx711.LoadCell;
import org.healthhut.device.mettler.Mettler;
import org.healthhut.device.sartorius.Sartorius;
import org.healthhut.device.stature.BcmH10;
import org.healthhut.device.stature.Stature;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.device.tanita.Tanita;
import org.healthhut.device.ultrasonic.EchoStature;
import org.healthhut.device.yaohua.Xk3190;
import org.healthhut.vital.Metric;

/** Scales, and what measures height. */
final class WeightModels {
  /**
   * Stepping on, standing still and the head plate or the echo take at least so long on a machine
   * that sends its record once it has finished; chosen by this project. The notes know no shorter
   * time, and whoever has just begun a visit must not get the pair of the one before.
   */
  static final Duration STEPPED_ON = Duration.ofSeconds(5);

  /** That and the second that a record is held to see whether another one follows it. */
  private static final Duration STEPPED_ON_AND_HELD = STEPPED_ON.plusSeconds(1);

  /**
   * The current through the body comes after the weight: half of the 20 s that the note knows of
   * nobody's measurement to be shorter (tanita.md, Timing); chosen by this project.
   */
  private static final Duration ANALYSED = Duration.ofSeconds(10);

  static final List<Model> ALL =
      List.of(
          Model.of("and-scale", "爱安德 / ST,GS 体重秤", "A&D or ST,GS scale", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(AndScale.LINE)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .driver(AndScale::new),
          Model.of("and-scale-poll", "爱安德体重秤（应答方式）", "A&D scale that answers Q", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .driver(AndScale::asked),
          Model.of(
                  "st-gs-poll",
                  "ST,GS 仪表（指令方式）",
                  "ST,GS indicator in command mode (RW)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(AndScale.LINE)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .experimental("the commands are one vendor's, and how they end is a guess")
              .driver(AndScale::commandMode),
          Model.of("sartorius-sbi", "赛多利斯秤（SBI 格式）", "Sartorius scale, SBI format", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .experimental("where High, Low and Err stand in a line; the width of the number")
              .note("Set it to print by itself, settled or not, in kg or g.")
              .driver(Sartorius::sbi),
          Model.of(
                  "xk3190-02",
                  "耀华 XK3190 仪表（格式 0）",
                  "Yaohua XK3190 indicator, format 0 (02 … 03), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(Xk3190::format0),
          Model.of(
                  "xk3190-eq-1",
                  "耀华 XK3190 仪表（格式 1）",
                  "Yaohua XK3190 indicator, format 1 (= and digits backwards), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(Xk3190::format1),
          Model.of(
                  "xk3190-eq-2",
                  "耀华 XK3190 仪表（格式 2）",
                  "Yaohua XK3190 indicator, format 2 (= and digits), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(Xk3190::format2),
          Model.of(
                  "xk3190-a12",
                  "耀华 XK3190-A12 仪表",
                  "Yaohua XK3190-A12 indicator (lines of text)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .driver(Xk3190::a12),
          Model.of(
                  "xk3190-poll",
                  "耀华 XK3190 仪表（指令方式）",
                  "Yaohua XK3190 indicator, command mode, address A, set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(Xk3190::commandMode),
          Model.of(
                  "keli-d2008-kg",
                  "柯力 D2008 仪表（分度 1 kg）",
                  "Keli D2008 indicator, whole kilograms",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(() -> Xk3190.keli(0)),
          Model.of(
                  "keli-d2008-tenths",
                  "柯力 D2008 仪表（分度 0.1 kg）",
                  "Keli D2008 indicator, tenths of a kilogram",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(() -> Xk3190.keli(1)),
          Model.of(
                  "keli-d2008-hundredths",
                  "柯力 D2008 仪表（分度 0.01 kg）",
                  "Keli D2008 indicator, hundredths of a kilogram",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .tells(Check.DRY_RUN)
              .driver(() -> Xk3190.keli(2)),
          Model.of(
                  "mt-sics",
                  "梅特勒-托利多体重秤（MT-SICS）",
                  "Mettler-Toledo scale, MT-SICS",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(Mettler.SICS_LINE)
              .tells(Check.IDENTITY, Check.SETTINGS, Check.DRY_RUN)
              .driver(Mettler::sics),
          Model.of(
                  "toledo-continuous",
                  "托利多连续输出（带校验）",
                  "Toledo continuous output with checksum",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> Mettler.continuous(true)),
          Model.of(
                  "toledo-continuous-unsummed",
                  "托利多连续输出（不带校验）",
                  "Toledo continuous output without checksum",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .driver(() -> Mettler.continuous(false)),
          Model.of(
                  "toledo-8217",
                  "托利多 8217 格式收银秤",
                  "Toledo 8217 point-of-sale scale, set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT, "2", "99.999")
              .talk(Talk.POLL)
              .line(Mettler.POINT_OF_SALE_LINE)
              .tells(Check.DRY_RUN)
              .experimental("what the bits of its status mean")
              .note("It does not say its unit: set it to kg.")
              .driver(Mettler::pointOfSale),
          Model.of(
                  "tanita",
                  "百利达人体成分分析仪 SC-240 / SC-330 / BD-815 / MC-780 / MC-980 / WB-3000",
                  "Tanita SC-240, SC-330, BD-815, MC-780, MC-980 or WB-3000",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT, Metric.BODY_MASS_INDEX, Metric.BODY_FAT)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Tanita.LINE)
              .note("Set it to kg and cm. A height typed in is told like one measured.")
              .quickest(ANALYSED)
              .driver(() -> Tanita.tagged(DEVICE_ZONE)),
          Model.of(
                  "tanita-wb-100",
                  "百利达 WB-100 / WB-110 体重秤",
                  "Tanita WB-100 or WB-110",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT, Metric.BODY_MASS_INDEX)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Tanita.OLD_LINE)
              .experimental("whether these send the tagged format at all")
              .note("Set it to kg and cm.")
              .quickest(STEPPED_ON)
              .driver(() -> Tanita.tagged(DEVICE_ZONE)),
          Model.of("tanita-dc", "百利达 DC 系列", "Tanita DC series", Category.WEIGHT)
              .measures(Metric.WEIGHT, Metric.BODY_MASS_INDEX, Metric.BODY_FAT)
              .measures(Metric.HEIGHT, "80", "220")
              .experimental("whether these send the tagged format at all, and on which line")
              .note("Set it to kg and cm.")
              .quickest(ANALYSED)
              .driver(() -> Tanita.tagged(DEVICE_ZONE)),
          Model.of("tanita-bc-418", "百利达 BC-418", "Tanita BC-418", Category.WEIGHT)
              .measures(Metric.WEIGHT, Metric.BODY_MASS_INDEX, Metric.BODY_FAT)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Tanita.COLUMN_LINE)
              .note("Set it to kg, cm and day/month/year. A height is typed in, not measured.")
              .quickest(ANALYSED)
              .driver(() -> Tanita.columns(DEVICE_ZONE)),
          Model.of(
                  "gtech-gl",
                  "G-Tech GL-150 / GL-310 身高体重仪",
                  "G-Tech GL-150 or GL-310 height and weight column",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT, Metric.BODY_MASS_INDEX)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Stature.LINE)
              .quickest(STEPPED_ON)
              .driver(Stature::gtech),
          Model.of(
                  "gtech-gl-310-report",
                  "G-Tech GL-310 身高体重仪（F4 = 1，打印格式）",
                  "G-Tech GL-310 height and weight column, report (F4 = 1)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Stature.REPORT_LINE)
              .experimental("the whole report: low to medium confidence (height-weight.md)")
              .note("Better set F4 to the record of model gtech-gl.")
              .quickest(STEPPED_ON)
              .driver(Stature::gtechReport),
          Model.of(
                  "weight-height-once",
                  "超声波身高体重秤（W:/H:，测完发送一次）",
                  "Ultrasonic scale with W:… H:… lines, one for each person",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Stature.LINE)
              .experimental("the vendor, and whether lines come once or all the time")
              .note("It does not say its units: set it to kg and cm.")
              .quickest(STEPPED_ON_AND_HELD)
              .driver(Stature::weightHeightOnce),
          Model.of(
                  "weight-height-stream",
                  "超声波身高体重秤（W:/H:，连续发送）",
                  "Ultrasonic scale with W:… H:… lines all the time",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .measures(Metric.HEIGHT, "80", "220")
              .line(Stature.LINE)
              .tells(Check.DRY_RUN)
              .experimental("the vendor, and whether lines come once or all the time")
              .note("It does not say its units: set it to kg and cm.")
              .driver(Stature::weightHeightStream),
          Model.of("adam-mdw", "Adam MDW 医用体重秤", "Adam MDW physician scale", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(Stature.LINE)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .experimental("what its status says, so that nothing of it is believed")
              .driver(Stature::adam),
          Model.of(
                  "bcm-h10",
                  "BCM-H10 人体成分模块（尚无读数）",
                  "BCM-H10 body composition module (no readings yet)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .measures(Metric.HEIGHT, "80", "220")
              .talk(Talk.POLL)
              .tells(Check.DRY_RUN)
              .experimental("how it answers: it is reached, and every answer is refused")
              .note("For capturing its answers; it gives no readings.")
              .driver(BcmH10::new),
          Model.of("hx711", "HX711 称重传感器", "Load cells with an HX711 converter", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .transport(Transport.GPIO)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .note(
                  "Power it with 3.3 V, connect RATE to ground (10 samples a second), and calibrate"
                      + " it: offset and counts per kg belong to this one scale.")
              .driver(LoadCell::new),
          Model.of("hc-sr04", "HC-SR04 超声波身高传感器", "HC-SR04 ultrasonic height", Category.HEIGHT)
              .measures(Metric.HEIGHT, "80", "220")
              .transport(Transport.GPIO)
              .tells(Check.SETTINGS, Check.DRY_RUN)
              .note(
                  "Divide its echo line to 3.3 V, and measure how high it hangs. Hair and hats add"
                      + " 1 to 5 cm.")
              .driver(EchoStature::new),
          Model.of(
                  "taidoc-scale",
                  "泰博 TD-2555 体重秤（蓝牙）",
                  "TaiDoc TD-2555 scale (Bluetooth)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .clock(ClockSetting.ON_REQUEST)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("the whole answer: one source of low confidence (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.scale(DEVICE_ZONE)));

  private WeightModels() {}
}
