package org.healthhut.district.record;

import java.util.Map;

/**
 * A class of the rule set in words, with a shape beside its colour. Words say in which range this
 * measurement is and never name a disease as found.
 *
 * @param tone {@code good}, {@code note}, {@code warn} or {@code alarm}: the page's colours
 */
public record ClassWord(String code, String shape, String words, String english, String tone) {
  private static final Map<String, ClassWord> KNOWN =
      Map.ofEntries(
          known("BP-N", "●", "正常", "Normal", "good"),
          known("BP-HN", "◆", "正常高值", "High-normal", "note"),
          known("BP-1", "▲", "偏高，1 级范围", "Raised, grade-1 range", "warn"),
          known("BP-2", "▲▲", "偏高，2 级范围", "Raised, grade-2 range", "warn"),
          known("BP-3", "▲▲▲", "明显偏高，3 级范围", "Grade-3 range", "alarm"),
          known("BP-ISH", "·", "只有高压高", "Systolic only", "note"),
          known("BP-IDH", "·", "只有低压高", "Diastolic only", "note"),
          known("BP-LOW", "▼", "偏低", "Low", "note"),
          known("BP-LOW-S", "▼", "高压偏低", "Systolic low", "note"),
          known("BP-LOW-D", "▼", "低压偏低", "Diastolic low", "note"),
          known("G-N", "●", "正常", "Normal", "good"),
          known("G-IFG", "◆", "空腹偏高", "Fasting raised", "note"),
          known("G-IGT", "◆", "餐后偏高", "After-meal raised", "note"),
          known("G-DM", "▲", "偏高，请找医生复查", "High, see a doctor", "warn"),
          known("G-LO", "▼", "偏低", "Low", "warn"),
          known("G-LO-DM", "▼", "偏低", "Low", "warn"),
          known("G-LO-ND", "▼", "偏低", "Low", "warn"),
          known("G-LO2", "▼▼", "明显偏低", "Very low", "alarm"),
          known("G-CRIT", "!", "请尽快找医生", "See a doctor at once", "alarm"),
          known("G-SEE", "▲", "请找医生看看", "See a doctor", "warn"),
          known("BMI-LOW", "▼", "体重过低", "Underweight", "note"),
          known("BMI-N", "●", "体重正常", "Normal weight", "good"),
          known("BMI-OVER", "◆", "超重", "Overweight", "note"),
          known("BMI-OBESE", "▲", "肥胖范围", "Obese range", "warn"),
          known("WC-N", "●", "腰围正常", "Waist usual", "good"),
          known("WC-PRE", "◆", "腰围偏大", "Waist raised", "note"),
          known("WC-OBESE", "▲", "腰围过大", "Waist high", "warn"),
          known("T-LOW", "▼", "偏低", "Below usual", "note"),
          known("T-N", "●", "正常", "Usual", "good"),
          known("T-1", "◆", "低热", "Low fever", "note"),
          known("T-2", "▲", "中等发热", "Medium fever", "warn"),
          known("T-3", "▲▲", "高热", "High fever", "alarm"),
          known("T-4", "▲▲▲", "超高热", "Extreme fever", "alarm"));

  private static Map.Entry<String, ClassWord> known(
      String code, String shape, String words, String english, String tone) {
    return Map.entry(code, new ClassWord(code, shape, words, english, tone));
  }

  /** A code of a later rule set is its own word. */
  static ClassWord of(String code) {
    return KNOWN.getOrDefault(code, new ClassWord(code, "·", code, "", "note"));
  }
}
