package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.healthhut.vital.Quantity;

/**
 * What may not wait (1.3, 2.1, 4). Each looks at raw values, never at a mean, and a second value
 * takes nothing back except where the rules ask for a repeat.
 */
public final class Alerts {
  private static final int SYSTOLIC_FROM = 180;
  private static final int DIASTOLIC_FROM = 110;
  private static final BigDecimal GLUCOSE_LOW_TO = new BigDecimal("3.9");
  private static final BigDecimal GLUCOSE_HIGH_FROM = new BigDecimal("16.7");
  private static final int SATURATION_TO = 90;
  private static final int PULSE_BELOW = 40;
  private static final int PULSE_ABOVE = 130;
  private static final BigDecimal TEMPERATURE_FROM = new BigDecimal("39.1");

  private Alerts() {}

  /** Whether one reading is so high that it must be seen twice or acted on. */
  public static boolean veryHigh(int systolicMmHg, int diastolicMmHg) {
    return systolicMmHg >= SYSTOLIC_FROM || diastolicMmHg >= DIASTOLIC_FROM;
  }

  /**
   * Blood pressure. A very high reading presses until a usable one after it is lower; one that is
   * as high confirms it. One that the device itself doubts can ask for a repeat but not be it.
   *
   * @param symptoms those ticked; any of them is urgent whatever the numbers are
   * @param over no further reading will be made
   */
  public static Urgency pressure(List<Inflation> inflations, Set<Symptom> symptoms, boolean over) {
    boolean seen = false;
    boolean waiting = false;
    boolean confirmed = false;
    for (var inflation : inflations) {
      if (inflation instanceof Inflation.Measured reading) {
        boolean veryHigh = veryHigh(reading.systolicMmHg(), reading.diastolicMmHg());
        confirmed |= seen && veryHigh && reading.usable();
        waiting = veryHigh || (waiting && !reading.usable());
        seen |= veryHigh;
      }
    }
    if (seen && !symptoms.isEmpty()) {
      return Urgency.EMERGENCY;
    }
    if (confirmed || !symptoms.isEmpty() || (waiting && over)) {
      return Urgency.URGENT;
    }
    return waiting ? Urgency.REPEAT : Urgency.NONE;
  }

  /**
   * Glucose in mmol/L: 3.9 or below, 16.7 or above, as shown. A meter's HI and LO are urgent
   * whichever limit they name.
   */
  public static Urgency glucose(Quantity mmolPerL) {
    var shown = Glucose.shown(mmolPerL);
    return urgentIf(
        switch (mmolPerL.comparator()) {
          case BELOW, ABOVE -> true;
          case EXACTLY ->
              shown.compareTo(GLUCOSE_LOW_TO) <= 0 || shown.compareTo(GLUCOSE_HIGH_FROM) >= 0;
        });
  }

  /** Oxygen saturation in percent: 90 or below. */
  public static Urgency saturation(int percent) {
    return urgentIf(percent <= SATURATION_TO);
  }

  /** Pulse at rest: below 40 or above 130. */
  public static Urgency pulse(int perMinute) {
    return urgentIf(perMinute < PULSE_BELOW || perMinute > PULSE_ABOVE);
  }

  /** Temperature under the arm: 39.1 or above, as shown. A forehead's is never judged. */
  public static Urgency axillaryTemperature(BigDecimal celsius) {
    return urgentIf(Temperature.shown(celsius).compareTo(TEMPERATURE_FROM) >= 0);
  }

  private static Urgency urgentIf(boolean urgent) {
    return urgent ? Urgency.URGENT : Urgency.NONE;
  }
}
