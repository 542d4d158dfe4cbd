package org.healthhut.simulator.device.weight;

import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.weight.StGsScale.Mode;
import org.healthhut.simulator.device.weight.YaohuaIndicator.Layout;
import org.healthhut.simulator.device.weight.YaohuaIndicator.Overload;
import org.healthhut.vital.Metric;

/** Virtual scales, and what measures height. */
public final class VirtualScales {
  /**
   * The error of a measurement of somebody who never stands still, on any scale. It is no error of
   * a model, since none reports it.
   */
  public static final String RESTLESS = "restless";

  private static final String RS_232 = "RS-232 9600 8N1";

  public static final List<VirtualModel> ALL =
      List.of(
          stGs(
              "and-scale",
              "体重秤",
              "ST,GS indicator, stream",
              StGsScale.Layout.PLAIN,
              DisplayUnit.KG),
          andAsked(DisplayUnit.KG),
          stGsAsked(DisplayUnit.KG),
          sartorius("SBI format", false, DisplayUnit.KG),
          yaohua("xk3190-02", "耀华 XK3190（格式 0）", "Yaohua XK3190, format 0", Layout.FORMAT_0),
          yaohua("xk3190-eq-1", "耀华 XK3190（格式 1）", "Yaohua XK3190, format 1", Layout.FORMAT_1),
          yaohua("xk3190-eq-2", "耀华 XK3190（格式 2）", "Yaohua XK3190, format 2", Layout.FORMAT_2),
          yaohua("xk3190-a12", "耀华 XK3190-A12", "Yaohua XK3190-A12", Layout.A12),
          unreadable(
                  scale("xk3190-poll", "耀华 XK3190（指令）", "Yaohua XK3190, command mode", 2, RS_232)
                      .checksum())
              .maker((_, random) -> new Scale(new YaohuaAsked(), random)),
          yaohua("keli-d2008-kg", "柯力 D2008（1 kg）", "Keli D2008, kilograms", Layout.KELI_WHOLE),
          yaohua("keli-d2008-tenths", "柯力 D2008（0.1 kg）", "Keli D2008, tenths", Layout.KELI_TENTHS),
          yaohua(
              "keli-d2008-hundredths",
              "柯力 D2008（0.01 kg）",
              "Keli D2008, hundredths",
              Layout.KELI_HUNDREDTHS),
          sics(DisplayUnit.KG),
          toledo("toledo-continuous", ToledoIndicator.Layout.SUMMED, DisplayUnit.KG),
          toledo("toledo-continuous-unsummed", ToledoIndicator.Layout.UNSUMMED, DisplayUnit.KG),
          VirtualModel.of("toledo-8217", "托利多 8217 收银秤", "Toledo 8217", "RS-232 9600 7E1")
              .field(Metric.WEIGHT, 3, "99.999")
              .error("1", Fault.OVERLOAD, "超出量程", "Out of capacity")
              .error("2", Fault.NOT_ZERO, "低于零点", "Under zero")
              .maker((_, random) -> new Scale(new CounterScale(), random)),
          tanita("tanita", "百利达 SC-240", TanitaAnalyser.Kind.SC_240, RS_232, DisplayUnit.KG),
          tanita(
              "tanita-wb-100",
              "百利达 WB-110",
              TanitaAnalyser.Kind.WB_110,
              "RS-232 2400 7E1",
              DisplayUnit.KG),
          tanita("tanita-dc", "百利达 DC-360", TanitaAnalyser.Kind.DC_360, RS_232, DisplayUnit.KG),
          VirtualModel.of("tanita-bc-418", "百利达 BC-418", "Tanita BC-418", "RS-232 4800 8N1")
              .field(Metric.HEIGHT, 0, "99999")
              .field(Metric.WEIGHT, 1, "999.9")
              .field(Metric.BODY_MASS_INDEX, 1, "999.9")
              .field(Metric.BODY_FAT, 1, "99.9")
              .maker((clock, random) -> new Scale(new TanitaColumns(clock), random)),
          heights("gtech-gl", "G-Tech GL-150", "G-Tech GL-150")
              .field(Metric.BODY_MASS_INDEX, 1, "999.9")
              .maker(column(HeightColumn.Layout.GTECH, DisplayUnit.KG)),
          report(DisplayUnit.KG),
          heights("weight-height-once", "超声波身高体重秤", "Ultrasonic scale, W:/H: once")
              .maker(column(HeightColumn.Layout.ONCE, DisplayUnit.KG)),
          heights("weight-height-stream", "超声波身高体重秤（连续）", "Ultrasonic scale, W:/H: stream")
              .maker(column(HeightColumn.Layout.STREAM, DisplayUnit.KG)),
          adam(DisplayUnit.KG),
          VirtualModel.of("bcm-h10", "BCM-H10 人体成分模块", "BCM-H10 module", "9600 8N1")
              .checksum()
              .measuresNothing()
              .maker((_, random) -> new Scale(new BcmH10(), random)),
          VirtualModel.of(
                  "taidoc-scale",
                  "泰博体重秤（蓝牙）",
                  "TaiDoc TD-2555, Bluetooth",
                  "BLE 00001523-1212-EFDE-1523-785FEABCD123")
              .checksum()
              .field(Metric.WEIGHT, 1, "6553.5")
              .maker(TaiDocScale::new));

  private VirtualScales() {}

  /** Scales set to show pounds, jin or pieces, which their drivers must not believe. */
  public static List<VirtualModel> misset() {
    return List.of(
        stGs("and-scale", "磅", "pounds", StGsScale.Layout.PLAIN, DisplayUnit.LB),
        stGs("and-scale", "斤", "jin", StGsScale.Layout.PLAIN, DisplayUnit.JIN),
        andStream("pounds", AndScale.Layout.PLAIN, DisplayUnit.LB),
        andStream("pieces", AndScale.Layout.PIECES, DisplayUnit.KG),
        andAsked(DisplayUnit.LB),
        stGsAsked(DisplayUnit.LB),
        stGsAsked(DisplayUnit.JIN),
        sartorius("pounds", false, DisplayUnit.LB),
        yaohua("xk3190-a12", "pounds", Layout.A12, DisplayUnit.LB, Overload.LETTERS),
        sics(DisplayUnit.LB),
        sics(DisplayUnit.JIN),
        toledo("toledo-continuous", ToledoIndicator.Layout.SUMMED, DisplayUnit.LB),
        toledo("toledo-continuous-unsummed", ToledoIndicator.Layout.UNSUMMED, DisplayUnit.LB),
        tanita("tanita", "磅", TanitaAnalyser.Kind.SC_240, RS_232, DisplayUnit.LB),
        tanita("tanita-wb-100", "磅", TanitaAnalyser.Kind.WB_110, RS_232, DisplayUnit.LB),
        tanita("tanita-dc", "磅", TanitaAnalyser.Kind.DC_360, RS_232, DisplayUnit.LB),
        report(DisplayUnit.LB),
        adam(DisplayUnit.LB));
  }

  /** The same measurements in the other forms that the notes describe for a model. */
  public static List<VirtualModel> variants() {
    return List.of(
        stGs("and-scale", "空格", "spaces", StGsScale.Layout.SPACES, DisplayUnit.KG),
        stGs("and-scale", "间隔", "gaps", StGsScale.Layout.GAPS, DisplayUnit.KG),
        stGs("and-scale", "克", "grams", StGsScale.Layout.PLAIN, DisplayUnit.G),
        andStream("standard format", AndScale.Layout.PLAIN, DisplayUnit.KG),
        andStream("standard format, grams", AndScale.Layout.TENTHS, DisplayUnit.G),
        andStream("WT for ST", AndScale.Layout.WEIGHT_HEADER, DisplayUnit.KG),
        andStream("comparator", AndScale.Layout.COMPARED, DisplayUnit.KG),
        andStream("decimal comma", AndScale.Layout.DECIMAL_COMMA, DisplayUnit.KG),
        sartorius("with identification", true, DisplayUnit.KG),
        sartorius("grams", false, DisplayUnit.G),
        yaohua("xk3190-a12", "tenths", Layout.A12_TENTHS, DisplayUnit.KG, Overload.LETTERS),
        toledo("toledo-continuous", ToledoIndicator.Layout.CLONE, DisplayUnit.KG),
        tanita("tanita", "百利达 MC-980", TanitaAnalyser.Kind.MC_980, RS_232, DisplayUnit.KG),
        tanita("tanita", "百利达 WB-3000", TanitaAnalyser.Kind.WB_3000, RS_232, DisplayUnit.KG),
        heights("weight-height-once", "CRLF", "W:/H: with CR LF")
            .maker(column(HeightColumn.Layout.ONCE_CRLF, DisplayUnit.KG)),
        heights("weight-height-stream", "LF", "W:/H: with LF")
            .maker(column(HeightColumn.Layout.STREAM_LF, DisplayUnit.KG)));
  }

  /** Indicators that show an overload in their own ways, and none of them as a weight. */
  public static List<VirtualModel> overloadsOfTheirOwn() {
    return List.of(
        yaohua("xk3190-02", "blanks", Layout.FORMAT_0, DisplayUnit.KG, Overload.BLANKS),
        yaohua("xk3190-02", "silence", Layout.FORMAT_0, DisplayUnit.KG, Overload.SILENCE),
        yaohua("xk3190-eq-1", "letters", Layout.FORMAT_1, DisplayUnit.KG, Overload.LETTERS),
        yaohua("xk3190-eq-2", "letters", Layout.FORMAT_2, DisplayUnit.KG, Overload.LETTERS),
        yaohua("xk3190-a12", "blanks", Layout.A12, DisplayUnit.KG, Overload.BLANKS),
        yaohua("keli-d2008-tenths", "blanks", Layout.KELI_TENTHS, DisplayUnit.KG, Overload.BLANKS));
  }

  private static VirtualModel.Builder scale(
      String id, String chinese, String english, int decimals, String line) {
    var max = decimals == 0 ? "9999" : "999." + "9".repeat(decimals);
    return VirtualModel.of(id, chinese, english, line).field(Metric.WEIGHT, decimals, max);
  }

  private static VirtualModel.Builder overloads(VirtualModel.Builder model, String code) {
    return model.error(code, Fault.OVERLOAD, "超重", "Overload");
  }

  private static VirtualModel.Builder belowZero(VirtualModel.Builder model, String... codes) {
    for (var code : codes) {
      model.error(code, Fault.NOT_ZERO, "低于零点", "Below zero");
    }
    return model;
  }

  private static VirtualModel stGs(
      String id, String chinese, String english, StGsScale.Layout layout, DisplayUnit unit) {
    return belowZero(overloads(scale(id, chinese, english, 1, RS_232), "OL"), "UL", "-")
        .maker((_, random) -> new Scale(new StGsScale(layout, unit, Mode.STREAMING), random));
  }

  private static VirtualModel stGsAsked(DisplayUnit unit) {
    var model = scale("st-gs-poll", "ST,GS 仪表（指令）", "ST,GS indicator, " + unit, 2, RS_232);
    return belowZero(overloads(model, "OL"), "OL,GS,-", "-")
        .maker((_, random) ->
            new Scale(new StGsScale(StGsScale.Layout.TABLE, unit, Mode.ASKED), random));
  }

  private static VirtualModel andStream(String english, AndScale.Layout layout, DisplayUnit unit) {
    return and(scale("and-scale", "爱安德体重秤", "A&D scale, " + english, 1, RS_232))
        .maker((_, random) -> new Scale(new AndScale(layout, unit, true), random));
  }

  private static VirtualModel andAsked(DisplayUnit unit) {
    return and(scale("and-scale-poll", "爱安德体重秤（应答）", "A&D scale, asked, " + unit, 2, "2400 7E1"))
        .error("EC,E11", Fault.SILENT, "秤报错", "The scale reports an error")
        .maker((_, random) -> new Scale(new AndScale(AndScale.Layout.PLAIN, unit, false), random));
  }

  private static VirtualModel.Builder and(VirtualModel.Builder model) {
    return belowZero(overloads(model, "OL,+"), "OL,-", "-");
  }

  private static VirtualModel sartorius(String english, boolean identified, DisplayUnit unit) {
    var model = scale("sartorius-sbi", "赛多利斯秤", "Sartorius scale, " + english, 2, RS_232);
    return belowZero(overloads(model, "High"), "Low", "-")
        .error("Err 54", Fault.SENSOR, "秤故障", "The scale is broken")
        .maker((_, random) -> new Scale(new SartoriusScale(identified, unit), random));
  }

  private static VirtualModel yaohua(String id, String chinese, String english, Layout layout) {
    var overload =
        layout == Layout.FORMAT_1 || layout == Layout.FORMAT_2 ? Overload.BLANKS : Overload.LETTERS;
    return yaohua(id, chinese, english, layout, DisplayUnit.KG, overload);
  }

  private static VirtualModel yaohua(
      String id, String english, Layout layout, DisplayUnit unit, Overload overload) {
    return yaohua(id, id, english, layout, unit, overload);
  }

  private static VirtualModel yaohua(
      String id,
      String chinese,
      String english,
      Layout layout,
      DisplayUnit unit,
      Overload overload) {
    int decimals = new YaohuaIndicator(layout, unit, overload).decimals();
    var model = unreadable(scale(id, chinese, english, decimals, RS_232));
    if (layout == Layout.FORMAT_0 || layout.name().startsWith("KELI")) {
      model.checksum();
    }
    return model.maker(
        (_, random) -> new Scale(new YaohuaIndicator(layout, unit, overload), random));
  }

  /** An overload is letters or blanks where digits are. */
  private static VirtualModel.Builder unreadable(VirtualModel.Builder model) {
    return belowZero(model.error("OL", Fault.OVERLOAD, "超重", "Overload"), "-");
  }

  private static VirtualModel sics(DisplayUnit unit) {
    var model = scale("mt-sics", "梅特勒-托利多体重秤", "Mettler-Toledo, MT-SICS, " + unit, 2, RS_232);
    return belowZero(overloads(model, "+"), "-", "below zero")
        .error("ES", Fault.SILENT, "语法错", "Syntax error")
        .error("ET", Fault.SILENT, "传输错", "Transmission error")
        .error("EL", Fault.SILENT, "逻辑错", "Logic error")
        .maker((_, random) -> new Scale(new SicsScale(unit, random), random));
  }

  private static VirtualModel toledo(String id, ToledoIndicator.Layout layout, DisplayUnit unit) {
    var english = "Toledo continuous output, " + layout + ", " + unit;
    var model = scale(id, "托利多连续输出", english, 2, RS_232);
    if (layout != ToledoIndicator.Layout.UNSUMMED) {
      model.checksum();
    }
    return belowZero(overloads(model, "range"), "negative")
        .maker((_, random) -> new Scale(new ToledoIndicator(layout, unit), random));
  }

  private static VirtualModel tanita(
      String id, String chinese, TanitaAnalyser.Kind kind, String line, DisplayUnit unit) {
    var model =
        VirtualModel.of(id, chinese, "Tanita " + kind + ", " + unit, line)
            .checksum()
            .field(Metric.HEIGHT, 1, "999.9")
            .field(Metric.WEIGHT, 1, "999.9")
            .field(Metric.BODY_MASS_INDEX, 1, "999.9");
    if (kind != TanitaAnalyser.Kind.WB_110 && kind != TanitaAnalyser.Kind.WB_3000) {
      model.field(Metric.BODY_FAT, 1, "99.9");
    }
    return model.maker((clock, random) -> tanita(kind, unit, clock, random));
  }

  private static Scale tanita(
      TanitaAnalyser.Kind kind, DisplayUnit unit, DeviceClock clock, RandomGenerator random) {
    return new Scale(new TanitaAnalyser(kind, unit, clock, random), random);
  }

  private static VirtualModel.Builder heights(String id, String chinese, String english) {
    return VirtualModel.of(id, chinese, english, RS_232)
        .field(Metric.HEIGHT, 1, "999.9")
        .field(Metric.WEIGHT, 1, "999.9");
  }

  private static VirtualModel.Maker column(HeightColumn.Layout layout, DisplayUnit unit) {
    return (_, random) -> new Scale(new HeightColumn(layout, unit, random), random);
  }

  private static VirtualModel report(DisplayUnit unit) {
    return heights("gtech-gl-310-report", "G-Tech GL-310（报告）", "G-Tech GL-310 report, " + unit)
        .maker(column(HeightColumn.Layout.GTECH_REPORT, unit));
  }

  private static VirtualModel adam(DisplayUnit unit) {
    var model = scale("adam-mdw", "Adam MDW 体重秤", "Adam MDW, " + unit, 1, RS_232);
    return belowZero(overloads(model, "^"), "_", "-", "below zero")
        .maker((_, random) -> new Scale(new AdamScale(unit), random));
  }
}
