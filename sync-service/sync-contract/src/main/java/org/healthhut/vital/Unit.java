package org.healthhut.vital;

import java.util.Arrays;
import java.util.Optional;

/** The units readings come in, by their UCUM codes. */
public enum Unit {
  MM_HG("mm[Hg]", "mmHg"),
  PER_MINUTE("/min", "次/分"),
  MMOL_PER_L("mmol/L", "mmol/L"),
  MG_PER_DL("mg/dL", "mg/dL"),
  KG("kg", "kg"),
  CM("cm", "cm"),
  KG_PER_M2("kg/m2", "kg/m²"),
  PERCENT("%", "%"),
  CELSIUS("Cel", "℃");

  private final String ucum;
  private final String shown;

  Unit(String ucum, String shown) {
    this.ucum = ucum;
    this.shown = shown;
  }

  /** The UCUM code, as it travels and is stored. */
  public String ucum() {
    return ucum;
  }

  /** How people in China see the unit written. */
  public String shown() {
    return shown;
  }

  public static Optional<Unit> ofUcum(String code) {
    return Arrays.stream(values()).filter(unit -> unit.ucum.equals(code)).findFirst();
  }
}
