package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was entered into a Tanita analyser, on its keys or over the line.
 *
 * <pre>
 * U0 kilograms   D0xx.x clothes, kg   D11 male D12 female   D20 standard D22 athletic
 * D3xxx.x height, cm (BC-418: D300xxx)   D4xx age   D? query   G1 start   1F reset
 * </pre>
 *
 * <p>Source: protocols/tanita.md, "PC commands". An accepted command is echoed, another refused
 * with {@code !}. guess: a query is accepted like the others; nothing says what else it answers.
 */
final class TanitaSettings {
  static final String RESET = "\u001F";
  static final String START = "G1";

  private static final Pattern CLOTHES = Pattern.compile("D0(\\d\\d\\.\\d)");
  private static final Pattern BODY = Pattern.compile("D2([02])");
  private static final Pattern SEX = Pattern.compile("D1([12])");
  private static final Pattern HEIGHT = Pattern.compile("D3(?:(\\d{3}\\.\\d)|00(\\d{3}))");
  private static final Pattern AGE = Pattern.compile("D4(\\d\\d)");

  private BigDecimal clothesKg = new BigDecimal("0.5");
  private int body;
  private int sex = 2;
  private int age = 44;
  private @Nullable BigDecimal heightCm;
  private boolean commanded;

  BigDecimal clothesKg() {
    return clothesKg;
  }

  int body() {
    return body;
  }

  int sex() {
    return sex;
  }

  int age() {
    return age;
  }

  /** The height entered over the line, else {@code found}. */
  BigDecimal heightCm(BigDecimal found) {
    return heightCm == null ? found : heightCm;
  }

  /** Whether a computer leads: it measures at its command. */
  boolean isCommanded() {
    return commanded;
  }

  void reset() {
    clothesKg = new BigDecimal("0.5");
    body = 0;
    sex = 2;
    age = 44;
    heightCm = null;
    commanded = false;
  }

  /** Does what a line says; false to refuse it. */
  boolean accepts(String line) {
    if (line.equals(RESET)) {
      reset();
      return true;
    }
    boolean known = obeys(line);
    commanded |= known;
    return known;
  }

  private boolean obeys(String line) {
    var clothes = CLOTHES.matcher(line);
    var bodies = BODY.matcher(line);
    var sexes = SEX.matcher(line);
    var heights = HEIGHT.matcher(line);
    var ages = AGE.matcher(line);
    if (clothes.matches()) {
      clothesKg = new BigDecimal(clothes.group(1));
    } else if (bodies.matches()) {
      body = Integer.parseInt(bodies.group(1));
    } else if (sexes.matches()) {
      sex = Integer.parseInt(sexes.group(1));
    } else if (heights.matches()) {
      var cm = heights.group(1) == null ? heights.group(2) : heights.group(1);
      heightCm = new BigDecimal(cm).setScale(1);
    } else if (ages.matches()) {
      age = Integer.parseInt(ages.group(1));
    } else {
      return line.equals("U0") || line.equals("D?") || line.equals(START);
    }
    return true;
  }
}
