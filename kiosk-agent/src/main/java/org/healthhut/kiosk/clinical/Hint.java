package org.healthhut.kiosk.clinical;

/** What to say of a value that has no classes. Whether it is urgent, {@link Alerts} say. */
public enum Hint {
  USUAL,
  /** Rest, warm the hand, take off nail polish; then measure again. */
  REPEAT,
  /** Lower than a healthy person at rest has: see a doctor. */
  SEE_DOCTOR;

  /** Oxygen saturation: 95 and above is usual, 93 and below is for a doctor. */
  public static Hint saturation(int percent) {
    if (percent >= 95) {
      return USUAL;
    }
    return percent > 93 ? REPEAT : SEE_DOCTOR;
  }

  /** Pulse at rest: 60 to 100 is usual. */
  public static Hint pulse(int perMinute) {
    return perMinute >= 60 && perMinute <= 100 ? USUAL : REPEAT;
  }
}
