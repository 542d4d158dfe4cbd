package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a scale is set to show. */
enum DisplayUnit {
  KG("kg", "1"),
  G("g", "1000"),
  LB("lb", "2.2046226218"),
  /** 斤, half a kilogram; how an indicator writes it is a guess. */
  JIN("jin", "2");

  private final String text;
  private final BigDecimal ofOneKilogram;

  DisplayUnit(String text, String ofOneKilogram) {
    this.text = text;
    this.ofOneKilogram = new BigDecimal(ofOneKilogram);
  }

  /** As scales write it. */
  String text() {
    return text;
  }

  BigDecimal of(BigDecimal kg, int decimals) {
    return kg.multiply(ofOneKilogram).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
