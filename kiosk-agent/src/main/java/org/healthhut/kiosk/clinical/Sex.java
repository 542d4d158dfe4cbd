package org.healthhut.kiosk.clinical;

/** As the identity card has it; the limits of the waist differ by it. */
public enum Sex {
  MALE,
  FEMALE
}
