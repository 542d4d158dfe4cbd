package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.andscale.AndScale;
import org.healthhut.device.mettler.Mettler;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.device.yaohua.Xk3190;
import org.healthhut.vital.Metric;

/** Scales, and what measures height. */
final class WeightModels {
  static final List<Model> ALL =
      List.of(
          Model.of("and-scale", "爱安德 / ST,GS 体重秤", "A&D or ST,GS scale", Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(AndScale.LINE)
              .driver(AndScale::new),
          Model.of(
                  "xk3190-02",
                  "耀华 XK3190 仪表（格式 0）",
                  "Yaohua XK3190 indicator, format 0 (02 … 03), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(Xk3190::format0),
          Model.of(
                  "xk3190-eq-1",
                  "耀华 XK3190 仪表（格式 1）",
                  "Yaohua XK3190 indicator, format 1 (= and digits backwards), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(Xk3190::format1),
          Model.of(
                  "xk3190-eq-2",
                  "耀华 XK3190 仪表（格式 2）",
                  "Yaohua XK3190 indicator, format 2 (= and digits), set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(Xk3190::format2),
          Model.of(
                  "xk3190-a12",
                  "耀华 XK3190-A12 仪表",
                  "Yaohua XK3190-A12 indicator (lines of text)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(Xk3190::a12),
          Model.of(
                  "xk3190-poll",
                  "耀华 XK3190 仪表（指令方式）",
                  "Yaohua XK3190 indicator, command mode, address A, set to kg",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(Xk3190.LINE)
              .driver(Xk3190::commandMode),
          Model.of(
                  "keli-d2008-kg",
                  "柯力 D2008 仪表（分度 1 kg）",
                  "Keli D2008 indicator, whole kilograms",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(() -> Xk3190.keli(0)),
          Model.of(
                  "keli-d2008-tenths",
                  "柯力 D2008 仪表（分度 0.1 kg）",
                  "Keli D2008 indicator, tenths of a kilogram",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(() -> Xk3190.keli(1)),
          Model.of(
                  "keli-d2008-hundredths",
                  "柯力 D2008 仪表（分度 0.01 kg）",
                  "Keli D2008 indicator, hundredths of a kilogram",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .line(Xk3190.LINE)
              .driver(() -> Xk3190.keli(2)),
          Model.of(
                  "mt-sics",
                  "梅特勒-托利多体重秤（MT-SICS）",
                  "Mettler-Toledo scale, MT-SICS",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .talk(Talk.POLL)
              .line(Mettler.SICS_LINE)
              .driver(Mettler::sics),
          Model.of(
                  "toledo-continuous",
                  "托利多连续输出（带校验）",
                  "Toledo continuous output with checksum",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .driver(() -> Mettler.continuous(true)),
          Model.of(
                  "toledo-continuous-unsummed",
                  "托利多连续输出（不带校验）",
                  "Toledo continuous output without checksum",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .driver(() -> Mettler.continuous(false)),
          Model.of(
                  "taidoc-scale",
                  "泰博 TD-2555 体重秤（蓝牙）",
                  "TaiDoc TD-2555 scale (Bluetooth)",
                  Category.WEIGHT)
              .measures(Metric.WEIGHT)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("the whole answer: one source of low confidence (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.scale(DEVICE_ZONE)));

  private WeightModels() {}
}
